package cn.ting.device.inventory;

import cn.ting.condition.Conditions;
import cn.ting.settings.Section;
import cn.ting.time.KioskClock;

/**
 * What a driver is given for one device.
 *
 * @param name the device's name in {@code device-config}, the subject of its conditions
 * @param address where it stands, as {@code device-config} gives it; of use only to a driver that {@linkplain
 *     Driver#connectsItself connects itself}
 * @param profile the driver's own part of {@code device-config}; empty where the file gives none
 * @param clock the kiosk's clock
 * @param status where the device says how it is
 * @param conditions where the device says what is wrong with it, with {@code name} as subject
 * @param power the device's own power, the last resort
 */
public record DevicePlace(
        String name,
        String address,
        Section profile,
        KioskClock clock,
        DeviceStatus status,
        Conditions conditions,
        DevicePower power) {

    /** A place without an address of its own and without a hand on the power, as in a test of one driver. */
    public DevicePlace(String name, Section profile, KioskClock clock, DeviceStatus status, Conditions conditions) {
        this(name, "", profile, clock, status, conditions, DevicePower.none());
    }
}
