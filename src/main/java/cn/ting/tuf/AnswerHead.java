package cn.ting.tuf;

import cn.ting.time.KioskClock;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * The head of a server's answer, for which nobody waits longer than a minute. A connection's own limit is between two bytes: a server that
 * sends one byte of a header after the other would hold whoever waits for days.
 */
public final class AnswerHead {

    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final int MOST_HANG_UPS = 4;

    private AnswerHead() {}

    /**
     * Asks what a connection was made for, and waits on the calling thread until its answer begins.
     *
     * @return the status, such as 200
     * @throws IOException when the network fails, or the minute is over; then it is hung up
     */
    public static int status(HttpURLConnection connection, KioskClock clock) throws IOException {
        Semaphore came = new Semaphore(0);
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread asking = begin("ting-head", () -> {
            try {
                status.complete(connection.getResponseCode());
            } catch (IOException | RuntimeException failed) {
                status.completeExceptionally(failed);
            } finally {
                // Of an Error too somebody waits to hear.
                status.completeExceptionally(new IOException("the talk broke off"));
                came.release();
            }
        });
        if (!cameInTime(came, clock)) {
            hangUp(asking, connection, clock, MOST_HANG_UPS);
            throw new IOException(Thread.currentThread().isInterrupted()
                    ? "called off"
                    : "no answer has begun within " + WITHIN.toSeconds() + " s");
        }
        try {
            return status.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IOException refused) {
                throw refused;
            }
            throw failed;
        }
    }

    private static boolean cameInTime(Semaphore came, KioskClock clock) {
        try {
            return clock.pause(WITHIN, came);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** More than once: the JDK asks again over another connection, and one that is not connected yet cannot be hung up. */
    private static void hangUp(Thread asking, HttpURLConnection connection, KioskClock clock, int most) {
        if (most > 0 && asking.isAlive()) {
            // To take leave of a server in order may take as long as that likes.
            begin("ting-head-end", connection::disconnect);
            clock.after(AGAIN_AFTER, () -> hangUp(asking, connection, clock, most - 1));
        }
    }

    private static Thread begin(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
