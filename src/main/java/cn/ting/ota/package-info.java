/**
 * A newer release on this kiosk: found, brought into the free slot, tried, and kept or taken back.
 *
 * <p>Owns the journal of an update and its trial. Promises that nobody's visit is cut short for it, that a release is kept only when everything
 * that held before it holds under it, that success is told after it is kept and never before, and that every step is in the book. Refuses to
 * start anything itself: that is the launcher's, which is no part of any release.
 */
@Room(
        hanzi = "更",
        is = "a newer release: found, brought here, tried, kept or taken back",
        mayUse = {"slots", "http", "tuf", "hawkbit", "store", "link", "visit", "screen", "health", "setup", "device.inventory", "device.ups"})
package cn.ting.ota;

import cn.ting.sign.Room;
