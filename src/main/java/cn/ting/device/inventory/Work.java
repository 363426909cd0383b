package cn.ting.device.inventory;

import cn.ting.time.KioskClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One thing asked of a device. Safe for use by any thread. */
public final class Work<T> {

    /** What is done on the device's thread; it looks at {@link Work#over()} wherever it could go on for long. */
    @FunctionalInterface
    public interface Step<T> {
        T run(Work<T> work) throws IOException, InterruptedException;
    }

    private final Step<T> step;
    private final KioskClock clock;
    private final Optional<Duration> runsWithin;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile KioskClock.Alarm deadline = () -> {};

    /** @param runsWithin from its beginning to its end; empty when the deadline it waits with is that of its end */
    Work(KioskClock clock, Optional<Duration> runsWithin, Step<T> step) {
        this.clock = clock;
        this.runsWithin = runsWithin;
        this.step = step;
    }

    /**
     * What came of it; fails with a {@link TimeoutException} at the deadline, a {@link CancellationException} when it was
     * called off, a {@link RejectedExecutionException} when too much waited or it waited too long, and otherwise with what the step
     * threw.
     */
    public CompletableFuture<T> outcome() {
        return outcome.copy();
    }

    /** Calls it off: it does not begin any more, or is told by {@link #over()}. */
    public void cancel() {
        fail(new CancellationException());
    }

    /**
     * Calls it off if it has not begun; what has is followed to its end, as paper that is on its way has to be.
     *
     * @return true when it will never have begun
     */
    public boolean withdraw() {
        return withdraw(new CancellationException());
    }

    boolean withdraw(Exception why) {
        return failUnlessBegun(why);
    }

    /** True when nobody waits for the outcome any more: done, called off, or too late. */
    public boolean over() {
        return outcome.isDone();
    }

    /** Says what came of it before its step ends, which may then go on to throw; only for that step. */
    public void conclude(T what) {
        outcome.complete(what);
    }

    void giveUpWith(KioskClock.Alarm alarm) {
        deadline = alarm;
        if (over()) {
            alarm.cancel();
        }
    }

    void expire() {
        fail(new TimeoutException());
    }

    /** It has waited for too long, if it still waits. */
    void waitedTooLong() {
        failUnlessBegun(new RejectedExecutionException("it waited too long"));
    }

    void refuse() {
        fail(new RejectedExecutionException());
    }

    void fail(Exception why) {
        outcome.completeExceptionally(why);
        deadline.cancel();
    }

    private boolean failUnlessBegun(Exception why) {
        boolean first = begun.compareAndSet(false, true);
        if (first) {
            fail(why);
        }
        return first;
    }

    void run() throws IOException, InterruptedException {
        if (over() || !begun.compareAndSet(false, true)) {
            return;
        }
        runsWithin.ifPresent(longest -> {
            deadline.cancel();
            deadline = clock.after(longest, this::expire);
        });
        try {
            outcome.complete(step.run(this));
        } catch (IOException | InterruptedException | RuntimeException | Error failed) {
            outcome.completeExceptionally(failed);
            throw failed;
        } finally {
            deadline.cancel();
        }
    }
}
