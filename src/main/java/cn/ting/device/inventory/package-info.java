/**
 * The inventory of this cabinet: which devices it has, who drives them, how they are.
 *
 * <p>Owns the choice of driver by name, the opening and reopening of lines, one thread and one state a device. Promises that
 * a broken line takes down its device and never the kiosk. Refuses to know what a device is for.
 */
@Room(
        is = "opens lines, matches drivers, keeps each device's state",
        mayUse = {"wire", "supply"})
package cn.ting.device.inventory;

import cn.ting.sign.Room;
