/**
 * What switches and watches in a cabinet: its lamp, its door's contact, and the power of other devices, on a relay board or on the control
 * lines of a serial port.
 *
 * <p>Owns Modbus RTU as far as coils and inputs need it, and Telnet with RFC 2217 as far as control lines do. Promises that whatever hangs on a relay has power when a board is found,
 * whoever cut it and whatever came between; a switch counts as done when the board has confirmed it. Refuses to decide when to switch.
 */
@Room(
        hanzi = "控制板",
        is = "lamp, door, power of others (Modbus RTU, serial control lines, RFC 2217)",
        mayUse = {"device.inventory", "wire"})
package cn.ting.device.board;

import cn.ting.sign.Room;
