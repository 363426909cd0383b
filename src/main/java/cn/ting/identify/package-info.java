/**
 * From a card, laid down or pushed in, to the resident of the visit, and from whatever reads codes to the code that was held up.
 *
 * <p>Owns the page that asks for the card, the greeting by masked name, the reminder to take the card back, and the one place where
 * the codes of scanners and cameras come together. Promises that a second person's card changes nothing in the first one's visit,
 * and that a code held up once is told once. Refuses to keep anything of the card beyond what the visit needs, and to know what a
 * code means.
 */
@Room(
        hanzi = "认",
        is = "card to resident; what codes are held up",
        mayUse = {
            "screen", "visit", "device.board", "device.idcard", "device.contactcard", "device.scanner", "device.camera", "device.inventory",
            "code"
        })
package cn.ting.identify;

import cn.ting.sign.Room;
