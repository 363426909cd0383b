/**
 * Slips of roll paper, and the ESC/POS that prints them.
 *
 * <p>Owns what stands on a slip, its layout for paper of 80 and 58 mm, and what is known of each model of printers
 * ({@code device-config/receipt-models}). Promises that a character the fonts lack is a visible hole and never a wrong character, that no text
 * can command a printer, and that no command is longer than may pass between two questions. Refuses to know what a slip is about, to ask a
 * printer anything, and to say whether a slip came out.
 */
@Room(
        hanzi = "卷",
        is = "slips of roll paper, laid out as ESC/POS for each model of printers",
        mayUse = {"code"})
package cn.ting.roll;

import cn.ting.sign.Room;
