package cn.ting.device.contactcard;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes calls into native code, which nothing can end from outside, on a thread of its own: one that does not come back ends the caller's
 * patience and not the caller. Until it has come back there is no other call, so that no more than one thread is ever lost. The thread is
 * there only while calls are made. Used by one thread.
 */
final class PatientCalls {

    /** A call has not come back in time. */
    static final class OverdueException extends InterruptedIOException {
        private static final long serialVersionUID = 1L;

        OverdueException(String what) {
            super(what);
        }
    }

    private static final long SLICE_MS = 500;
    private static final int KEPT_SECONDS = 10;

    private final Duration patience;
    private final Runnable waiting;
    private final ThreadPoolExecutor calling;
    private Future<?> last = CompletableFuture.completedFuture(null);

    /**
     * @param name of the thread
     * @param patience longest wait for one call
     * @param waiting run at least twice a second while a call is waited for
     */
    PatientCalls(String name, Duration patience, Runnable waiting) {
        this.patience = patience;
        this.waiting = waiting;
        this.calling = new ThreadPoolExecutor(1, 1, KEPT_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        calling.allowCoreThreadTimeOut(true);
    }

    /**
     * @throws OverdueException when it, or one before it, has not come back in time
     * @throws IOException what it threw
     * @throws InterruptedException when the caller was interrupted; the call goes on without it
     */
    <T> T call(Callable<T> step) throws IOException, InterruptedException {
        Future<T> underway = begin(step);
        long slices = Math.max(1, patience.toMillis() / SLICE_MS);
        for (long slice = 0; slice < slices; slice++) {
            waiting.run();
            try {
                return underway.get(patience.toMillis() / slices, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                // It is looked again until patience is over.
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof IOException told ? told : new IOException("a call failed: " + failed.getCause());
            }
        }
        throw new OverdueException("a call to the smart-card service has not come back within " + patience.toMillis() + " ms");
    }

    private <T> Future<T> begin(Callable<T> step) throws OverdueException {
        if (!last.isDone()) {
            throw new OverdueException("an earlier call to the smart-card service has not come back yet");
        }
        Future<T> underway = calling.submit(step);
        last = underway;
        return underway;
    }
}
