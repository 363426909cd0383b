package cn.ting.device.inventory;

import cn.ting.time.KioskClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * What is asked of one device, one thing after another: acknowledged at once, run on the device's thread, completed within its
 * deadline or given up. Any thread may ask; only the device's thread runs. A driver that polls runs work between its polls, by {@link
 * #runFor}.
 */
public final class WorkQueue {

    private final KioskClock clock;
    private final int most;
    private final Deque<Work<?>> waiting = new ArrayDeque<>();
    private final Semaphore arrived = new Semaphore(0);

    /**
     * @param most how many may wait; a further one is refused
     */
    public WorkQueue(KioskClock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /**
     * Asks for something and returns at once.
     *
     * @param within from now to the end of it; what has not begun by then never does, what runs is told by {@link Work#over()}
     * @return the work, already failed with a {@link java.util.concurrent.RejectedExecutionException} when too much waits
     */
    public <T> Work<T> offer(Duration within, Work.Step<T> step) {
        Work<T> work = new Work<>(clock, Optional.empty(), step);
        if (admitted(work)) {
            work.giveUpWith(clock.after(within, work::expire));
            arrived.release();
        }
        return work;
    }

    /**
     * Asks for something whose beginning and whose end have each a deadline of their own. Returns at once.
     *
     * @param beginsWithin from now to its beginning; what waits longer never begins, and has failed with a {@link
     *     java.util.concurrent.RejectedExecutionException}
     * @param runsWithin from its beginning to its end; what runs longer is told by {@link Work#over()}
     * @return the work, already failed with a {@link java.util.concurrent.RejectedExecutionException} when too much waits
     */
    public <T> Work<T> offer(Duration beginsWithin, Duration runsWithin, Work.Step<T> step) {
        Work<T> work = new Work<>(clock, Optional.of(runsWithin), step);
        if (admitted(work)) {
            work.giveUpWith(clock.after(beginsWithin, work::waitedTooLong));
            arrived.release();
        }
        return work;
    }

    private boolean admitted(Work<?> work) {
        synchronized (waiting) {
            int before = waiting.size();
            waiting.removeIf(Work::over);
            // Each has left a permit, at which the device's thread would look in vain.
            for (int gone = before - waiting.size(); gone > 0; gone--) {
                arrived.tryAcquire();
            }
            if (waiting.size() >= most) {
                work.refuse();
                return false;
            }
            waiting.addLast(work);
            return true;
        }
    }

    /**
     * Runs what waits longest, waiting for it if there is nothing.
     *
     * @return false when nothing came within {@code patience}
     * @throws IOException what the step threw; its work has failed with it
     */
    public boolean runNext(Duration patience) throws IOException, InterruptedException {
        return clock.pause(patience, arrived) && runOne();
    }

    /**
     * Runs what comes until so long has passed, for a driver that asks its device something ever so often.
     *
     * @param whole zero or less runs what already waits, one thing at most, and returns
     * @throws IOException what a step threw; its work has failed with it
     */
    public void runFor(Duration whole) throws IOException, InterruptedException {
        Duration end = clock.uptime().plus(whole);
        if (arrived.tryAcquire()) {
            runOne();
        }
        for (Duration left = end.minus(clock.uptime()); left.compareTo(Duration.ZERO) > 0; left = end.minus(clock.uptime())) {
            runNext(left);
        }
    }

    private boolean runOne() throws IOException, InterruptedException {
        Optional<Work<?>> next;
        synchronized (waiting) {
            next = Optional.ofNullable(waiting.pollFirst());
        }
        if (next.isPresent()) {
            next.get().run();
        }
        return next.isPresent();
    }

    /** Calls off all that waits, which has failed with this; what runs is followed to its end. */
    public void withdrawAll(Exception why) {
        List<Work<?>> called;
        synchronized (waiting) {
            called = List.copyOf(waiting);
        }
        called.forEach(work -> work.withdraw(why));
    }

    /** Fails all that waits, since the device is gone or must not go on. */
    public void failAll(Exception why) {
        List<Work<?>> failed;
        synchronized (waiting) {
            failed = List.copyOf(waiting);
            waiting.clear();
            arrived.drainPermits();
        }
        failed.forEach(work -> work.fail(why));
    }
}
