package cn.ting.device.receipt;

import cn.ting.code.QrCode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Turns a slip into ESC/POS for one width of paper. Immutable; any thread. */
final class EscPosEncoder {

    /** Clears modes (not the buffer) and enters Chinese mode. */
    static final byte[] BEGIN = {0x1B, '@', 0x1C, '&'};
    /** Feeds the last line past the knife and 6 mm further, and cuts. */
    static final byte[] CUT = {0x1D, 'V', 'B', 48};

    private static final int MOST_CHUNK_BYTES = 1024;
    private static final int DOTS_A_COLUMN = 12;
    /** Line spacing after {@code ESC @} on common models, 1/6 inch at 203 dpi. */
    private static final int LINE_DOTS = 34;

    private static final int GLYPH_DOTS = 24;
    private static final int LEADING_DOTS = 12;
    private static final int PAST_KNIFE_DOTS = 120;

    private final int widthDots;

    EscPosEncoder(int widthDots) {
        this.widthDots = widthDots;
    }

    /**
     * A slip without its beginning and its cut.
     *
     * @param chunks whole commands, at most 1 KiB each, so that a real-time question may be put between any two: inside a
     *     command its bytes would be taken for the command's
     * @param lengthDots paper it takes, with the cut, in dots of 1/8 mm
     */
    record Encoded(List<byte[]> chunks, int lengthDots) {}

    Encoded encode(Slip slip) {
        Tape tape = new Tape();
        for (Slip.Part part : slip.parts()) {
            if (part instanceof Slip.Text text) {
                int scale = scale(text.size());
                for (byte[] line : EscPosText.wrap(text.text(), widthDots / DOTS_A_COLUMN / scale)) {
                    line(tape, line, scale, text.align());
                }
            } else if (part instanceof Slip.Pair pair) {
                for (byte[] line : EscPosText.spread(pair.left(), pair.right(), widthDots / DOTS_A_COLUMN)) {
                    line(tape, line, 1, Slip.Align.LEFT);
                }
            } else if (part instanceof Slip.Rule) {
                feed(tape, LEADING_DOTS);
                tape.add(2, EscPosRaster.rule(widthDots));
                feed(tape, LEADING_DOTS);
            } else {
                qr(tape, QrCode.of(((Slip.Qr) part).text()));
            }
        }
        return tape.encoded();
    }

    private static void line(Tape tape, byte[] text, int scale, Slip.Align align) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(new byte[] {0x1B, 'a', (byte) align.ordinal()});
        line.writeBytes(new byte[] {0x1D, '!', (byte) (scale - 1 << 4 | scale - 1)});
        line.writeBytes(new byte[] {0x1B, 'E', (byte) (scale > 1 ? 1 : 0)});
        line.writeBytes(text);
        line.write('\n');
        tape.add(Math.max(LINE_DOTS, scale * GLYPH_DOTS), line.toByteArray());
        if (scale > 1) {
            // The printer sets large lines solid; a little air keeps them legible.
            feed(tape, LEADING_DOTS);
        }
    }

    private void qr(Tape tape, QrCode code) {
        tape.add(0, new byte[] {0x1B, 'a', 1});
        for (byte[] band : EscPosRaster.qr(code, widthDots, MOST_CHUNK_BYTES)) {
            tape.add(0, band);
        }
        tape.lengthDots += EscPosRaster.side(code, widthDots);
    }

    private static void feed(Tape tape, int dots) {
        tape.add(dots, new byte[] {0x1B, 'J', (byte) dots});
    }

    private static int scale(Slip.Size size) {
        return switch (size) {
            case NORMAL -> 1;
            case DOUBLE -> 2;
            case HUGE -> 4;
        };
    }

    /** Gathers whole commands into chunks. */
    private static final class Tape {
        private final List<byte[]> chunks = new ArrayList<>();
        private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        private int lengthDots = PAST_KNIFE_DOTS + CUT[3];

        void add(int dots, byte[] command) {
            if (chunk.size() + command.length > MOST_CHUNK_BYTES) {
                close();
            }
            chunk.writeBytes(command);
            lengthDots += dots;
        }

        Encoded encoded() {
            close();
            return new Encoded(List.copyOf(chunks), lengthDots);
        }

        private void close() {
            chunks.add(chunk.toByteArray());
            chunk.reset();
        }
    }
}
