/**
 * Readers of resident ID cards.
 *
 * <p>Owns the SAM_V protocol and the layouts of the text block. Promises a card's text as a
 * {@link cn.ting.device.idcard.Card}, in memory only, whose {@code toString} names nobody. Refuses to decode or keep photo and
 * fingerprints.
 */
@Room(
        hanzi = "身份证",
        is = "ID-card readers (SAM_V, GA 450 / GA 467)",
        mayUse = {"device.inventory", "wire"})
package cn.ting.device.idcard;

import cn.ting.sign.Room;
