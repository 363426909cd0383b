/**
 * Serial ports, their control lines and input devices had alone, held by a process of their own: whatever crashes or hangs in the native
 * libraries for them takes a device away and never the kiosk.
 *
 * <p>Owns that process's program and the messages between it and the kiosk, which starts it (room {@code wire}). Promises that one port never
 * waits for another, that the process ends with its input, and that nothing of what passed stays in it. Refuses to know any device's protocol.
 */
@Room(
        hanzi = "口",
        is = "local ports, held by a process of its own that may crash",
        keeps = {"com.fazecast.jSerialComm", "com.sun.jna"})
package cn.ting.port;

import cn.ting.sign.Room;
