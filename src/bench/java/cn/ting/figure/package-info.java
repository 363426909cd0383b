/**
 * What figures are made with: samples, baselines, and a page as a browser keeps it.
 *
 * <p>Owns how a figure is written and what stands behind it. Promises that nothing of a browser or of a client's library stands between
 * a tap and the kiosk. Refuses to know what is measured.
 */
@Room(
        is = "the tools of measuring",
        mayUse = {"wire"})
package cn.ting.figure;

import cn.ting.sign.Room;
