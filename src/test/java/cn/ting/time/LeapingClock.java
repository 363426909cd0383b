package cn.ting.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The machine's clock, of which a test lets some time pass at once: deadlines are over then and pauses end, so that a patience can be
 * long enough for a busy machine and need not be waited for. Alarms, and what waits outside, as on a socket, know nothing of it.
 */
public final class LeapingClock extends BorrowedClock {

    private static final Duration GLANCE = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Duration> pauses = new ArrayList<>();
    private Duration leapt = Duration.ZERO;

    public LeapingClock() {
        super(new SystemClock());
    }

    /** Lets time pass. */
    public synchronized void leap(Duration by) {
        leapt = leapt.plus(by);
    }

    /** Lets a pause of this length pass, as soon as somebody makes it. */
    public void leapOver(Duration pause) throws InterruptedException {
        leapIn(pause, pause);
    }

    /** Lets time pass in the midst of a pause of this length, as soon as somebody makes it: while he waits for nothing outside. Once in each. */
    public void leapIn(Duration pause, Duration by) throws InterruptedException {
        Duration end = super.uptime().plus(PATIENCE);
        while (!isLeapt(pause, by)) {
            if (super.uptime().compareTo(end) > 0) {
                throw new AssertionError("nobody pauses for " + pause);
            }
            super.pause(GLANCE);
        }
    }

    private synchronized boolean isLeapt(Duration pause, Duration by) {
        if (!pauses.remove(pause)) {
            return false;
        }
        leap(by);
        return true;
    }

    @Override
    public synchronized Instant instant() {
        return super.instant().plus(leapt);
    }

    @Override
    public synchronized Instant best() {
        return super.best().plus(leapt);
    }

    @Override
    public synchronized Duration uptime() {
        return super.uptime().plus(leapt);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        pause(duration, new Semaphore(0));
    }

    @Override
    public boolean pause(Duration longest, Semaphore until) throws InterruptedException {
        Duration end = begun(longest);
        try {
            Duration left = longest;
            do {
                Duration glance = left.compareTo(GLANCE) < 0 ? left : GLANCE;
                if (until.tryAcquire(glance.toNanos(), TimeUnit.NANOSECONDS)) {
                    return true;
                }
                left = end.minus(uptime());
            } while (left.compareTo(Duration.ZERO) > 0);
            return false;
        } finally {
            ended(longest);
        }
    }

    private synchronized Duration begun(Duration pause) {
        pauses.add(pause);
        return uptime().plus(pause);
    }

    private synchronized void ended(Duration pause) {
        pauses.remove(pause);
    }
}
