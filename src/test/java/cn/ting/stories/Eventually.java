package cn.ting.stories;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/** Waits for what happens in another process: looks again and again, at most for a minute and a half. */
final class Eventually {

    private static final Duration AT_MOST = Duration.ofSeconds(90);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final KioskClock CLOCK = new SystemClock();

    /** Something to look at. */
    interface Look<T> {
        T now() throws IOException;
    }

    private Eventually() {}

    /** Returns what was seen once it is as wanted; fails with what was seen last. */
    static <T> T see(String what, Look<T> look, Predicate<? super T> wanted) {
        Duration deadline = CLOCK.uptime().plus(AT_MOST);
        try {
            T seen = look.now();
            while (!wanted.test(seen)) {
                if (CLOCK.uptime().compareTo(deadline) > 0) {
                    throw new AssertionError("waited in vain for " + what + "; seen last: " + String.valueOf(seen).lines().limit(40).toList());
                }
                CLOCK.pause(BETWEEN_LOOKS);
                seen = look.now();
            }
            return seen;
        } catch (IOException unseen) {
            throw new AssertionError("cannot look for " + what, unseen);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, hurried);
        }
    }
}
