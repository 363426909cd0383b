/**
 * The configuration the platform wishes for, beside the one a technician wrote.
 *
 * <p>Owns the wishes received, which of them is in force, and what became of each. Promises that a wish is kept only when the platform was
 * heard from under it, that whatever cuts the link is gone again by itself, and that a technician's file is never written to and is in
 * force again as soon as somebody has changed it. Refuses to change who this kiosk is and whom it believes.
 */
@Room(
        hanzi = "配",
        is = "desired configuration: received, tried, kept or reverted",
        mayUse = {"store", "link", "visit"})
package cn.ting.setup;

import cn.ting.sign.Room;
