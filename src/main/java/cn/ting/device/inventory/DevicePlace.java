package cn.ting.device.inventory;

import cn.ting.condition.Conditions;
import cn.ting.settings.Section;
import cn.ting.time.KioskClock;

/**
 * What a driver is given for one device.
 *
 * @param name the device's name in {@code device-config}, the subject of its conditions
 * @param profile the driver's own part of {@code device-config}; empty where the file gives none
 * @param clock the kiosk's clock
 * @param status where the device says how it is
 * @param conditions where the device says what is wrong with it, with {@code name} as subject
 */
public record DevicePlace(
        String name, Section profile, KioskClock clock, DeviceStatus status, Conditions conditions) {}
