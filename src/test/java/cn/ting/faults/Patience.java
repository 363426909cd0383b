package cn.ting.faults;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.IOException;
import java.time.Duration;

/** Waits for what happens in another process, looking again and again until it is so or has taken too long. */
final class Patience {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(30);

    private final KioskClock clock = new SystemClock();

    /** What is looked at. */
    interface Look {
        boolean isSo() throws IOException;
    }

    /** Returns as soon as it is so. */
    void until(String what, Look look) throws IOException {
        Duration deadline = clock.uptime().plus(LONGEST);
        while (!look.isSo()) {
            if (clock.uptime().compareTo(deadline) > 0) {
                throw new AssertionError("waited " + LONGEST.toSeconds() + " s for this: " + what);
            }
            pause(BETWEEN_LOOKS);
        }
    }

    /** Lets the other process go on for so long. */
    void pause(Duration duration) {
        try {
            clock.pause(duration);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", hurried);
        }
    }
}
