package cn.ting.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A clock that stands still until a test steps it. Alarms due run on the stepping thread, in order; a pause waits until
 * another thread has stepped far enough. Where two threads step at once, it goes on and never back.
 */
public final class SteppedClock implements KioskClock {

    private final Instant start;
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing((Due d) -> d.at).thenComparing(d -> d.order));
    private Duration elapsed = Duration.ZERO;
    private boolean trusted = true;
    private Instant toldStart;
    private long order;

    /** Starts on a Monday morning at half past nine, when halls are open. */
    public SteppedClock() {
        this(Instant.parse("2026-11-23T01:30:00Z"));
    }

    public SteppedClock(Instant start) {
        this.start = start;
    }

    /** Lets time pass and does what falls due meanwhile. */
    public void step(Duration by) {
        Duration target;
        synchronized (this) {
            target = elapsed.plus(by);
        }
        for (Due next = nextBy(target); next != null; next = nextBy(target)) {
            if (!next.alarm.off) {
                next.task.run();
            }
        }
        reach(target);
    }

    private synchronized void reach(Duration moment) {
        if (moment.compareTo(elapsed) > 0) {
            elapsed = moment;
        }
        notifyAll();
    }

    private synchronized Due nextBy(Duration target) {
        if (due.isEmpty() || due.peek().at.compareTo(target) > 0) {
            return null;
        }
        Due next = due.poll();
        reach(next.at);
        if (next.period != null && !next.alarm.off) {
            schedule(next.at.plus(next.period), next.period, next.task, next.alarm);
        }
        return next;
    }

    @Override
    public synchronized Instant instant() {
        return start.plus(elapsed);
    }

    @Override
    public synchronized Duration uptime() {
        return elapsed;
    }

    @Override
    public synchronized boolean trusted() {
        return trusted;
    }

    /** As if the platform had told the time before the test began. */
    @Override
    public synchronized boolean confirmed() {
        return trusted;
    }

    @Override
    public synchronized void told(Instant told) {
        toldStart = told.minus(elapsed);
        trusted = Duration.between(told, instant()).abs().compareTo(Duration.ofMinutes(2)) <= 0;
    }

    /** As after a start: nobody has said yet whether this machine's clock is right, or what time it is. */
    public synchronized void untold() {
        toldStart = null;
        trusted = false;
    }

    @Override
    public synchronized Instant best() {
        return trusted || toldStart == null ? instant() : toldStart.plus(elapsed);
    }

    @Override
    public synchronized Alarm after(Duration delay, Runnable task) {
        return schedule(elapsed.plus(delay), null, task, new Called());
    }

    @Override
    public synchronized Alarm every(Duration period, Runnable task) {
        return schedule(elapsed.plus(period), period, task, new Called());
    }

    @Override
    public synchronized void pause(Duration duration) throws InterruptedException {
        Duration until = elapsed.plus(duration);
        while (elapsed.compareTo(until) < 0) {
            wait();
        }
    }

    @Override
    public boolean pause(Duration longest, Semaphore until) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Alarm end = after(longest, () -> {
            over.set(true);
            until.release();
        });
        until.acquire();
        end.cancel();
        return !over.get();
    }

    private Alarm schedule(Duration at, Duration period, Runnable task, Called alarm) {
        due.add(new Due(at, order++, period, task, alarm));
        return alarm;
    }

    private record Due(Duration at, long order, Duration period, Runnable task, Called alarm) {}

    private static final class Called implements Alarm {
        private volatile boolean off;

        @Override
        public void cancel() {
            off = true;
        }
    }
}
