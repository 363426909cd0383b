package cn.ting.device.inventory;

import cn.ting.time.KioskClock;
import java.time.Instant;

/** One device's state and since when. Written by the device's thread, read by any. */
public final class DeviceStatus {

    /** A state and the moment it began. */
    public record Now(DeviceState state, Instant since) {}

    private final String name;
    private final KioskClock clock;
    private final Runnable changed;
    private volatile Now now;

    /**
     * Begins absent.
     *
     * @param changed run on the device's thread after every change
     */
    public DeviceStatus(String name, KioskClock clock, Runnable changed) {
        this.name = name;
        this.clock = clock;
        this.changed = changed;
        this.now = new Now(DeviceState.ABSENT, clock.instant());
    }

    /** Says how the device is; saying the same again keeps the first moment. */
    public void is(DeviceState state) {
        if (now.state() != state) {
            now = new Now(state, clock.instant());
            changed.run();
        }
    }

    /** The device's name in {@code device-config}. */
    public String name() {
        return name;
    }

    /** How it is now. */
    public Now now() {
        return now;
    }
}
