/**
 * Byte lines to devices and to child processes: whatever enters a kiosk from a device enters through a {@link cn.ting.wire.Line}.
 *
 * <p>Owns opening, reading with a time limit, writing and closing, starting the process that holds local ports and any program of the kiosk's own,
 * sockets that send at once, and the coming and going of device files. Promises that no call waits without a limit, and that a crash of what
 * holds a local port is a closed line. Refuses to know any device's protocol, and to hold a native library.
 */
@Room(
        hanzi = "线",
        is = "byte lines to devices and child processes",
        mayUse = "port")
package cn.ting.wire;

import cn.ting.sign.Room;
