package cn.ting.time;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Waits for what comes about in another thread or process: looks again and again, for two minutes at most. Any thread; one
 * that is interrupted meanwhile fails.
 */
public final class Eventually {

    private static final Duration AT_MOST = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(5);
    /** To see may mean to ask another process. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final KioskClock CLOCK = new SystemClock();

    /** Something to look at; what it throws fails the test at once. */
    @FunctionalInterface
    public interface Look<T> {
        T now() throws Exception;
    }

    private Eventually() {}

    /** Returns once it is so. */
    public static void eventually(Look<Boolean> so) {
        eventually(() -> "it to come true", so);
    }

    /** Returns once it is so; fails with what is said then. */
    public static void eventually(Supplier<String> what, Look<Boolean> so) {
        if (!wanted(so, Boolean::booleanValue, GLANCE)) {
            throw new AssertionError("waited in vain for " + what.get());
        }
    }

    /** Returns what was seen once it is as wanted; fails with what was seen last. */
    public static <T> T see(String what, Look<T> look, Predicate<? super T> wanted) {
        Seen<T> seen = new Seen<>(look);
        if (!wanted(seen, wanted, BETWEEN_LOOKS)) {
            throw new AssertionError("waited in vain for " + what + "; seen last: " + String.valueOf(seen.last).lines().limit(40).toList());
        }
        return seen.last;
    }

    private static <T> boolean wanted(Look<T> look, Predicate<? super T> wanted, Duration between) {
        Duration deadline = CLOCK.uptime().plus(AT_MOST);
        try {
            while (!wanted.test(look.now())) {
                if (CLOCK.uptime().compareTo(deadline) > 0) {
                    return false;
                }
                CLOCK.pause(between);
            }
            return true;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", hurried);
        } catch (RuntimeException broken) {
            throw broken;
        } catch (Exception unseen) {
            throw new AssertionError("cannot look", unseen);
        }
    }

    private static final class Seen<T> implements Look<T> {
        private final Look<T> look;
        private T last;

        private Seen(Look<T> look) {
            this.look = look;
        }

        @Override
        public T now() throws Exception {
            last = look.now();
            return last;
        }
    }
}
