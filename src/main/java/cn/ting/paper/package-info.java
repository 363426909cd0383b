/**
 * Sheets of A4 as PDF, for old eyes: large, black on white, with the font in the file.
 *
 * <p>Owns the library that makes them and the font they are set in. Promises that a character the font lacks is shown as missing
 * (〓) and never left out, and that nothing of library or font is loaded before the first sheet is made. Refuses to know what a
 * sheet is about, and to print it.
 */
@Room(
        hanzi = "纸",
        is = "sheets of A4 made as PDF, with their font in them",
        keeps = {"com.lowagie"})
package cn.ting.paper;

import cn.ting.sign.Room;
