/**
 * What a kiosk does when the mains are lost: it keeps its promises on battery.
 *
 * <p>Owns the policy. Promises that a visit in progress gets its last minute, that nobody is taken in and nothing is printed anew until the
 * mains are back and stay, that numbers already given hold, and that service is resumed by itself. Refuses to take silence of a UPS for
 * any news, and to shut the machine down: that is the UPS software's.
 */
@Room(
        hanzi = "电",
        is = "keeps the kiosk's promises on battery",
        mayUse = {"device.inventory", "device.ups", "visit", "screen"})
package cn.ting.power;

import cn.ting.sign.Room;
