package cn.ting.device.receipt;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.InventoryFault;
import cn.ting.time.KioskClock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tells how a printer is, to each as it listens: staff by conditions, the inventory by the device's state, who wants to print by what keeps
 * it from printing. On the device's thread, but for {@link #trouble} and {@link #meanwhile}.
 */
final class PrinterReport {

    /** What the printer itself reports. */
    static final Set<ReceiptFault> REPORTED = EnumSet.complementOf(
            EnumSet.of(ReceiptFault.SILENT, ReceiptFault.BUSY, ReceiptFault.UNPURGED));

    private final String name;
    private final KioskClock clock;
    private final DeviceStatus deviceStatus;
    private final Conditions conditions;
    private final Duration takeWithin;
    private final PaperRoll paper;
    private final Purging purging;
    private final Consumer<ReceiptFault> stopped;
    /** Held while trouble begins or ends and while a slip is taken in, so that none slips in between. */
    private final Object door = new Object();
    private volatile Optional<ReceiptFault> trouble = Optional.of(ReceiptFault.SILENT);
    /** Since when a slip lies in the presenter. */
    private Optional<Duration> lyingSince = Optional.empty();

    /**
     * @param takeWithin how long a slip may lie in the presenter before that is told
     * @param stopped told of whatever keeps the printer from printing, each time it is seen
     */
    PrinterReport(DevicePlace place, Duration takeWithin, PaperRoll paper, Purging purging, Consumer<ReceiptFault> stopped) {
        this.name = place.name();
        this.clock = place.clock();
        this.deviceStatus = place.status();
        this.conditions = place.conditions();
        this.takeWithin = takeWithin;
        this.paper = paper;
        this.purging = purging;
        this.stopped = stopped;
    }

    /** What keeps the printer from printing. Any thread. */
    Optional<ReceiptFault> trouble() {
        // Whoever hangs in a call on the line tells nothing any more.
        return trouble.or(() -> deviceStatus.now().cause().filter(InventoryFault.HUNG::equals).map(hung -> ReceiptFault.SILENT));
    }

    /** Does something by what keeps the printer from printing, which stays as it is until that is done. Any thread. */
    <T> T meanwhile(Function<Optional<ReceiptFault>, T> deed) {
        synchronized (door) {
            return deed.apply(trouble());
        }
    }

    /** The printer has told this by itself. No such status carries the presenter's sensor: what was last asked of it stands. */
    void told(EscPosStatus told) {
        seen(lyingSince.isPresent() ? told.with(ReceiptFault.UNCOLLECTED) : told);
    }

    /** The printer is so. */
    void seen(EscPosStatus seen) {
        paper.seen(seen);
        EscPosStatus status = forgotten(seen) ? seen : seen.without(ReceiptFault.UNCOLLECTED);
        conditions.clear(ReceiptFault.SILENT, name);
        for (ReceiptFault fault : REPORTED) {
            conditions.set(status.faults().contains(fault), fault, name, "reported by the printer");
        }
        Optional<ReceiptFault> stop = status.stop();
        if (stop.isEmpty() && !purging.clean()) {
            stop = Optional.of(ReceiptFault.UNPURGED);
        }
        conditions.set(purging.waitsForPower() || stop.equals(Optional.of(ReceiptFault.UNPURGED)), ReceiptFault.UNPURGED, name,
                "a slip that did not come out may be in its buffer");
        troubled(stop);
        if (stop.isPresent()) {
            deviceStatus.is(DeviceState.FAULTY, stop.get());
        } else if (status.remark().isPresent()) {
            deviceStatus.is(DeviceState.DEGRADED, status.remark().get());
        } else {
            deviceStatus.is(DeviceState.READY);
        }
    }

    /** True when a slip lies in the presenter for longer than it takes to take it. */
    private boolean forgotten(EscPosStatus status) {
        if (!status.faults().contains(ReceiptFault.UNCOLLECTED)) {
            lyingSince = Optional.empty();
            return false;
        }
        Duration since = lyingSince.orElse(clock.uptime());
        lyingSince = Optional.of(since);
        return clock.uptime().minus(since).compareTo(takeWithin) >= 0;
    }

    /** A slip did not come out, or nobody knows: none is taken in before the printer has been seen well again. */
    void troubled(ReceiptFault why) {
        troubled(Optional.of(why));
    }

    /** The line is gone, or given up. */
    void silent() {
        troubled(ReceiptFault.SILENT);
        conditions.raise(ReceiptFault.SILENT, name, "its line is gone or nothing answers on it");
    }

    private void troubled(Optional<ReceiptFault> why) {
        synchronized (door) {
            trouble = why;
        }
        why.ifPresent(stopped);
    }
}
