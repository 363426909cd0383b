package cn.ting.setup;

import cn.ting.condition.Conditions;
import cn.ting.link.Document;
import cn.ting.link.Documents;
import cn.ting.link.Link;
import cn.ting.seal.BadSealException;
import cn.ting.seal.TrustAnchor;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.SettingsException;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import cn.ting.visit.Visits;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Has a wished configuration tried by a restart while nobody is served, keeps it when the platform is heard from under it, and takes it back
 * when it is not. Which one a start has is {@link SetupFolder}'s to say. All on one thread of its own.
 */
@Singleton
public final class Setup {

    private static final Logger LOG = Logger.getLogger(Setup.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    private final Documents documents;
    private final TrustAnchor anchor;
    private final PlaceSettings place;
    private final SetupSettings settings;
    private final SetupFolder folder;
    private final SetupCheck check;
    private final SetupTeller teller;
    private final Visits visits;
    private final BooleanSupplier heard;
    private final Conditions conditions;
    private final KioskClock clock;
    private final ThreadPoolExecutor looking = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), task -> new Thread(task, "ting-setup"),
            new ThreadPoolExecutor.DiscardPolicy());
    private Runnable restart = () -> {};
    private Duration trialEnds = Duration.ZERO;
    private boolean ending;
    private volatile Optional<SetupDocument> latest = Optional.empty();

    @Inject
    public Setup(Documents documents, TrustAnchor anchor, PlaceSettings place, SetupSettings settings, SetupFolder folder,
            SetupCheck check, SetupTeller teller, Visits visits, Link link, Conditions conditions, KioskClock clock) {
        this(documents, anchor, place, settings, folder, check, teller, visits, link::up, conditions, clock);
    }

    Setup(Documents documents, TrustAnchor anchor, PlaceSettings place, SetupSettings settings, SetupFolder folder,
            SetupCheck check, SetupTeller teller, Visits visits, BooleanSupplier heard, Conditions conditions, KioskClock clock) {
        this.documents = documents;
        this.anchor = anchor;
        this.place = place;
        this.settings = settings;
        this.folder = folder;
        this.check = check;
        this.teller = teller;
        this.visits = visits;
        this.heard = heard;
        this.conditions = conditions;
        this.clock = clock;
    }

    /**
     * Begins; called once at the kiosk's start. A trial's time counts from here.
     *
     * @param ending ends this process in good order, to be started again; returns at once
     */
    public void start(Runnable ending) {
        restart = ending;
        trialEnds = clock.uptime().plus(settings.trial());
        documents.subscribe("kiosk/" + place.kiosk() + "/down/setup", this::read);
        clock.every(LOOK_EVERY, () -> looking.execute(this::look));
    }

    void read(Document document) {
        if (document.payload().length == 0) {
            // Whoever empties it has taken away what was not to be opened.
            conditions.clear(SetupFault.UNSEALED, "");
            return;
        }
        try {
            latest = Optional.of(SetupDocument.read(anchor.open(document.payload(), SetupDocument.PAYLOAD_TYPE), place));
            conditions.clear(SetupFault.UNSEALED, "");
            looking.execute(this::look);
        } catch (BadSealException refused) {
            conditions.raise(SetupFault.UNSEALED, "", refused.getMessage());
        } catch (IOException | IllegalArgumentException malformed) {
            conditions.raise(SetupFault.UNSEALED, "", malformed.getClass().getSimpleName());
        }
    }

    /** True while no wish is being tried or about to be: nothing else may end the process for a trial of its own then. */
    public boolean settled() {
        return !folder.state().underTrial() && folder.state().phase() != SetupState.Phase.WAITING;
    }

    /** Takes the next step, if there is one to take now. Nothing is done before the step reached is told. */
    synchronized void look() {
        if (ending) {
            return;
        }
        try {
            judge();
            teller.tell(folder.state());
            consider();
            tryOut();
            conditions.clear(SetupFault.NOT_NOTED, "");
        } catch (LedgerException told) {
            LOG.debugf("the next step waits for the ledger: %s", told.fault().code());
        } catch (IOException failed) {
            conditions.raise(SetupFault.NOT_NOTED, "", failed.toString());
        }
    }

    /** Is a trial won or lost? */
    private void judge() throws IOException {
        if (folder.state().phase() != SetupState.Phase.RUNNING) {
            return;
        }
        if (!folder.trying()) {
            // The start could not note it.
            folder.reverted("the process that tried it ended");
        } else if (heard.getAsBoolean()) {
            folder.kept();
            LOG.infof("the configuration of version %d is kept", folder.state().kept());
        } else if (clock.uptime().compareTo(trialEnds) >= 0 && visits.closeIfIdle()) {
            try {
                folder.reverted("the platform was not heard within " + settings.trial().toSeconds() + " s");
            } finally {
                // Should the note fail, the next process notes that this one ended.
                end();
            }
        }
    }

    /** Takes up a newer wish, or refuses it. */
    private void consider() throws IOException {
        Optional<SetupDocument> wish = latest.filter(told -> told.version() > folder.state().newest());
        if (ending || wish.isEmpty() || folder.state().underTrial()) {
            return;
        }
        try {
            check.check(wish.get().config());
            folder.wished(wish.get().version(), wish.get().config());
        } catch (SettingsException refused) {
            folder.refused(wish.get().version(), String.valueOf(refused.getMessage()));
        }
        teller.tell(folder.state());
    }

    private void tryOut() throws IOException {
        SetupState now = folder.state();
        boolean due = now.phase() == SetupState.Phase.WAITING || now.mayBeTriedAgain() && isNextWindow(now);
        if (ending || !due || !visits.closeIfIdle()) {
            return;
        }
        try {
            folder.chosen();
        } catch (IOException failed) {
            visits.reopen();
            throw failed;
        }
        LOG.infof("restarting to try the configuration of version %d", now.newest());
        end();
    }

    /** Not the hours in which it was taken back. When that was is noted here, after it: a start has no clock to be believed yet. */
    private boolean isNextWindow(SetupState now) throws IOException {
        LocalDateTime local = clock.local();
        if (now.revertedAt().filter(at -> !at.isAfter(local)).isEmpty()) {
            folder.seenReverted(local);
            return false;
        }
        return settings.mayTryAgain(now.revertedAt().get(), local);
    }

    private void end() {
        ending = true;
        restart.run();
    }

    @PreDestroy
    void stop() {
        looking.shutdownNow();
    }
}
