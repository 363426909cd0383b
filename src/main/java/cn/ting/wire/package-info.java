/**
 * Byte lines to devices and to child processes: whatever enters a kiosk from a device enters through a {@link cn.ting.wire.Line}.
 *
 * <p>Owns opening, reading with a time limit, writing and closing, having an input device alone, sockets that send at once, and the coming
 * and going of device files.
 * Promises that no call waits without a limit. Refuses to know any device's protocol.
 */
@Room(
        hanzi = "线",
        is = "byte lines to devices and child processes",
        keeps = {"com.fazecast.jSerialComm", "com.sun.jna"})
package cn.ting.wire;

import cn.ting.sign.Room;
