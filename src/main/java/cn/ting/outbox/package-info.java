/**
 * The outbox: letters to the platform from the transaction that wrote them to the receipt that names them.
 *
 * <p>Owns the numbers of letters and the epochs within which they count, and keeps what was receipted for some days. Promises that numbers
 * have no gap within an epoch, that no id is ever given to two letters, and that no letter leaves before it was receipted. Refuses to
 * know what letters mean and how they travel.
 */
@Room(
        hanzi = "箱",
        is = "letters to the platform, numbered, until a receipt names them",
        mayUse = {"store", "machine"})
package cn.ting.outbox;

import cn.ting.sign.Room;
