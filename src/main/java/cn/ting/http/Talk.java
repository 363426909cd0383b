package cn.ting.http;

import cn.ting.time.KioskClock;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * What is said and heard over one connection, on a thread of its own, and waited for by whoever began it. A connection's own limit is between
 * two bytes: a server that sends one byte of a header after the other would hold whoever waits for days.
 *
 * @param <T> what is heard
 */
public final class Talk<T> {

    private static final int CONNECT_WITHIN_MS = 10_000;
    private static final int BYTE_WITHIN_MS = 15_000;
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final int MOST_HANG_UPS = 10;

    private final HttpURLConnection connection;
    private final KioskClock clock;
    private final Duration began;
    private final Semaphore ended = new Semaphore(0);
    private final CompletableFuture<T> heard = new CompletableFuture<>();
    private Thread hangingUp;

    /** What is said and heard. */
    @FunctionalInterface
    public interface Words<T> {
        T over(HttpURLConnection connection) throws IOException;
    }

    private Talk(HttpURLConnection connection, KioskClock clock, Words<T> words, boolean whole) {
        this.connection = connection;
        this.clock = clock;
        this.began = clock.uptime();
        begin("ting-talk", () -> {
            try {
                heard.complete(words.over(connection));
            } catch (IOException | RuntimeException failed) {
                heard.completeExceptionally(failed);
            } finally {
                // Of an Error too somebody waits to hear, and nobody for the leave that is taken.
                heard.completeExceptionally(new IOException("the talk broke off"));
                ended.release();
                if (whole) {
                    connection.disconnect();
                }
            }
        });
    }

    /**
     * A connection that is not made yet: ten seconds to be made, fifteen between two bytes, nothing from a cache.
     *
     * @param trust whom to believe to be the server
     * @throws IOException when that is no address of HTTP or HTTPS, or nobody can be believed
     */
    public static HttpURLConnection open(URI address, ServerTrust trust) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_WITHIN_MS);
        connection.setReadTimeout(BYTE_WITHIN_MS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        trust.bind(connection);
        return connection;
    }

    /** Begins a talk of a whole answer; the connection is closed at its end. */
    public static <T> Talk<T> begin(HttpURLConnection connection, KioskClock clock, Words<T> words) {
        return new Talk<>(connection, clock, words, true);
    }

    /**
     * Asks what a connection was made for, and waits on the calling thread until its answer begins; the body is read from the connection.
     *
     * @return the status, such as 200
     * @throws IOException as {@link #answer()}
     */
    public static int status(HttpURLConnection connection, KioskClock clock) throws IOException {
        return new Talk<>(connection, clock, HttpURLConnection::getResponseCode, false).answer();
    }

    /**
     * Waits for its end on the calling thread.
     *
     * @throws IOException when the network fails, the minute is over or the thread is interrupted, which it stays; then it is hung up. Also when a
     *     library broke on what came: it is the server that said it, and whoever waits has to go on
     */
    public T answer() throws IOException {
        if (!endsInTime()) {
            hangUp(1);
            throw new IOException(Thread.currentThread().isInterrupted()
                    ? "called off"
                    : "no answer within " + WITHIN.toSeconds() + " s");
        }
        try {
            return heard.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IOException refused) {
                throw refused;
            }
            throw new IOException("not understood: " + failed.getCause(), failed.getCause());
        }
    }

    /** True when its end was heard; one that was given up may go on for a while. */
    public boolean isOver() {
        return heard.isDone();
    }

    private boolean endsInTime() {
        Duration most = WITHIN.minus(clock.uptime().minus(began));
        try {
            return most.isNegative() ? ended.tryAcquire() : clock.pause(most, ended);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * More than once: the JDK asks again over another connection, and one that is not connected yet cannot be hung up. After 5 s, 10 s, and so
     * on, for an hour and a half. On a thread of its own, one at a time: to take leave of a server in order may take as long as that likes.
     */
    private synchronized void hangUp(int time) {
        if (time > MOST_HANG_UPS || isOver()) {
            return;
        }
        if (hangingUp == null || !hangingUp.isAlive()) {
            hangingUp = begin("ting-talk-end", connection::disconnect);
        }
        clock.after(AGAIN_AFTER.multipliedBy(1L << time - 1), () -> hangUp(time + 1));
    }

    private static Thread begin(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
