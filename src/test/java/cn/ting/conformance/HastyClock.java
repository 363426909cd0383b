package cn.ting.conformance;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/** The machine's clock, but what comes round every 20 s comes every 400 ms. */
final class HastyClock implements KioskClock {

    private final KioskClock clock = new SystemClock();

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
    public Alarm after(Duration delay, Runnable task) {
        return clock.after(delay, task);
    }

    @Override
    public Alarm every(Duration period, Runnable task) {
        return clock.every(period.dividedBy(50), task);
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
