package cn.ting.device.inventory;

import cn.ting.time.KioskClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One device's power, switched off and on as the last resort: no oftener than every two minutes and so many times in 24
 * hours, since a device that needs more is broken and its relay will be next. Safe for use by any thread.
 *
 * <p>Counts begin with the process. That lets no loop of restarts wear a relay out: nobody asks for a cycle at a start, but for a slip
 * that this life has seen fail, or after as long a silence as the settings say.
 */
public final class DevicePower {

    private static final Duration GAP = Duration.ofMinutes(2);
    private static final Duration DAY = Duration.ofDays(1);

    private final Supplier<Optional<PowerSwitch>> board;
    private final int channel;
    private final Duration off;
    private final int mostADay;
    private final KioskClock clock;
    private final Deque<Duration> cycles = new ArrayDeque<>();
    private Optional<KioskClock.Alarm> resort = Optional.empty();

    DevicePower(Supplier<Optional<PowerSwitch>> board, int channel, Duration off, int mostADay, KioskClock clock) {
        this.board = board;
        this.channel = channel;
        this.off = off;
        this.mostADay = mostADay;
        this.clock = clock;
    }

    /** The power of a device no relay feeds. */
    static DevicePower none() {
        return new DevicePower(Optional::empty, 0, Duration.ZERO, 0, null);
    }

    /** True when the device hangs on a relay of this cabinet. */
    public boolean available() {
        return board.get().isPresent();
    }

    /**
     * Switches the device off and on. Returns at once.
     *
     * @return true when it was done; false when there is no relay, it did not confirm, or the bound is reached. Never
     *     completes exceptionally
     */
    public CompletableFuture<Boolean> cycle() {
        Optional<PowerSwitch> relay = board.get();
        if (relay.isEmpty() || !allowed()) {
            return CompletableFuture.completedFuture(false);
        }
        return relay.get().cycle(channel, off).thenApply(cycled -> {
            if (cycled == PowerSwitch.Cycled.NOT_BEGUN) {
                giveBack();
            }
            return cycled == PowerSwitch.Cycled.DONE;
        });
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
    private synchronized void giveBack() {
        cycles.pollLast();
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
