package cn.ting.device.receipt;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The paper under the head of a simulated printer. Drawn ahead by the mechanism's thread; only what has been fed past the
 * head is there for anyone to see.
 */
final class PaperCanvas {

    private static final int COLUMN_DOTS = 12;
    private static final int GLYPH_DOTS = 24;
    private static final int MOST_ROWS = 8_000;
    /** From the head to the knife, 13 mm: so much of each piece was past the head before its first line. */
    static final int PAST_KNIFE_DOTS = 104;

    private final int widthDots;
    private final Consumer<PaperPiece> out;
    /** Empty on a machine without fonts, where characters are drawn as boxes. */
    private final Optional<Font> font = font();
    private final List<PaperPiece.Line> lines = new ArrayList<>();
    private BufferedImage sheet;
    private PaperPiece.Line pending;
    private int fed;

    /** @param out is given each piece the knife parts from the roll */
    PaperCanvas(int widthDots, Consumer<PaperPiece> out) {
        this.widthDots = widthDots;
        this.out = out;
        tearOff();
    }

    int widthDots() {
        return widthDots;
    }

    int columns() {
        return widthDots / COLUMN_DOTS;
    }

    /** Half columns a text takes. */
    int columns(String text) {
        return text.codePoints().map(PaperCanvas::columns).sum();
    }

    /** Draws a line of text at the head and returns its height in dots; it shows as paper is fed. */
    synchronized int draw(PaperPiece.Line line, int align) {
        int height = GLYPH_DOTS * line.down();
        Graphics2D pen = freshRows(height + GLYPH_DOTS);
        font.ifPresent(plain -> pen.setFont(plain.deriveFont(line.bold() ? Font.BOLD : Font.PLAIN)));
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.BLACK);
        int x = (widthDots - columns(line.text()) * COLUMN_DOTS * line.across()) * Math.min(align, 2) / 2;
        for (int point : line.text().codePoints().toArray()) {
            Graphics2D cell = (Graphics2D) pen.create();
            cell.translate(x, fed);
            cell.scale(line.across(), line.down());
            glyph(cell, point);
            cell.dispose();
            x += columns(point) * COLUMN_DOTS * line.across();
        }
        pen.dispose();
        pending = line;
        return height;
    }

    private void glyph(Graphics2D cell, int point) {
        if (font.isPresent()) {
            cell.drawString(Character.toString(point), 0, 21);
        } else if (!Character.isWhitespace(point)) {
            cell.drawRect(1, 3, columns(point) * COLUMN_DOTS - 3, 18);
        }
    }

    /** A JDK on a machine without fonts throws an Error where it first needs one. */
    private static Optional<Font> font() {
        try {
            Font font = new Font("Noto Sans Mono CJK SC", Font.PLAIN, GLYPH_DOTS);
            blank(1, 1).createGraphics().getFontMetrics(font);
            return Optional.of(font);
        } catch (Error | RuntimeException none) {
            return Optional.empty();
        }
    }

    /** The line drawn last is wholly fed. */
    synchronized void lineDone() {
        lines.add(pending);
    }

    /** Draws one row of dots at the head. */
    synchronized void dots(byte[] row, int align) {
        freshRows(1).dispose();
        int left = Math.max(0, (widthDots - row.length * 8) * Math.min(align, 2) / 2);
        for (int x = 0; x < Math.min(row.length * 8, widthDots); x++) {
            if ((row[x / 8] & 0x80 >> x % 8) != 0) {
                sheet.setRGB(left + x, fed, 0);
            }
        }
    }

    /** Paper moves; beyond the longest sheet it only winds off. */
    synchronized void advance(int dots) {
        fed = Math.min(MOST_ROWS, fed + dots);
        ensure(fed);
    }

    /** The knife parts what is past it; what is between head and knife heads the next piece. */
    synchronized void cut() {
        int atKnife = fed - PAST_KNIFE_DOTS;
        PaperPiece piece = piece(true, atKnife);
        BufferedImage rest = sheet.getSubimage(0, atKnife, widthDots, PAST_KNIFE_DOTS);
        tearOff();
        Graphics2D pen = sheet.createGraphics();
        pen.drawImage(rest, 0, 0, null);
        pen.dispose();
        out.accept(piece);
    }

    /** What hangs from the printer is gone. */
    final synchronized void tearOff() {
        sheet = blank(1_200, widthDots);
        lines.clear();
        fed = PAST_KNIFE_DOTS;
    }

    /** How long it is, with the 13 mm between head and knife. */
    synchronized int hangingDots() {
        return fed;
    }

    /** What hangs from the printer now. */
    synchronized PaperPiece hanging() {
        return piece(false, fed);
    }

    private PaperPiece piece(boolean cut, int rows) {
        BufferedImage copy = blank(Math.max(1, rows), widthDots);
        Graphics2D pen = copy.createGraphics();
        pen.drawImage(sheet, 0, 0, null);
        pen.dispose();
        return new PaperPiece(lines, copy, cut);
    }

    /** A pen on rows that hold nothing of a line which was drawn and never fed. */
    private Graphics2D freshRows(int rows) {
        ensure(fed + rows);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, fed, widthDots, sheet.getHeight() - fed);
        return pen;
    }

    private void ensure(int rows) {
        if (rows > sheet.getHeight()) {
            BufferedImage longer = blank(rows * 2, widthDots);
            Graphics2D pen = longer.createGraphics();
            pen.drawImage(sheet, 0, 0, null);
            pen.dispose();
            sheet = longer;
        }
    }

    private static BufferedImage blank(int rows, int width) {
        BufferedImage sheet = new BufferedImage(width, rows, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, rows);
        pen.dispose();
        return sheet;
    }

    private static int columns(int point) {
        return point < 0x80 ? 1 : 2;
    }
}
