/**
 * What judges a newer release: where an update stands, what has to hold under a release on trial, and whether that is kept or taken back.
 *
 * <p>Owns the journal of an update, its steps in the book, and the gates. Promises that nobody is served on trial before all gates have passed,
 * that a release is kept only when everything that held before it holds under it, and that each step is told once and no end before it is true.
 * Refuses to know where a release came from, and to start one: that is the launcher's, which is no part of any release.
 */
@Room(
        hanzi = "试",
        is = "where an update stands, and what judges a release on trial",
        mayUse = {"slots", "store", "visit", "screen", "health", "device.inventory"})
package cn.ting.trial;

import cn.ting.sign.Room;
