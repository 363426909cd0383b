/**
 * Uninterruptible power supplies, as the software that watches over them tells of them.
 *
 * <p>Owns the protocol of NUT's {@code upsd}. Promises to say where the power comes from as of now, and that it is unknown whenever
 * nobody has said so lately: silence is neither mains lost nor mains there. Refuses to decide what a kiosk does about it, and to command
 * a UPS.
 */
@Room(
        hanzi = "电源",
        is = "uninterruptible power supplies (NUT)",
        mayUse = {"device.inventory", "wire"})
package cn.ting.device.ups;

import cn.ting.sign.Room;
