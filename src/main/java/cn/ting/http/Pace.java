package cn.ting.http;

import cn.ting.time.KioskClock;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What is fetched in the background may take so many bytes a second of the line, and with them so much of the processor, and no more than
 * {@value #WHILE_BUSY} while something better is to be done: enough that a server does not hang up. For one thread.
 */
public final class Pace {

    static final int WHILE_BUSY = 4096;

    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final Duration MOST_QUIET = Duration.ofMinutes(10);

    private final long budget;
    private final BooleanSupplier busy;
    private final KioskClock clock;
    /** When all that came is paid for, in uptime. */
    private Duration paid = Duration.ZERO;

    /**
     * @param budget bytes a second, from {@value #WHILE_BUSY}
     * @param busy asked for every block; answers at once
     */
    public Pace(long budget, BooleanSupplier busy, KioskClock clock) {
        if (budget < WHILE_BUSY) {
            throw new IllegalArgumentException("a budget is from " + WHILE_BUSY + " bytes a second, not " + budget);
        }
        this.budget = budget;
        this.busy = busy;
        this.clock = clock;
    }

    /**
     * Waits until so many more bytes are within the budget; time in which nothing came is not saved up.
     *
     * @throws InterruptedIOException when the thread is interrupted, which it stays
     */
    public void came(int bytes) throws InterruptedIOException {
        Duration now = clock.uptime();
        long rate = busy.getAsBoolean() ? WHILE_BUSY : budget;
        paid = (paid.compareTo(now) > 0 ? paid : now).plusNanos(bytes * 1_000_000_000L / rate);
        // What is too short to be slept is paid with the next.
        if (paid.minus(now).toMillis() > 0) {
            pause(paid.minus(now));
        }
    }

    /**
     * Waits before work of seconds until nothing better is to be done, but no longer than ten minutes.
     *
     * @param called asked every second; true ends the wait
     * @throws InterruptedIOException when the thread is interrupted, which it stays
     */
    public void quiet(BooleanSupplier called) throws InterruptedIOException {
        Duration until = clock.uptime().plus(MOST_QUIET);
        while (busy.getAsBoolean() && !called.getAsBoolean() && clock.uptime().compareTo(until) < 0) {
            pause(GLANCE);
        }
    }

    private void pause(Duration time) throws InterruptedIOException {
        try {
            clock.pause(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("called off");
        }
    }
}
