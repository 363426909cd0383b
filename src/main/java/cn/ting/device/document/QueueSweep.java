package cn.ting.device.document;

import cn.ting.time.KioskClock;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Cancels what this kiosk has left unfinished in a queue, and looks until nothing is there. What others print on a printer they share is
 * theirs: it is let alone, and looked for again when the printer is asked next. On the device's thread.
 */
final class QueueSweep {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final KioskClock clock;
    private final Duration patience;

    /**
     * @param patience how long one queue is given
     */
    QueueSweep(KioskClock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Empties a queue of the kiosk's own jobs.
     *
     * @return true when it has been seen empty of whosever; false when others have something there, or something of the kiosk's is still
     *     there at the end of the patience
     */
    boolean empties(IppQueue queue) throws IOException, InterruptedException {
        Duration deadline = clock.uptime().plus(patience);
        Set<Integer> cancelled = new HashSet<>();
        while (true) {
            List<Integer> unfinished = queue.unfinished();
            if (unfinished.isEmpty()) {
                return true;
            }
            List<Integer> own = queue.unfinishedOwn();
            if (own.isEmpty() || clock.uptime().compareTo(deadline) > 0) {
                return false;
            }
            for (int job : own) {
                // Once is enough: a job that prints stops at the end of its page.
                if (cancelled.add(job)) {
                    cancel(queue, job);
                }
            }
            clock.pause(LOOK_AGAIN);
        }
    }

    private static void cancel(IppQueue queue, int job) throws IOException {
        try {
            queue.cancel(job);
        } catch (RefusedException notPossible) {
            // It is at its end already, or nobody may cancel it: the next look tells.
        }
    }
}
