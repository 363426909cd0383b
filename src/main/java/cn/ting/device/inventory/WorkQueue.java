package cn.ting.device.inventory;

import cn.ting.time.KioskClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * What is asked of one device, one thing after another: acknowledged at once, run on the device's thread, completed within its
 * deadline or given up. Any thread may ask; only the device's thread runs.
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
        Work<T> work = new Work<>(step);
        synchronized (waiting) {
            int before = waiting.size();
            waiting.removeIf(Work::over);
            // Each has left a permit, at which the device's thread would look in vain.
            for (int gone = before - waiting.size(); gone > 0; gone--) {
                arrived.tryAcquire();
            }
            if (waiting.size() >= most) {
                work.refuse();
                return work;
            }
            waiting.addLast(work);
        }
        work.giveUpWith(clock.after(within, work::expire));
        arrived.release();
        return work;
    }

    /**
     * Runs what waits longest, waiting for it if there is nothing.
     *
     * @return false when nothing came within {@code patience}
     * @throws IOException what the step threw; its work has failed with it
     */
    public boolean runNext(Duration patience) throws IOException, InterruptedException {
        if (!clock.pause(patience, arrived)) {
            return false;
        }
        Optional<Work<?>> next;
        synchronized (waiting) {
            next = Optional.ofNullable(waiting.pollFirst());
        }
        if (next.isPresent()) {
            next.get().run();
        }
        return next.isPresent();
    }

    /** Fails all that waits, since the device is gone or must not go on. */
    public void failAll(Exception why) {
        synchronized (waiting) {
            waiting.forEach(work -> work.fail(why));
            waiting.clear();
            arrived.drainPermits();
        }
    }
}
