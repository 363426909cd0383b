package cn.ting.roll;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Text as a printer in Chinese mode takes it: GB18030 of one or two bytes a character. One byte is one half column, in
 * the code as on paper, so that a length in bytes is a width in half columns. Immutable; any thread.
 */
final class EscPosText {

    private static final Charset GB18030 = Charset.forName("GB18030");

    /**
     * 〓, the typesetter's sign for a character that is missing. Printers hold the two-byte areas only and would print a
     * four-byte character as two wrong ones; a name with a visible hole is better than a name with a wrong character. A
     * question mark could be read as part of the text.
     */
    private static final byte[] MISSING = {(byte) 0xA1, (byte) 0xFE};

    /** Where the characters of GB2312 stand among those of two bytes: from here on, in the second byte. */
    private static final int FIRST_OF_GB2312 = 0xA1;

    private static final int LAST_ROW_OF_GB2312 = 0xF7;

    private final PrinterModel.Glyphs glyphs;

    /** @param glyphs what the printer's font has */
    EscPosText(PrinterModel.Glyphs glyphs) {
        this.glyphs = glyphs;
    }

    /** Encodes one line; control characters become spaces, or text could command the printer. */
    byte[] encode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() * 2);
        text.codePoints().forEach(point -> bytes.writeBytes(character(point)));
        return bytes.toByteArray();
    }

    /** Breaks a text into lines of at most {@code columns} half columns: at a space or beside a wide character if it can. */
    List<byte[]> wrap(String text, int columns) {
        List<byte[]> lines = new ArrayList<>();
        byte[] rest = encode(text);
        while (rest.length > columns) {
            int end = breakBefore(rest, columns);
            lines.add(trimEnd(Arrays.copyOf(rest, end)));
            rest = trimStart(Arrays.copyOfRange(rest, end, rest.length));
        }
        lines.add(rest);
        return lines;
    }

    /** Sets {@code left} at the left edge and {@code right} at the right one; on two lines where one cannot hold both. */
    List<byte[]> spread(String left, String right, int columns) {
        byte[] name = encode(left);
        byte[] value = encode(right);
        if (name.length + 1 + value.length <= columns) {
            return List.of(joined(name, columns - name.length - value.length, value));
        }
        List<byte[]> lines = new ArrayList<>(wrap(left, columns));
        for (byte[] line : wrap(right, columns)) {
            lines.add(joined(new byte[0], columns - line.length, line));
        }
        return lines;
    }

    private byte[] character(int point) {
        if (point < 0x20 || point == 0x7F) {
            return new byte[] {' '};
        }
        if (Character.getType(point) == Character.PRIVATE_USE) {
            return MISSING;
        }
        byte[] bytes = Character.toString(point).getBytes(GB18030);
        return has(bytes) ? bytes : MISSING;
    }

    private boolean has(byte[] bytes) {
        if (bytes.length != 2 || glyphs == PrinterModel.Glyphs.GBK) {
            return bytes.length <= 2;
        }
        int row = bytes[0] & 0xFF;
        return row >= FIRST_OF_GB2312 && row <= LAST_ROW_OF_GB2312 && (bytes[1] & 0xFF) >= FIRST_OF_GB2312;
    }

    private static int breakBefore(byte[] bytes, int columns) {
        int end = 0;
        int good = 0;
        for (int next = width(bytes, 0); next <= columns; next += width(bytes, next)) {
            boolean besideWide = width(bytes, next) == 2 || next - end == 2;
            if (besideWide || bytes[next - 1] == ' ' || bytes[next] == ' ') {
                good = next;
            }
            end = next;
        }
        return good > 0 ? good : end;
    }

    private static int width(byte[] bytes, int at) {
        return bytes[at] < 0 ? 2 : 1;
    }

    private static byte[] joined(byte[] left, int spaces, byte[] right) {
        byte[] line = new byte[left.length + spaces + right.length];
        Arrays.fill(line, (byte) ' ');
        System.arraycopy(left, 0, line, 0, left.length);
        System.arraycopy(right, 0, line, left.length + spaces, right.length);
        return line;
    }

    private static byte[] trimEnd(byte[] line) {
        int end = line.length;
        while (end > 0 && line[end - 1] == ' ') {
            end--;
        }
        return Arrays.copyOf(line, end);
    }

    private static byte[] trimStart(byte[] line) {
        int start = 0;
        while (start < line.length && line[start] == ' ') {
            start++;
        }
        return Arrays.copyOfRange(line, start, line.length);
    }
}
