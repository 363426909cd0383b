package cn.ting.ota;

import cn.ting.slots.Found;
import cn.ting.slots.Release;
import cn.ting.slots.SlotsException;
import cn.ting.slots.Stick;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import cn.ting.trial.Journal;
import cn.ting.trial.UpdateState;
import cn.ting.trial.UpdateState.Phase;
import cn.ting.tuf.TufException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The way of a release from a technician's stick into the free slot. A stick is looked at once; taken out and put in again it is looked at
 * once more, for that is how a technician asks again. For one thread.
 */
final class StickWay {

    /** A stick that cannot be read, or on which this program breaks, and a disk that cannot be written, are tried this often. */
    private static final int MOST_TRIES = 20;

    /** Whoever pulled it in the midst of it has so long to put it in again. */
    private static final Duration GONE_AFTER = Duration.ofMinutes(10);

    private static final Logger LOG = Logger.getLogger(StickWay.class);

    private final OtaKit kit;
    private final Journal journal;
    private final Bringing bringing;
    private boolean takenOut;
    private String looking = "";
    private int tries;
    /** Since when one is missed that came to no end, in uptime; empty while none is. */
    private Optional<Duration> missedSince = Optional.empty();

    StickWay(OtaKit kit) {
        this.kit = kit;
        this.journal = kit.journal();
        this.bringing = kit.bringing();
    }

    /** Looks whether there is a stick, and brings what is on it here; may take minutes. */
    void look() throws IOException {
        Optional<String> name = asked();
        giveUpWhatIsGone();
        if (name.isPresent()) {
            if (takenOut || !name.get().equals(looking)) {
                tries = 0;
            }
            takenOut = false;
            looking = name.get();
            if (looking.equals(journal.state().stick())) {
                // Put in again: whatever breaks it off now, it was not looked at to the end.
                journal.become(journal.state().looked(""));
            }
            take(Path.of(kit.settings().stick()));
        }
    }

    /** A release that was on its way from a stick, and is not put in again, has to have an end: whoever waits for it is told. */
    private void giveUpWhatIsGone() throws IOException {
        UpdateState now = journal.state();
        if (!takenOut || now.phase() != Phase.OFFERED || !now.way().equals(UpdateState.STICK)) {
            missedSince = Optional.empty();
            return;
        }
        Duration since = missedSince.orElseGet(kit.clock()::uptime);
        missedSince = Optional.of(since);
        if (kit.clock().uptime().minus(since).compareTo(GONE_AFTER) >= 0) {
            bringing.letGo(UpdateState.STICK, "ota.stick-gone", "it was taken out before all of it was here");
        }
    }

    /** True while the next look has something to do: what comes over a network makes way. Reads one small file. */
    boolean waits() {
        return asked().isPresent();
    }

    /** The stick that is to be looked at; notes too that there was none, for who asks again may be quick. */
    private Optional<String> asked() {
        Path directory = Path.of(kit.settings().stick());
        Optional<String> name;
        try {
            name = Stick.name(directory);
        } catch (SlotsException odd) {
            // There is one, and what is wrong with it is told when it is looked at.
            name = Optional.of(odd.why().code());
        } catch (IOException unreadable) {
            name = Optional.empty();
        }
        takenOut |= name.isEmpty();
        UpdateState now = journal.state();
        // One that was put in again has a name that is known: what the process before began is gone on with.
        boolean begun = looking.isEmpty() && now.phase() == Phase.OFFERED && now.way().equals(UpdateState.STICK);
        return name.filter(stick -> now.mayBeFollowed(UpdateState.STICK) && (begun || takenOut || !stick.equals(now.stick())));
    }

    private void take(Path directory) throws IOException {
        try {
            Stick stick = Stick.open(directory);
            Optional<Found> found = find(stick);
            if (found.isPresent()) {
                bringing.offer(found.get(), UpdateState.STICK);
                Release release = kit.installer().install(found.get().text(), found.get().signature(), stick.files());
                bringing.fetched(release.slot(), state -> state.looked(looking));
            } else {
                LOG.info("what is newest on the stick is committed already, and serves");
                journal.become(journal.state().looked(looking));
            }
        } catch (SlotsException refused) {
            refuse(refused.why().code(), refused.getMessage());
        } catch (TufException refused) {
            refuse(refused.why().code(), refused.getMessage());
        } catch (IOException weather) {
            boolean ofStick = weather instanceof Stick.UnreadableException;
            if (++tries < MOST_TRIES) {
                if (!ofStick) {
                    throw weather;
                }
                LOG.infof("a stick cannot be read for now: %s", weather.getMessage());
            } else {
                refuse(ofStick ? "ota.unreadable" : "ota.disk", ofStick ? weather.getMessage() : weather.toString());
            }
        } catch (LedgerException waits) {
            throw waits;
        } catch (RuntimeException | LinkageError | StackOverflowError broken) {
            if (++tries < MOST_TRIES) {
                throw broken;
            }
            refuse("ota.broken", broken.toString());
        }
        kit.teller().tell(journal.state());
    }

    private Optional<Found> find(Stick stick) throws SlotsException, TufException, IOException {
        KioskClock clock = kit.clock();
        Optional<Instant> right = clock.trusted() ? Optional.of(clock.instant()) : clock.platformTime();
        return stick.find(kit.slots(), kit.key(), kit.cabinet(), kit.trusted(), kit.fetching(), kit.now(), right, clock::uptime, kit.signed()::at);
    }

    private void refuse(String cause, String detail) throws IOException {
        bringing.refuse(UpdateState.STICK, cause, detail, state -> state.looked(looking));
    }
}
