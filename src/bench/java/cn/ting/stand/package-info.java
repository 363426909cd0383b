/**
 * Where the release stands to be measured (试验台): started by its own scripts, with the other end of its wires in this process.
 *
 * <p>Owns how it is started, when it counts as ready, and how a resident gets there. Promises that one clock sees both ends of every wire.
 * Refuses to know what is measured.
 */
@Room(
        is = "bench: the release, standing ready to be measured",
        mayUse = {"figure", "bench", "device.idcard", "device.receipt"})
package cn.ting.stand;

import cn.ting.sign.Room;
