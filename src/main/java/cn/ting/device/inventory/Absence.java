package cn.ting.device.inventory;

import cn.ting.condition.Conditions;
import cn.ting.time.KioskClock;
import java.time.Duration;

/** One device's absence: told as a condition when it outlasts the grace, until the device answers. */
final class Absence {

    private final DeviceSettings device;
    private final Duration grace;
    private final KioskClock clock;
    private final Conditions conditions;
    private KioskClock.Alarm alarm;
    private boolean calledOff;

    Absence(DeviceSettings device, Duration grace, KioskClock clock, Conditions conditions) {
        this.device = device;
        this.grace = grace;
        this.clock = clock;
        this.conditions = conditions;
    }

    /** Begins, if it has not yet: a line that opens and breaks in between does not put the telling off. */
    synchronized void begin() {
        if (alarm == null && !calledOff) {
            alarm = clock.after(grace, this::tell);
        }
    }

    /** Ends with an answer of the device. */
    synchronized void end() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
            conditions.clear(InventoryFault.ABSENT, device.name());
        }
    }

    /** The kiosk stops: nobody is told any more. */
    synchronized void callOff() {
        calledOff = true;
        end();
    }

    private synchronized void tell() {
        if (alarm != null) {
            conditions.raise(InventoryFault.ABSENT, device.name(), "no answer on " + device.line());
        }
    }
}
