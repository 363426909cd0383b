/**
 * A newer release on this kiosk: found, brought into the free slot, tried, and kept or taken back.
 *
 * <p>Owns the ways it comes by: a stick, the platform's instruction, a hawkBit; and the moment of the switch. Promises that one release is
 * brought at a time, that nobody's visit is cut short for it, and that hawkBit hears of an end once it is true and never before. Refuses to say
 * whether a release is good: that is for the room {@code trial}.
 */
@Room(
        hanzi = "更",
        is = "a newer release: found, brought here, and switched to",
        mayUse = {"trial", "slots", "http", "tuf", "hawkbit", "store", "link", "visit", "screen", "setup", "device.inventory", "device.ups"})
package cn.ting.ota;

import cn.ting.sign.Room;
