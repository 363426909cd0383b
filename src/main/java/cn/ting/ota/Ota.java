package cn.ting.ota;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.ups.Supply;
import cn.ting.device.ups.Ups;
import cn.ting.hawkbit.Hawkbit;
import cn.ting.hawkbit.HawkbitSettings;
import cn.ting.link.Document;
import cn.ting.link.Documents;
import cn.ting.link.Link;
import cn.ting.seal.BadSealException;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.setup.Setup;
import cn.ting.slots.Cabinet;
import cn.ting.slots.Disk;
import cn.ting.slots.Slots;
import cn.ting.store.Ledger;
import cn.ting.time.KioskClock;
import cn.ting.trial.Gates;
import cn.ting.trial.UpdateTeller;
import cn.ting.visit.Visits;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/** Newer releases on this kiosk, where a launcher started it; quiet where none did. All on one thread of its own. */
@Singleton
public final class Ota {

    private static final Logger LOG = Logger.getLogger(Ota.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);

    /** While residents wait for the gates of a new release. */
    private static final Duration LOOK_WHILE_HELD = Duration.ofMillis(100);

    private final Optional<UpdateSteps> steps;
    private final Documents documents;
    private final TrustAnchor anchor;
    private final PlaceSettings place;
    private final Conditions conditions;
    private final KioskClock clock;
    private final ThreadPoolExecutor looking = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), task -> new Thread(task, "ting-ota"),
            new ThreadPoolExecutor.DiscardPolicy());

    Ota(OtaSettings settings, HawkbitSettings hawkbit, OtaPlaces places, UpdateTeller teller, Gates gates, Ledger ledger, Visits visits, Link link, Inventory inventory, Setup setup,
            Documents documents, TrustAnchor anchor, PlaceSettings place, Conditions conditions, KioskClock clock) {
        this.documents = documents;
        this.anchor = anchor;
        this.place = place;
        this.conditions = conditions;
        this.clock = clock;
        this.steps = places.slots().map(root -> new UpdateSteps(
                OtaKit.of(settings, places, new Slots(root, new Disk(), places.slot()), Cabinet.of(settings.model()), teller, () -> visits.current().isPresent(), anchor::now, conditions, clock), gates::ask, visits,
                link::up, setup::settled, () -> onMains(inventory), Hawkbit.of(hawkbit, place, ledger, clock), conditions));
    }

    /** A UPS that says nothing is no news of the mains. */
    private static boolean onMains(Inventory inventory) {
        Supply supply = inventory.find(Ups.class).map(ups -> ups.now().supply()).orElse(Supply.UNKNOWN);
        return supply != Supply.BATTERY && supply != Supply.BATTERY_LOW;
    }

    /**
     * Takes nobody in where a release is on trial, until its gates have passed; called before the first page.
     *
     * @return true where nobody is taken in: residents wait for the gates and not for the page
     */
    public boolean hold() {
        steps.ifPresent(UpdateSteps::hold);
        return steps.map(UpdateSteps::holds).orElse(false);
    }

    /**
     * Begins; called once at the kiosk's start.
     *
     * @param ending ends this process with an exit code, in good order; returns at once
     */
    public void start(IntConsumer ending) {
        if (steps.isEmpty()) {
            LOG.info("no launcher started this kiosk (TING_SLOTS): it has no other release than this");
            return;
        }
        steps.get().start(ending);
        documents.subscribe("kiosk/" + place.kiosk() + "/down/release", this::read);
        // A start has better to do first, but where residents wait for it.
        if (steps.get().holds()) {
            lookWhileHeld();
        }
        clock.every(LOOK_EVERY, this::look);
    }

    private void read(Document document) {
        read(document, anchor, place, conditions, steps.orElseThrow());
    }

    /** Reads what stands at the kiosk's {@code down/release}. Whoever empties it has taken away what was not to be opened, too. */
    static void read(Document document, TrustAnchor anchor, PlaceSettings place, Conditions conditions, UpdateSteps steps) {
        if (document.payload().length == 0) {
            steps.hearNone();
            conditions.clear(OtaFault.UNSEALED, "");
            return;
        }
        try {
            steps.hear(ReleaseDocument.read(anchor.open(document.payload(), ReleaseDocument.PAYLOAD_TYPE), place));
            conditions.clear(OtaFault.UNSEALED, "");
        } catch (BadSealException refused) {
            conditions.raise(OtaFault.UNSEALED, "", refused.getMessage());
        } catch (IOException | IllegalArgumentException malformed) {
            conditions.raise(OtaFault.UNSEALED, "", malformed.getClass().getSimpleName());
        }
    }

    private void lookWhileHeld() {
        look();
        if (steps.get().holds()) {
            clock.after(LOOK_WHILE_HELD, this::lookWhileHeld);
        }
    }

    private void look() {
        looking.execute(steps.get()::look);
    }

    /** Starts what may have the process end for reasons of its own, once a release that is on trial is kept; else at once. */
    public void whenKept(Runnable start) {
        steps.ifPresentOrElse(now -> now.whenKept(start), start);
    }

    @PreDestroy
    void stop() {
        looking.shutdownNow();
    }
}
