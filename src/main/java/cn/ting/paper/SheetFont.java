package cn.ting.paper;

import com.lowagie.text.Font;
import com.lowagie.text.pdf.BaseFont;
import java.io.IOException;
import java.util.Locale;

/** The font of one sheet, in the sizes a sheet is set in, in points. Large, since it is read at home by whoever is old. */
final class SheetFont {

    static final float TITLE = 28;
    static final float HEADING = 19;
    static final float BODY = 16;
    static final float NOTE = 14;
    static final float SMALL = 10;

    /** How far apart lines are, in sizes of their letters. */
    static final float LEADING = 1.4f;

    /** What printers of Chinese set for a character they do not have. */
    private static final int MISSING = '〓';

    private final BaseFont base;

    /**
     * Reads the font. Nothing is kept of it but in this object: it takes some 30 MB while a sheet is made.
     *
     * @throws IOException when the file is not there or is no font that can be put into a PDF
     */
    SheetFont(PaperSettings settings) throws IOException {
        String collection = settings.font().toLowerCase(Locale.ROOT).endsWith(".ttc") ? "," + settings.face() : "";
        try {
            base = BaseFont.createFont(settings.font() + collection, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, null, null);
        } catch (RuntimeException noFont) {
            // The library trusts a file to be what it is called.
            throw new IOException(settings.font() + " cannot be used as a font: " + noFont.getClass().getSimpleName(), noFont);
        }
    }

    Font title() {
        return new Font(base, TITLE, Font.BOLD);
    }

    Font heading() {
        return new Font(base, HEADING, Font.BOLD);
    }

    Font body() {
        return new Font(base, BODY);
    }

    Font note() {
        return new Font(base, NOTE);
    }

    Font small() {
        return new Font(base, SMALL);
    }

    /** The text with a mark for every character that this font does not have: the library would leave it out. */
    String known(String text) {
        StringBuilder known = new StringBuilder(text.length());
        text.codePoints().map(point -> Character.isWhitespace(point) ? ' ' : point)
                .map(point -> base.charExists(point) ? point : MISSING)
                .forEach(known::appendCodePoint);
        return known.toString();
    }
}
