package cn.ting.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/**
 * A stepped clock that whoever waits steps: the wait is over at once, its time has passed, and what fell due meanwhile was done. For a
 * story of hours that one thread lives through.
 */
public final class FlowingClock implements KioskClock {

    private final SteppedClock stepped = new SteppedClock();

    /** Lets time pass. */
    public void step(Duration by) {
        stepped.step(by);
    }

    @Override
    public void pause(Duration duration) {
        stepped.step(duration);
    }

    @Override
    public boolean pause(Duration longest, Semaphore until) {
        if (until.tryAcquire()) {
            return true;
        }
        stepped.step(longest);
        return until.tryAcquire();
    }

    @Override
    public Instant instant() {
        return stepped.instant();
    }

    @Override
    public Duration uptime() {
        return stepped.uptime();
    }

    @Override
    public boolean trusted() {
        return stepped.trusted();
    }

    @Override
    public void told(Instant told) {
        stepped.told(told);
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        return stepped.after(delay, task);
    }

    @Override
    public Alarm every(Duration period, Runnable task) {
        return stepped.every(period, task);
    }
}
