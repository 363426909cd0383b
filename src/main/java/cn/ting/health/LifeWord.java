package cn.ting.health;

import cn.ting.time.KioskClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The sign of life to the launcher (decision 0024): every two seconds a new word in the file that {@code TING_ALIVE} names, while the
 * clock's thread comes round, the kiosk's own page answers, and no device is stuck beyond help ({@link StuckDevices}). Does nothing where
 * no launcher started the kiosk.
 *
 * <p>A round begins on the clock's thread and ends on one of its own, which asks for the page. A round that is under way lets no other begin.
 */
@Singleton
public final class LifeWord {

    private static final Logger LOG = Logger.getLogger(LifeWord.class);
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final StuckDevices stuck;
    private final KioskClock clock;
    private final OwnPage page;
    private final Optional<Path> file;
    private final Semaphore due = new Semaphore(0);
    private volatile boolean asking;
    private volatile boolean over;
    private long word;
    private boolean silent;

    @Inject
    LifeWord(StuckDevices stuck, KioskClock clock, OwnPage page) {
        this(stuck, clock, page, System.getenv());
    }

    LifeWord(StuckDevices stuck, KioskClock clock, OwnPage page, Map<String, String> environment) {
        this.stuck = stuck;
        this.clock = clock;
        this.page = page;
        this.file = Optional.of(environment.getOrDefault("TING_ALIVE", "")).filter(name -> name.startsWith("/")).map(Path::of);
    }

    /**
     * Begins to give signs; called once, when the kiosk serves.
     *
     * @param serving whether a resident is being served now; asked on the clock's thread
     */
    public void start(BooleanSupplier serving) {
        if (file.isEmpty()) {
            return;
        }
        Thread thread = new Thread(this::giveSigns, "life");
        thread.setDaemon(true);
        thread.start();
        clock.every(EVERY, () -> {
            if (!over && !asking && !stuck.beyondHelp(serving)) {
                asking = true;
                due.release();
            }
        });
    }

    /** No further sign from now on, whatever still comes round: who ends gives none. Any thread. */
    void stop() {
        over = true;
    }

    private void giveSigns() {
        while (true) {
            due.acquireUninterruptibly();
            try {
                if (page.answers() && !over) {
                    Files.writeString(file.orElseThrow(), ++word + "\n");
                    silent = false;
                } else if (!over) {
                    miss("the page does not answer");
                }
            } catch (IOException unwritten) {
                miss(unwritten.toString());
            } finally {
                asking = false;
            }
        }
    }

    private void miss(String why) {
        if (!silent) {
            LOG.warnf("no sign of life to the launcher: %s", why);
        }
        silent = true;
    }
}
