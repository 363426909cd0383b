package cn.ting.roll;

import cn.ting.code.QrCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Turns a slip into ESC/POS for one model of printers. Immutable; any thread. */
public final class EscPosEncoder {

    /** The longest chunk, in bytes. */
    public static final int MOST_CHUNK_BYTES = 1024;

    /** How far the last line is fed beyond the knife. */
    private static final int BEYOND_KNIFE_DOTS = 48;

    /** Line spacing after {@code ESC @} on common models, 1/6 inch at 203 dpi. */
    private static final int LINE_DOTS = 34;

    private static final int GLYPH_DOTS = 24;
    private static final int LEADING_DOTS = 12;
    private static final int PAST_KNIFE_DOTS = 120;

    private final PrinterModel model;
    private final EscPosText text;

    /** @param model what the printer is called and can do */
    public EscPosEncoder(PrinterModel model) {
        this.model = model;
        this.text = new EscPosText(model.ting().glyphs());
    }

    /**
     * A slip without its beginning and its cut.
     *
     * @param chunks whole commands, at most 1 KiB each, so that a real-time question may be put between any two: inside a
     *     command its bytes would be taken for the command's
     * @param lengthDots paper it takes, with the cut, in dots of 1/8 mm
     * @param cut what feeds the last line past the knife and 6 mm further, and cuts where the model can
     */
    public record Encoded(List<byte[]> chunks, int lengthDots, byte[] cut) {}

    /** Lays a slip out; never fails: what the fonts lack is a visible hole (〓), what is too wide is wrapped. */
    public Encoded encode(Slip slip) {
        Tape tape = new Tape();
        for (Slip.Part part : slip.parts()) {
            if (part instanceof Slip.Text line) {
                int scale = scale(line.size());
                for (byte[] row : text.wrap(line.text(), model.columns() / scale)) {
                    line(tape, row, scale, line.align());
                }
            } else if (part instanceof Slip.Pair pair) {
                for (byte[] row : text.spread(pair.left(), pair.right(), model.columns())) {
                    line(tape, row, 1, Slip.Align.LEFT);
                }
            } else if (part instanceof Slip.Rule) {
                rule(tape);
            } else if (model.ting().codes() == PrinterModel.Codes.PRINTER) {
                ownQr(tape, ((Slip.Qr) part).text());
            } else {
                qr(tape, QrCode.of(((Slip.Qr) part).text()));
            }
        }
        return tape.encoded(cut());
    }

    private byte[] cut() {
        if (!model.features().paperPartCut() && !model.features().paperFullCut()) {
            return new byte[] {0x1B, 'J', (byte) (PAST_KNIFE_DOTS + BEYOND_KNIFE_DOTS)};
        }
        return new byte[] {0x1D, 'V', (byte) (model.features().paperPartCut() ? 'B' : 'A'), BEYOND_KNIFE_DOTS};
    }

    private void rule(Tape tape) {
        feed(tape, LEADING_DOTS);
        if (model.features().bitImageRaster()) {
            tape.add(2, EscPosRaster.rule(model.widthDots()));
            feed(tape, LEADING_DOTS);
        } else {
            line(tape, "-".repeat(model.columns()).getBytes(StandardCharsets.US_ASCII), 1, Slip.Align.LEFT);
        }
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
        for (byte[] band : EscPosRaster.qr(code, model.widthDots(), MOST_CHUNK_BYTES)) {
            tape.add(0, band);
        }
        tape.lengthDots += EscPosRaster.side(code, model.widthDots());
    }

    /** The printer draws it: model 2, dots a module, correction M (15 %), what it says, print (HPRT TP80K p44, Citizen CT-S280 p320). */
    private void ownQr(Tape tape, String says) {
        QrCode code = QrCode.of(says);
        int side = EscPosRaster.side(code, model.widthDots());
        int dots = side / (code.size() + 2 * QrCode.QUIET_ZONE);
        byte[] held = says.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream qr = new ByteArrayOutputStream();
        qr.writeBytes(new byte[] {0x1B, 'a', 1});
        qr.writeBytes(new byte[] {0x1D, '(', 'k', 4, 0, '1', 'A', '2', 0});
        qr.writeBytes(new byte[] {0x1D, '(', 'k', 3, 0, '1', 'C', (byte) Math.min(16, dots)});
        qr.writeBytes(new byte[] {0x1D, '(', 'k', 3, 0, '1', 'E', '1'});
        qr.writeBytes(new byte[] {0x1D, '(', 'k', (byte) (held.length + 3), (byte) (held.length + 3 >> 8), '1', 'P', '0'});
        qr.writeBytes(held);
        qr.writeBytes(new byte[] {0x1D, '(', 'k', 3, 0, '1', 'Q', '0'});
        // The quiet zone above and below is ours to leave.
        feed(tape, QrCode.QUIET_ZONE * dots);
        tape.add(side, qr.toByteArray());
        feed(tape, QrCode.QUIET_ZONE * dots);
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
        private int lengthDots = PAST_KNIFE_DOTS + BEYOND_KNIFE_DOTS;

        void add(int dots, byte[] command) {
            if (chunk.size() + command.length > MOST_CHUNK_BYTES) {
                close();
            }
            chunk.writeBytes(command);
            lengthDots += dots;
        }

        Encoded encoded(byte[] cut) {
            close();
            return new Encoded(List.copyOf(chunks), lengthDots, cut);
        }

        private void close() {
            chunks.add(chunk.toByteArray());
            chunk.reset();
        }
    }
}
