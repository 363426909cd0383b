/**
 * From a card to the resident of the visit.
 *
 * <p>Owns the page that asks for the card, the greeting by masked name, and the reminder to take the card back. Promises that a second person's card changes
 * nothing in the first one's visit. Refuses to keep anything of the card beyond what the visit needs.
 */
@Room(
        hanzi = "认",
        is = "card to resident",
        mayUse = {"screen", "visit", "device.board", "device.idcard", "device.inventory"})
package cn.ting.identify;

import cn.ting.sign.Room;
