package cn.ting.ota;

import cn.ting.slots.Cabinet;
import cn.ting.slots.Found;
import cn.ting.slots.Installer;
import cn.ting.slots.ReleaseKey;
import cn.ting.slots.Slots;
import cn.ting.slots.SlotsException;
import cn.ting.slots.WebRepository;
import cn.ting.time.KioskClock;
import cn.ting.tuf.TufException;
import cn.ting.tuf.Updater;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * The way of a release from the platform's repository into the free slot. Each kiosk begins at a moment of its own; what fails for now is
 * tried again, later and later, and given up in the end; what the server refuses for good is not asked for again. {@link #look} is for one
 * thread.
 */
final class NetworkWay {

    private static final Logger LOG = Logger.getLogger(NetworkWay.class);
    private static final long MEGABYTE = 1_000_000;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration MOST_WAIT = Duration.ofHours(1);

    /** At an hour each, it is tried for a day. */
    static final int MOST_TRIES = 30;

    private final OtaSettings settings;
    private final OtaPlaces places;
    private final Slots slots;
    private final ReleaseKey key;
    private final Journal journal;
    private final OtaTeller teller;
    private final Bringing bringing;
    private final Cabinet cabinet;
    private final KioskClock clock;
    private final RandomGenerator random;
    private volatile Optional<ReleaseDocument> latest = Optional.empty();
    private long following;
    private int tries;
    private Duration next = Duration.ZERO;

    NetworkWay(OtaSettings settings, OtaPlaces places, Slots slots, ReleaseKey key, Journal journal, OtaTeller teller, Cabinet cabinet,
            KioskClock clock, RandomGenerator random) {
        this.settings = settings;
        this.places = places;
        this.slots = slots;
        this.key = key;
        this.journal = journal;
        this.teller = teller;
        this.bringing = new Bringing(journal, teller);
        this.cabinet = cabinet;
        this.clock = clock;
        this.random = random;
    }

    /** Hears an instruction, whose seal was verified. Any thread. */
    void hear(ReleaseDocument document) {
        latest = Optional.of(document);
    }

    /**
     * Follows the newest instruction, when it is time to; may take long. While nobody has confirmed the clock none is followed, since nobody
     * could tell what has expired.
     */
    void look() throws IOException {
        Optional<ReleaseDocument> told = latest.filter(document -> document.version() > journal.state().instruction());
        if (told.isEmpty() || !clock.trusted() || !journal.state().mayBeFollowed()) {
            return;
        }
        if (told.get().version() != following) {
            following = told.get().version();
            tries = 0;
            next = clock.uptime().plusMillis(random.nextLong(settings.spread().toMillis() + 1));
        }
        if (clock.uptime().compareTo(next) >= 0) {
            follow(told.get());
        }
    }

    private void follow(ReleaseDocument document) throws IOException {
        WebRepository repository = new WebRepository(document.base(), slots.root().resolve("fetching"), clock::uptime);
        try {
            Optional<Found> found = find(repository, document);
            if (found.isPresent()) {
                bringing.offer(found.get(), OtaState.PLATFORM);
                Installer installer = new Installer(slots, key, settings.reserve() * MEGABYTE);
                repository.fetch(installer.missing(found.get().manifest()));
                String slot = installer.install(found.get().text(), found.get().signature(), repository.files()).slot();
                repository.clear();
                bringing.fetched(slot, this::done);
            } else {
                journal.become(done(journal.state()));
            }
        } catch (SlotsException refused) {
            refuse(refused.why().code(), refused.getMessage());
        } catch (TufException refused) {
            boolean passing = refused.why() == TufException.Why.UNREACHABLE || refused.why() == TufException.Why.TOO_SLOW;
            again(passing, refused.why().code(), refused.getMessage());
        } catch (IOException weather) {
            again(true, "ota.unreachable", weather.toString());
        }
        teller.tell(journal.state());
    }

    private Optional<Found> find(WebRepository repository, ReleaseDocument document) throws SlotsException, TufException, IOException {
        if (Files.notExists(places.metadata().resolve("root.json"))) {
            Updater.initialize(places.metadata(), Files.readAllBytes(places.firstRoot()));
        }
        return repository.find(document.target(), slots, key, cabinet, places.metadata(), clock.instant());
    }

    private void again(boolean passing, String cause, String detail) throws IOException {
        if (!passing || ++tries >= MOST_TRIES) {
            refuse(cause, detail);
            return;
        }
        long ceiling = Math.min(MOST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(tries, 10));
        next = clock.uptime().plusMillis(random.nextLong(ceiling / 2, ceiling + 1));
        LOG.infof("instruction %s waits: %s", following, detail);
    }

    private void refuse(String cause, String detail) throws IOException {
        bringing.refuse(OtaState.PLATFORM, cause, detail, this::done);
    }

    private OtaState done(OtaState state) {
        return state.followed(following);
    }
}
