package cn.ting.platform;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The one thread that does all of the platform's work. Any thread may hand work over. */
final class PlatformThread implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PlatformThread.class);
    private static final int PATIENCE_S = 60;

    private final ExecutorService work = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "platform");
        thread.setDaemon(true);
        return thread;
    });

    /** Something this thread does. */
    @FunctionalInterface
    interface Task {
        void run() throws SQLException;
    }

    /** Hands work over and returns at once; what it throws is logged. After the end nothing is done. */
    void tell(Task task) {
        try {
            work.execute(() -> {
                try {
                    task.run();
                } catch (SQLException | RuntimeException bug) {
                    LOG.error("the platform stumbled", bug);
                }
            });
        } catch (RejectedExecutionException closed) {
            // Nothing is heard after the end.
        }
    }

    /** Waits until something is done, as {@link #ask} does. */
    void run(Task task) {
        ask(() -> {
            task.run();
            return null;
        });
    }

    /** Waits for an answer, at most a minute; what the question throws at run time is thrown here. */
    <T> T ask(Callable<T> question) {
        try {
            return work.submit(question).get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the platform stumbled", refused.getCause());
        } catch (Exception late) {
            throw new IllegalStateException("the platform does not answer", late);
        }
    }

    @Override
    public void close() {
        work.shutdownNow();
    }
}
