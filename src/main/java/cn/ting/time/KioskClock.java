package cn.ting.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The clock everyone is given. Nothing outside this room asks the machine for the time or sleeps, so that a test can
 * step it.
 *
 * <p>Safe for use by any thread.
 */
public interface KioskClock extends InstantSource {

    /** Mainland China keeps one zone and no summer time; opening hours and business days are told in it. */
    ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** This machine's wall time; may be wrong after a boot without a network, see {@link #trusted()}. What others read goes by {@link #best}. */
    @Override
    Instant instant();

    /** Time since this process started, monotonic: the only measure for waits and deadlines. */
    Duration uptime();

    /**
     * True while a source outside this machine confirms wall time: the platform, by what it has {@link #told} since this process started, or
     * before that whoever keeps the clock by NTP.
     */
    boolean trusted();

    /**
     * True while the platform itself confirms wall time, by what it has {@link #told} since this process started. Whoever keeps the clock by
     * NTP does not count: by its word alone nothing may be done that cannot be taken back, and nobody be shut out.
     */
    boolean confirmed();

    /**
     * Takes note of a time told by the platform.
     *
     * @param told the platform's wall time, as of now give or take the way it travelled; a difference of no more than
     *     two minutes makes the clock trusted, a larger one makes it untrusted, whatever NTP says
     */
    void told(Instant told);

    /**
     * Wall time as far as anything says: this machine's while it is {@link #trusted()}, else what the platform told last, gone on since
     * then; while it has told nothing, this machine's all the same.
     */
    Instant best();

    /** What time it is by the platform's word, gone on since then, whether this machine's clock agrees or not; empty while it has told none. */
    default Optional<Instant> platformTime() {
        Instant best = best();
        // Where it has told none, or is believed to the second, the best is this machine's; where the two differ by more than it may, the best is what it told.
        return confirmed() || Duration.between(best, instant()).abs().compareTo(Duration.ofMinutes(1)) > 0 ? Optional.of(best) : Optional.empty();
    }

    /**
     * Runs a task once, after a delay.
     *
     * @param delay zero or more
     * @param task runs on the clock's own thread, so it must be short and must not wait; what it throws is logged
     * @return a handle to call it off
     */
    Alarm after(Duration delay, Runnable task);

    /** Runs a task again and again, the first time after one {@code period} (more than zero); see {@link #after}. */
    Alarm every(Duration period, Runnable task);

    /** Waits on the calling thread. */
    void pause(Duration duration) throws InterruptedException;

    /**
     * Waits on the calling thread until a permit is there, which it takes.
     *
     * @param longest the longest wait
     * @return false when none came in time
     */
    boolean pause(Duration longest, Semaphore until) throws InterruptedException;

    /**
     * A wall time, and whether somebody outside this machine stood behind it.
     *
     * @param at the {@link #best} that was known
     * @param sure as {@link #sure} was before that was read: what is told in between makes nothing sure that was read already
     */
    record Moment(Instant at, boolean sure) {

        /** As a resident reads it. */
        public LocalDateTime local() {
            return LocalDateTime.ofInstant(at, ZONE);
        }
    }

    /** What time it is, for what is written down or decided by it. */
    default Moment moment() {
        boolean sure = sure();
        return new Moment(best(), sure);
    }

    /** True while {@link #best} is the word of somebody outside this machine: that its clock is right, or what time it is instead. */
    default boolean sure() {
        return trusted() || platformTime().isPresent();
    }

    /** Wall time as a resident reads it and as opening hours and days go: the {@link #best} that is known. */
    default LocalDateTime local() {
        return LocalDateTime.ofInstant(best(), ZONE);
    }

    /** Today, for what is better left unsaid than said wrongly; empty while nobody is {@link #sure}. */
    default Optional<LocalDate> today() {
        return sure() ? Optional.of(local().toLocalDate()) : Optional.empty();
    }

    /** Something due to happen. */
    interface Alarm {

        /** Calls it off; harmless when it has already happened. */
        void cancel();
    }
}
