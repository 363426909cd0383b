package cn.ting.device.scanner;

import cn.ting.device.inventory.Verdict;
import cn.ting.device.inventory.WorkQueue;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** What is asked of a scanner, one thing after another on its own thread: that it read a code which a technician holds up. */
final class ScannerWork {

    private static final Duration BEGINS_WITHIN = Duration.ofSeconds(5);
    private static final Duration HELD_UP_WITHIN = Duration.ofSeconds(20);
    private static final int MOST_WAITING = 2;

    /** Takes in what comes within a moment, a second at most, and tells of codes. */
    interface Reading {
        void once() throws IOException;
    }

    private final KioskClock clock;
    private final CodeListeners listeners;
    private final Reading reading;
    private final WorkQueue queue;
    private final AtomicInteger tests = new AtomicInteger();

    ScannerWork(KioskClock clock, CodeListeners listeners, Reading reading) {
        this.clock = clock;
        this.listeners = listeners;
        this.reading = reading;
        this.queue = new WorkQueue(clock, MOST_WAITING);
    }

    /** Waits for a code that a technician holds up: nothing less proves a scanner. Any thread; returns at once. */
    CompletableFuture<Verdict> selfTest() {
        // From now on, and not from when its turn comes: who is asked to hold one up does so at once.
        long before = listeners.told().codes();
        tests.incrementAndGet();
        CompletableFuture<Verdict> verdict = queue.<Verdict>offer(BEGINS_WITHIN, HELD_UP_WITHIN.plus(BEGINS_WITHIN), test -> {
            Duration until = clock.uptime().plus(HELD_UP_WITHIN);
            while (listeners.told().codes() == before && !test.over() && clock.uptime().compareTo(until) < 0) {
                reading.once();
            }
            CodeListeners.Told told = listeners.told();
            return told.codes() > before
                    ? Verdict.passed("a code of " + told.characters() + " characters was read")
                    : Verdict.failed("no code was read within " + HELD_UP_WITHIN.toSeconds() + " s: hold one up");
        }).outcome();
        return verdict.whenComplete((given, failed) -> tests.decrementAndGet());
    }

    /** True while a technician is to hold up a code. */
    boolean testing() {
        return tests.get() > 0;
    }

    /** Reads and does what is asked in between, until the line breaks. */
    void serve() throws IOException, InterruptedException {
        try {
            while (true) {
                reading.once();
                queue.runFor(Duration.ZERO);
            }
        } finally {
            queue.failAll(new IOException("its line broke"));
        }
    }
}
