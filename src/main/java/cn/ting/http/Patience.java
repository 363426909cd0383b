package cn.ting.http;

import cn.ting.time.KioskClock;
import java.time.Duration;

/**
 * How long a server is waited for over all that is fetched of it at once. Each file has its own limit beside this one; but thousands of them, each
 * just within it, would take for days what then is given up in the end. For one thread.
 */
public final class Patience {

    /** Bytes a second at least of all that comes, beyond {@link #GRACE}. */
    private static final int SLOWEST = 1024;
    private static final Duration GRACE = Duration.ofMinutes(10);

    private final KioskClock clock;
    private Duration waited = Duration.ZERO;
    private long came;

    public Patience(KioskClock clock) {
        this.clock = clock;
    }

    /** By which it is measured. */
    public KioskClock clock() {
        return clock;
    }

    /**
     * So many bytes came since a moment.
     *
     * @param asked in uptime
     * @return how long they were waited for
     * @throws TooSlowException when it was too long in all
     */
    public Duration came(int bytes, Duration asked) throws TooSlowException {
        Duration time = clock.uptime().minus(asked);
        waited = waited.plus(time);
        came += bytes;
        if (waited.minus(GRACE).toSeconds() * SLOWEST > came) {
            throw new TooSlowException("all of it comes too slowly: " + came + " bytes in " + waited.toSeconds() + " s");
        }
        return time;
    }
}
