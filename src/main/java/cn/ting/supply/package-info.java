/**
 * What devices use up: paper by the metre, toner by the percent, the strokes of a relay.
 *
 * <p>Owns how much is left of each, across restarts, and says when it gets low; how often relays have taken power, and what a device may
 * hold of a slip that did not come out, across restarts too. Promises an estimate where nothing measures, and the device's own word where it does. Refuses to stop a device: only its sensor knows that there is none.
 */
@Room(
        hanzi = "耗材",
        is = "what devices use up, and what is left of it",
        mayUse = {"store"})
package cn.ting.supply;

import cn.ting.sign.Room;
