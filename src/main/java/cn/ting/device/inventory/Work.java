package cn.ting.device.inventory;

import cn.ting.time.KioskClock;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/** One thing asked of a device. Safe for use by any thread. */
public final class Work<T> {

    /** What is done on the device's thread; it looks at {@link Work#over()} wherever it could go on for long. */
    @FunctionalInterface
    public interface Step<T> {
        T run(Work<T> work) throws IOException, InterruptedException;
    }

    private final Step<T> step;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private volatile KioskClock.Alarm deadline = () -> {};

    Work(Step<T> step) {
        this.step = step;
    }

    /**
     * What came of it; fails with a {@link TimeoutException} at the deadline, a {@link CancellationException} when it was
     * called off, a {@link RejectedExecutionException} when too much waited, and otherwise with what the step threw.
     */
    public CompletableFuture<T> outcome() {
        return outcome.copy();
    }

    /** Calls it off: it does not begin any more, or is told by {@link #over()}. */
    public void cancel() {
        fail(new CancellationException());
    }

    /** True when nobody waits for the outcome any more: done, called off, or too late. */
    public boolean over() {
        return outcome.isDone();
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

    void refuse() {
        fail(new RejectedExecutionException());
    }

    void fail(Exception why) {
        outcome.completeExceptionally(why);
        deadline.cancel();
    }

    void run() throws IOException, InterruptedException {
        if (over()) {
            return;
        }
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
