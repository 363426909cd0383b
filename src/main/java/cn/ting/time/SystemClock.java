package cn.ting.time;

import io.quarkus.arc.DefaultBean;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The machine's own clock, with one thread for all alarms. Two may tell that it is right: the platform, and whoever keeps it by NTP. Once the
 * platform has spoken its word alone counts, which comes on a way that is proven; NTP is anybody's in most networks.
 */
@DefaultBean
@Singleton
public final class SystemClock implements KioskClock {

    private static final Logger LOG = Logger.getLogger(SystemClock.class);
    private static final Duration TOLERANCE = Duration.ofMinutes(2);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final long startedNanos = System.nanoTime();
    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "ting-clock");
        thread.setDaemon(true);
        return thread;
    });
    private final TimeDaemon daemon;
    /** The platform's wall time when this process started; null until it has told one. */
    private volatile Instant toldStart;

    /** A clock that nobody but the platform can confirm. */
    public SystemClock() {
        this(() -> false);
    }

    @Inject
    SystemClock(TimeDaemon daemon) {
        this.daemon = daemon;
        alarms.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    @Override
    public boolean trusted() {
        Instant start = toldStart;
        return start == null ? daemon.keepsTime() : isNear(start.plus(uptime()));
    }

    @Override
    public boolean confirmed() {
        Instant start = toldStart;
        return start != null && isNear(start.plus(uptime()));
    }

    /** A time that can be nobody's is passed over: everything dated would carry it, and no sum of days could be made with it. */
    @Override
    public void told(Instant told) {
        if (told.isBefore(EARLIEST) || told.isAfter(LATEST)) {
            LOG.warnf("the platform says that it is %s, which is not believed", told);
            return;
        }
        toldStart = told.minus(uptime());
    }

    @Override
    public Instant best() {
        Instant start = toldStart;
        if (start == null) {
            return instant();
        }
        Instant told = start.plus(uptime());
        return isNear(told) ? instant() : told;
    }

    /** Asked anew each time: a clock that is set, rightly or wrongly, after the platform has spoken is judged as it is then. */
    private boolean isNear(Instant told) {
        return Duration.between(told, instant()).abs().compareTo(TOLERANCE) <= 0;
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        return handle(alarms.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public Alarm every(Duration period, Runnable task) {
        // With a fixed delay a slow task or a suspended machine does not cause a burst of late runs.
        return handle(alarms.scheduleWithFixedDelay(
                guarded(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    @Override
    public boolean pause(Duration longest, Semaphore until) throws InterruptedException {
        return until.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    @PreDestroy
    void stop() {
        alarms.shutdownNow();
    }

    private static Alarm handle(ScheduledFuture<?> scheduled) {
        return () -> scheduled.cancel(false);
    }

    /** A task that throws would silently end its repetition; it must go on and the fault must be seen. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error bug) {
                LOG.error("an alarm failed", bug);
            }
        };
    }
}
