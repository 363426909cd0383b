/**
 * Cards with contacts, put into a reader behind PC/SC: social-security cards.
 *
 * <p>Owns the way to the smart-card service (pcscd) and the child process that holds its library, the commands of ISO 7816-4, and the
 * two files of a social-security card that need no key (LD/T 32-2015). Promises a card's text once for each time it is put in, in
 * memory only, whose {@code toString} names nobody, and to come back by itself when service or library broke down. Refuses PINs, keys,
 * writing, and everything else on the card.
 */
@Room(
        hanzi = "社保卡",
        is = "readers of contact cards (PC/SC), social-security cards",
        mayUse = {"device.inventory", "wire"},
        keeps = {"javax.smartcardio", "jnasmartcardio"})
package cn.ting.device.contactcard;

import cn.ting.sign.Room;
