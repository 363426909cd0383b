/**
 * Finds what may be finder patterns, the three concentric squares in the corners of a QR code (ISO/IEC 18004, 6.3.3).
 *
 * <p>{@code RowScan} sees them in a picture of two tones by their runs, {@code RingSearch} by their rings, {@code RingMatch} and
 * {@code RingFit} in grey where no threshold parts them; {@code Ray} measures one along a line, and {@code Finders} gathers them.
 * Promises an end on every picture, and places to a fraction of a pixel. Refuses to know which three belong together.
 */
@Room(
        hanzi = "寻",
        is = "finding the corner patterns of QR codes",
        mayUse = {"picture"})
package cn.ting.finder;

import cn.ting.sign.Room;
