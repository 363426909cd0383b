package cn.ting.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/**
 * Another's clock; a test overrides what shall be otherwise. Which one a test takes:
 * <ul>
 * <li>{@link SteppedClock} where nothing outside is waited for: time passes when the test says so, and alarms ring in order;
 * <li>{@link FlowingClock} for hours that one thread lives through by itself;
 * <li>{@link LeapingClock} beside sockets and processes, whose time cannot be stepped: a long patience is over at a word;
 * <li>{@link HeldClock} to do something in the midst of what another thread does in small pauses;
 * <li>{@link SystemClock} where nothing is waited for but what comes.
 * </ul>
 * What one test alone needs stands beside it.
 */
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
    public boolean confirmed() {
        return clock.confirmed();
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
