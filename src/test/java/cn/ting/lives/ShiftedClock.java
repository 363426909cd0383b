package cn.ting.lives;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;

/** The machine's clock set wrong, as after a flat battery; its waits are right. */
final class ShiftedClock implements KioskClock {

    private static final Duration TOLERANCE = Duration.ofMinutes(2);

    private final SystemClock right = new SystemClock();
    private final Duration ahead;
    private final boolean believed;
    private volatile boolean trusted;

    /**
     * @param ahead negative for one that is behind
     * @param believed true for one that is trusted whatever the platform says, as if the whole world were as late
     */
    ShiftedClock(Duration ahead, boolean believed) {
        this.ahead = ahead;
        this.believed = believed;
    }

    @Override
    public Instant instant() {
        return right.instant().plus(ahead);
    }

    @Override
    public Duration uptime() {
        return right.uptime();
    }

    @Override
    public boolean trusted() {
        return believed || trusted;
    }

    @Override
    public void told(Instant told) {
        trusted = Duration.between(told, instant()).abs().compareTo(TOLERANCE) <= 0;
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        return right.after(delay, task);
    }

    @Override
    public Alarm every(Duration period, Runnable task) {
        return right.every(period, task);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        right.pause(duration);
    }

    @Override
    public boolean pause(Duration longest, Semaphore until) throws InterruptedException {
        return right.pause(longest, until);
    }
}
