/**
 * Relay boards: the cabinet's lamp, its door's contact, and the power of other devices.
 *
 * <p>Owns Modbus RTU as far as coils and inputs need it. Promises that whatever hangs on a relay has power when a board is found,
 * whoever cut it and whatever came between; a switch counts as done when the board has confirmed it. Refuses to decide when to switch.
 */
@Room(
        hanzi = "控制板",
        is = "relay boards: lamp, door, power of others (Modbus RTU)",
        mayUse = {"device.inventory", "wire"})
package cn.ting.device.board;

import cn.ting.sign.Room;
