/**
 * Printers of receipts on roll paper.
 *
 * <p>Owns the conversation with a printer (ESC/POS) and the truth about paper.
 * Promises one of three outcomes for every slip: printed, not printed, unknown; says <em>printed</em> only when an answer that
 * travelled through the print buffer has come back after the cut; is not ready after any other outcome until the buffer is
 * known to be empty. Never repeats a slip by itself.
 */
@Room(
        hanzi = "小票",
        is = "receipt printers (ESC/POS)",
        mayUse = {"device.inventory", "wire", "roll", "supply"})
package cn.ting.device.receipt;

import cn.ting.sign.Room;
