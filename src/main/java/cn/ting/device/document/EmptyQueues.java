package cn.ting.device.document;

import cn.ting.time.KioskClock;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a printer waits for before it prints: that nothing of another visit can come out of its queues any more. Cancels what this kiosk has
 * left unfinished there, and looks until nothing is there. What others print on a printer they share is theirs: it is let alone, and
 * looked for again when the printer is asked next. On the device's thread.
 */
final class EmptyQueues {

    /** How often a queue is looked at in which others have something: a resident waits until it is out. */
    private static final Duration OTHERS_EVERY = Duration.ofMillis(500);

    /** What has not come out by then has stopped, perhaps for hours, and is looked at no more often than an idle printer. */
    private static final Duration OTHERS_COME_OUT = Duration.ofMinutes(1);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    /** The count of visits of which no queue has been seen empty. */
    private static final int NEVER = -1;

    private final IppQueue printer;
    private final Optional<IppQueue> cups;
    private final KioskClock clock;
    private final IppSettings settings;
    /** The visit for which all queues have been seen empty. */
    private int emptied = NEVER;
    /** When the queues were first found with something in them; null while they are empty. */
    private Duration occupiedSince;
    /** Something may wait in CUPS: there is no telling what an earlier life has left. */
    private boolean cupsMayHold;

    /**
     * @param cups the queue of CUPS before the printer, where there is one
     */
    EmptyQueues(IppQueue printer, Optional<IppQueue> cups, KioskClock clock, IppSettings settings) {
        this.printer = printer;
        this.cups = cups;
        this.clock = clock;
        this.settings = settings;
        this.cupsMayHold = cups.isPresent();
    }

    /** Something may be left in them, also for the visit for which they were seen empty. */
    void forget() {
        emptied = NEVER;
    }

    /** A document is about to go by CUPS. */
    void takeByCups() {
        cupsMayHold = true;
    }

    /**
     * True when nothing of another visit can come out any more. May wait {@code answerPatience} a queue for what was cancelled to be gone.
     *
     * @param visit the count of visits
     * @param byCups true while documents go by CUPS
     * @return false when others have something there, or something of the kiosk's is still there at the end of the patience
     */
    boolean areEmpty(int visit, boolean byCups) throws IOException, InterruptedException {
        if (emptied == visit) {
            return true;
        }
        // What waits in CUPS would follow into the printer.
        boolean empty = (!byCups && !cupsMayHold || isCupsEmpty(byCups)) && isEmpty(printer);
        emptied = empty ? visit : NEVER;
        return empty;
    }

    /** When the printer shall be looked at next, with its queues as they were found. */
    Duration nextLook(boolean empty) {
        if (empty) {
            occupiedSince = null;
            return settings.pollEvery();
        }
        Duration now = clock.uptime();
        occupiedSince = occupiedSince == null ? now : occupiedSince;
        boolean soon = now.minus(occupiedSince).compareTo(OTHERS_COME_OUT) < 0 && OTHERS_EVERY.compareTo(settings.pollEvery()) < 0;
        return soon ? OTHERS_EVERY : settings.pollEvery();
    }

    /** Also where the printer takes PDF by now: what went by CUPS before, or in an earlier life, would still follow. */
    private boolean isCupsEmpty(boolean byCups) throws IOException, InterruptedException {
        try {
            boolean empty = isEmpty(cups.orElseThrow());
            cupsMayHold = !empty;
            return empty;
        } catch (IOException away) {
            if (byCups) {
                throw away;
            }
            // Nothing goes by it now, and while it is away nothing follows; it is asked again before the next visit's first.
            return true;
        }
    }

    private boolean isEmpty(IppQueue queue) throws IOException, InterruptedException {
        Duration deadline = clock.uptime().plus(settings.answerPatience());
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
