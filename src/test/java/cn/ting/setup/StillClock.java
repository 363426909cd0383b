package cn.ting.setup;

import cn.ting.time.KioskClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/** Another's clock that rings nothing: the test looks by itself. */
record StillClock(KioskClock clock) implements KioskClock {

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
        return () -> {};
    }

    @Override
    public Alarm every(Duration period, Runnable task) {
        return () -> {};
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
