package cn.ting.bench;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.time.Duration;
import java.time.LocalDateTime;

/** A hall's numbers begin anew at midnight, so a story that compares numbers is told on one side of it. */
public final class Midnight {

    private static final Duration LONGEST_STORY = Duration.ofMinutes(3);

    private Midnight() {}

    /** Waits for midnight where a story that begins now might reach it. */
    public static void keepClear() {
        KioskClock clock = new SystemClock();
        LocalDateTime now = clock.local();
        Duration left = Duration.between(now, now.toLocalDate().plusDays(1).atStartOfDay());
        if (left.compareTo(LONGEST_STORY) < 0) {
            try {
                // The platform has its new boards and leases out within its next pulse of 20 s.
                clock.pause(left.plusSeconds(30));
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
