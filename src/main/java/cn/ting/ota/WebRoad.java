package cn.ting.ota;

import cn.ting.condition.Conditions;
import cn.ting.http.ServerException;
import cn.ting.http.ServerTrust;
import cn.ting.http.TooSlowException;
import cn.ting.slots.Found;
import cn.ting.slots.SlotsException;
import cn.ting.slots.WebRepository;
import cn.ting.store.LedgerException;
import cn.ting.trial.UpdateState;
import cn.ting.tuf.TufException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * The road of a release from a repository on a server into the free slot, whoever named it. What fails for now is tried again, later and
 * later, and given up in the end; what the server refuses for good is not asked for again. On its way, which may take hours, it makes way for
 * what comes first. For one thread.
 */
final class WebRoad {

    /** At an hour each, it is tried for a day. */
    static final int MOST_TRIES = 30;

    /** By patches, of these; then it comes whole: nothing is refused because of a patch. */
    static final int MOST_PATCH_TRIES = MOST_TRIES / 2;

    private static final Logger LOG = Logger.getLogger(WebRoad.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration MOST_WAIT = Duration.ofHours(1);
    /** A mirror that lags behind is as a rule a day late: it is asked for about two, before somebody has to see to it. */
    private static final Duration BEHIND_WAIT = Duration.ofHours(1);
    /** So many bytes more than ever before are an advance: a link that is too slow for one try brings the release all the same. */
    private static final long ADVANCE = 100_000;
    private static final Duration GLANCE = Duration.ofSeconds(1);

    /** How a try ended. */
    enum End {
        /** It is to be tried again, or gone on with after what comes first. */
        LATER,
        /** It stands in the free slot. */
        FETCHED,
        /** It is committed already, and serves. */
        HERE,
        REFUSED
    }

    /** Something else comes first. It is no failure: what came by now stays. */
    private static final class MadeWayException extends IOException {

        private static final long serialVersionUID = 1L;
    }

    private final OtaKit kit;
    private final Bringing bringing;
    private final String way;
    private final Conditions conditions;
    private final BooleanSupplier first;
    private final Runnable meanwhile;
    private final RandomGenerator random;
    /** In a row without an advance, of this process: one that starts anew begins to count anew. */
    private int tries;
    /** The most bytes of it that were here at once: what comes, is found wrong and comes again is no advance. */
    private long mostHere;
    private Duration next = Duration.ZERO;
    private Duration glance = Duration.ZERO;
    private Optional<UpdateState> refused = Optional.empty();

    /**
     * @param way by which the release was named, one of {@link UpdateState}'s
     * @param conditions where it is told at once that a server is not believed: no wait mends that
     * @param first whether something else is to be done before the rest of it is fetched; asked once a second at most while it comes. Whoever
     *     says yes has to say no once it was looked at
     * @param meanwhile run once a second at most while it comes, on the same thread; for what cannot wait for hours
     */
    WebRoad(OtaKit kit, String way, Conditions conditions, BooleanSupplier first, Runnable meanwhile, RandomGenerator random) {
        this.kit = kit;
        this.bringing = kit.bringing();
        this.way = way;
        this.conditions = conditions;
        this.first = first;
        this.meanwhile = meanwhile;
        this.random = random;
    }

    /** Another release was named: it is first tried at a moment within {@code spread} from now. */
    void begin(Duration spread) {
        tries = 0;
        mostHere = 0;
        next = kit.clock().uptime().plusMillis(random.nextLong(spread.toMillis() + 1));
    }

    /**
     * Nothing is to come by it for now: what kept it from coming is no trouble any more.
     *
     * @param wantsFile whether the file of authorities is wanting, which it is whatever comes
     */
    void rest(boolean wantsFile) {
        conditions.clear(OtaFault.SLOTS, way);
        if (!wantsFile) {
            conditions.clear(OtaFault.SERVER, way);
        }
    }

    boolean isDue() {
        return kit.clock().uptime().compareTo(next) >= 0;
    }

    /**
     * Tries once; may take long.
     *
     * @param wanted asked before every block that comes, and every second while the processor is waited for; whether the release is wanted still
     * @param done notes that it was looked at to the end, with what became of it; not where it was {@link End#HERE}
     */
    End follow(Origin from, String target, WebRepository.Wanted wanted, UnaryOperator<UpdateState> done) throws IOException {
        WebRepository repository = new WebRepository(from.base(), from.trust(), kit.fetching(), kit.clock());
        // What an area signs for itself is no measure for the platform's.
        Found.Signed signed = from.ownRoot().isEmpty() ? kit.signed()::at : moment -> {};
        Instant now = kit.now();
        Optional<String> disk = Optional.empty();
        End end;
        try {
            Optional<Found> found = repository.find(target, kit.slots(), kit.key(), kit.cabinet(), kit.trusted(from), now, signed);
            conditions.clear(OtaFault.SERVER, way);
            if (found.isEmpty()) {
                conditions.clear(OtaFault.SLOTS, way);
                return End.HERE;
            }
            bringing.offer(found.get(), way);
            Found brought = tries < MOST_PATCH_TRIES ? found.get() : found.get().whole();
            repository.fetch(brought, kit.installer(), unhurried(wanted));
            awaitQuiet(wanted);
            String slot = kit.installer().install(found.get().text(), found.get().signature(), repository.files()).slot();
            repository.clear();
            bringing.fetched(slot, done);
            end = End.FETCHED;
        } catch (SlotsException refused) {
            end = refuse(refused.why().code(), refused.getMessage(), done);
        } catch (TufException refused) {
            end = switch (refused.why()) {
                case UNREACHABLE, TOO_SLOW -> again(refused, refused.why().code(), refused.getMessage(), done);
                case BEHIND -> {
                    conditions.clear(OtaFault.SERVER, way);
                    yield when(BEHIND_WAIT.plus(later(MOST_TRIES, random)), refused.why().code(), refused.getMessage(), done);
                }
                // It was judged by a moment that counts no more: the platform told the time meanwhile, or the root that came exchanged keys.
                case EXPIRED -> kit.now().isBefore(now)
                        ? again(refused, refused.why().code(), refused.getMessage(), done)
                        : refuse(refused.why().code(), refused.getMessage(), done);
                default -> refuse(refused.why().code(), refused.getMessage(), done);
            };
        } catch (MadeWayException later) {
            LOG.infof("a release by %s makes way", way);
            end = End.LATER;
        } catch (ServerException weather) {
            tries = advanced(repository) ? 0 : tries;
            end = again(weather, weather instanceof TooSlowException ? "ota.too-slow" : "ota.unreachable", weather.getMessage(), done);
        } catch (IOException failed) {
            // Where this process ends, whatever is at work is broken off, and nothing is wrong with the disk.
            disk = Thread.currentThread().isInterrupted() ? Optional.empty() : Optional.of(failed.toString());
            end = disk.isPresent() ? again(failed, "ota.disk", disk.get(), done) : End.LATER;
        } catch (LedgerException waits) {
            throw waits;
        } catch (RuntimeException | LinkageError | StackOverflowError broken) {
            LOG.error("a fault of this program's ended a fetch", broken);
            end = again(broken, "ota.broken", broken.toString(), done);
        }
        if (end != End.LATER) {
            // Where it was given up for that, the refusal says so.
            conditions.clear(OtaFault.SERVER, way);
        }
        conditions.set(end == End.LATER && disk.isPresent(), OtaFault.SLOTS, way, disk.orElse(""));
        kit.teller().tell(kit.journal().state());
        return end;
    }

    /** What was refused last: another way's update may stand in the journal. */
    Optional<UpdateState> refused() {
        return refused;
    }

    private WebRepository.Wanted unhurried(WebRepository.Wanted wanted) {
        return new WebRepository.Wanted() {
            @Override
            public boolean still() {
                return wanted.still();
            }

            @Override
            public void reckons() throws SlotsException, IOException {
                awaitQuiet(wanted);
            }

            @Override
            public void came(int bytes) throws IOException {
                kit.pace().came(bytes);
                if (kit.clock().uptime().compareTo(glance) >= 0) {
                    glance = kit.clock().uptime().plus(GLANCE);
                    meanwhile.run();
                    makeWay();
                }
            }
        };
    }

    private void awaitQuiet(WebRepository.Wanted wanted) throws SlotsException, IOException {
        AtomicBoolean still = new AtomicBoolean(true);
        kit.pace().quiet(() -> {
            meanwhile.run();
            still.set(wanted.still());
            return first.getAsBoolean() || !still.get();
        });
        makeWay();
        if (!still.get() || !wanted.still()) {
            throw new SlotsException(SlotsException.Why.CALLED_OFF, "while it waited for the processor");
        }
    }

    private void makeWay() throws MadeWayException {
        if (first.getAsBoolean()) {
            throw new MadeWayException();
        }
    }

    private boolean advanced(WebRepository repository) {
        try {
            long here = repository.here();
            if (here < mostHere + ADVANCE) {
                return false;
            }
            mostHere = here;
            return true;
        } catch (IOException unknown) {
            LOG.debugf("nobody says how much of it is here: %s", unknown);
            return false;
        }
    }

    /** As often as anything that passes, for whoever looks after the kiosk may mend today what keeps its server from being believed. */
    private End again(Throwable failed, String cause, String detail, UnaryOperator<UpdateState> done) throws IOException {
        boolean ofPerson = ServerTrust.isWanting(failed);
        if (ofPerson) {
            conditions.raise(OtaFault.SERVER, way, detail);
        }
        return when(later(tries + 1, random), ofPerson ? OtaFault.SERVER.code() : cause, detail, done);
    }

    private End when(Duration wait, String cause, String detail, UnaryOperator<UpdateState> done) throws IOException {
        if (++tries >= MOST_TRIES) {
            return refuse(cause, detail, done);
        }
        next = kit.clock().uptime().plus(wait);
        LOG.infof("a release by %s waits: %s", way, detail);
        return End.LATER;
    }

    /** How long to wait after so many failures in a row: longer and longer, and everyone otherwise. */
    static Duration later(int failures, RandomGenerator random) {
        long ceiling = Math.min(MOST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(failures, 10));
        return Duration.ofMillis(random.nextLong(ceiling / 2, ceiling + 1));
    }

    private End refuse(String cause, String detail, UnaryOperator<UpdateState> done) throws IOException {
        refused = Optional.of(bringing.refuse(way, cause, detail, done));
        return End.REFUSED;
    }
}
