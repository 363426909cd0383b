package cn.ting.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/** Another's clock; a test overrides what shall be otherwise. */
public class BorrowedClock implements KioskClock {

    private final KioskClock clock;

    public BorrowedClock(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public Duration uptime() {
        return clock.uptime();
    }

    @Override
    public boolean trusted() {
        return clock.trusted();
    }

    @Override
    public void told(Instant told) {
        clock.told(told);
    }

    @Override
    public Instant best() {
        return clock.best();
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        return clock.after(delay, task);
    }

    @Override
    public Alarm every(Duration period, Runnable task) {
        return clock.every(period, task);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        clock.pause(duration);
    }

    @Override
    public boolean pause(Duration longest, Semaphore until) throws InterruptedException {
        return clock.pause(longest, until);
    }
}
