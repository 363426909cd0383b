package cn.ting.device.inventory;

import cn.ting.supply.PowerCycles;
import cn.ting.time.KioskClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One device's power, switched off and on as the last resort: no oftener than every two minutes and so many times in 24
 * hours, since a device that needs more is broken and its relay will be next. Safe for use by any thread.
 *
 * <p>Each is on disk before it is done, where {@link #keepTo} names one: taking power may take the kiosk's own, and a kiosk that is started
 * over and over counts on.
 */
public final class DevicePower {

    private static final Duration GAP = Duration.ofMinutes(2);
    private static final Duration DAY = Duration.ofDays(1);

    private final Supplier<Optional<PowerSwitch>> board;
    private final String relay;
    private final int channel;
    private final Duration off;
    private final int mostADay;
    private final KioskClock clock;
    /** When they were, by uptime; those of earlier lives lie before its beginning. */
    private final Deque<Duration> cycles = new ArrayDeque<>();
    private Optional<PowerCycles> book = Optional.empty();
    private Optional<KioskClock.Alarm> resort = Optional.empty();

    /**
     * @param relay RELAY/CHANNEL, by which its cycles are known to the next life
     */
    DevicePower(Supplier<Optional<PowerSwitch>> board, String relay, int channel, Duration off, int mostADay, KioskClock clock) {
        this.board = board;
        this.relay = relay;
        this.channel = channel;
        this.off = off;
        this.mostADay = mostADay;
        this.clock = clock;
    }

    /** The power of a device no relay feeds. */
    static DevicePower none() {
        return new DevicePower(Optional::empty, "none", 0, Duration.ZERO, 0, null);
    }

    /** True when the device hangs on a relay of this cabinet. */
    public boolean available() {
        return board.get().isPresent();
    }

    /**
     * Counts on from what earlier lives have kept of its relay, and keeps what comes; called once, before anything is switched. Waits for
     * the disk. By a clock that is behind what was kept it has just been: that rests for a day more, and wears nothing out.
     */
    void keepTo(PowerCycles kept) {
        if (!available()) {
            return;
        }
        List<Instant> earlier = kept.of(relay);
        synchronized (this) {
            book = Optional.of(kept);
            Instant wall = clock.instant();
            Duration now = clock.uptime();
            // None may fall on another's moment, which is what it is known by on disk.
            long apart = 0;
            for (Duration ago : earlier.stream().map(at -> at.isAfter(wall) ? Duration.ZERO : Duration.between(at, wall)).sorted().toList()) {
                cycles.addFirst(now.minus(ago).minusMillis(apart++));
            }
        }
    }

    /**
     * Switches the device off and on. Returns at once.
     *
     * @return true when it was done; false when there is no relay, it did not confirm, or the bound is reached. Never
     *     completes exceptionally
     */
    public CompletableFuture<Boolean> cycle() {
        Optional<PowerSwitch> feeding = board.get();
        if (feeding.isEmpty() || !allowed()) {
            return CompletableFuture.completedFuture(false);
        }
        return kept().thenCompose(written -> feeding.get().cycle(channel, off)).thenCompose(cycled ->
                (cycled == PowerSwitch.Cycled.NOT_BEGUN ? givenBack() : CompletableFuture.<Void>completedFuture(null))
                        .thenApply(counted -> cycled == PowerSwitch.Cycled.DONE));
    }

    /**
     * Switches the device off and on after a while, and again after as long, until it answers or this is {@linkplain #callOff called
     * off}. Counted from the first asking: a line that opens and breaks in between does not put it off.
     *
     * @param answers whether the device has spoken meanwhile; asked on the clock's thread
     * @param done run when the relay has confirmed it; not for what the bound refuses, which would soon be all that is told of a device
     */
    synchronized void resortUnless(BooleanSupplier answers, Duration after, Runnable done) {
        if (resort.isEmpty() && available()) {
            resort = Optional.of(clock.after(after, () -> resort(answers, after, done)));
        }
    }

    /** The device has answered, or is not wanted any more. */
    synchronized void callOff() {
        resort.ifPresent(KioskClock.Alarm::cancel);
        resort = Optional.empty();
    }

    private void resort(BooleanSupplier answers, Duration after, Runnable done) {
        synchronized (this) {
            resort = Optional.empty();
        }
        if (!answers.getAsBoolean()) {
            cycle().thenAccept(confirmed -> {
                if (confirmed) {
                    done.run();
                }
            });
            resortUnless(answers, after, done);
        }
    }

    /** What was not begun was no cycle. What was not confirmed may have been one: a relay's own spike can throw its board off the line. */
    private CompletableFuture<Void> givenBack() {
        synchronized (this) {
            cycles.pollLast();
        }
        return kept();
    }

    private CompletableFuture<Void> kept() {
        Optional<PowerCycles> keeping;
        synchronized (this) {
            keeping = book;
        }
        return keeping.map(kept -> kept.keep(relay, this::times)).orElse(CompletableFuture.completedFuture(null));
    }

    private synchronized List<Instant> times() {
        Instant wall = clock.instant();
        Duration now = clock.uptime();
        return cycles.stream().map(at -> wall.minus(now.minus(at))).toList();
    }

    private synchronized boolean allowed() {
        Duration now = clock.uptime();
        while (!cycles.isEmpty() && now.minus(cycles.peekFirst()).compareTo(DAY) >= 0) {
            cycles.removeFirst();
        }
        boolean rested = cycles.isEmpty() || now.minus(cycles.peekLast()).compareTo(GAP) >= 0;
        if (!rested || cycles.size() >= mostADay) {
            return false;
        }
        cycles.addLast(now);
        return true;
    }
}
