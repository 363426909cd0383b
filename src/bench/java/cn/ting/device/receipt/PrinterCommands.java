package cn.ting.device.receipt;

import cn.ting.device.receipt.PrintBuffer.ClearedException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads ESC/POS out of the print buffer and does it, one command at a time, as the manuals' tables describe it. Written
 * from the tables alone: what it does not know, or what would print wrong, is a complaint.
 */
final class PrinterCommands {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int LINE_DOTS = 34;

    private final PrintBuffer buffer;
    private final PrinterMechanism mechanism;
    private final PaperCanvas canvas;
    private final Replies replies;
    private final Consumer<String> complaints;
    private byte[] code = {};
    private int codeDots = 3;
    private int codeCorrection;
    private final StringBuilder text = new StringBuilder();
    private boolean chinese = true;
    private boolean bold;
    private int across = 1;
    private int down = 1;
    private int align;

    /** What commands ask the printer to say. */
    interface Replies {

        /** Says something now. */
        void say(byte... bytes);

        /** {@code GS a n}: what changes of these kinds is said by itself from now on. */
        void tellChanges(int kinds);

        /** True when it knows {@code GS ( H}. */
        boolean numbers();
    }

    PrinterCommands(
            PrintBuffer buffer,
            PrinterMechanism mechanism,
            PaperCanvas canvas,
            Replies replies,
            Consumer<String> complaints) {
        this.buffer = buffer;
        this.mechanism = mechanism;
        this.canvas = canvas;
        this.replies = replies;
        this.complaints = complaints;
    }

    /** Works until the thread is interrupted. */
    void run() throws InterruptedException {
        while (true) {
            try {
                int next = buffer.take();
                mechanism.awaitOnline();
                one(next);
            } catch (ClearedException dropped) {
                buffer.begin();
                text.setLength(0);
            }
        }
    }

    private void one(int next) throws InterruptedException, ClearedException {
        switch (next) {
            case 0x0A -> lineFeed();
            case 0x1B -> escape(buffer.take());
            case 0x1C -> chineseCommand(buffer.take());
            case 0x1D -> group(buffer.take());
            default -> character(next);
        }
    }

    private void character(int first) throws InterruptedException, ClearedException {
        if (first == 0) {
            return;
        }
        if (first < 0x20 || first == 0x7F) {
            complaints.accept("control character %02X in text".formatted(first));
        } else if (first < 0x80) {
            text.append((char) first);
        } else if (!chinese) {
            complaints.accept("byte %02X outside Chinese mode".formatted(first));
        } else {
            int second = buffer.take();
            if (first == 0x80 || first == 0xFF || second < 0x40 || second == 0x7F || second == 0xFF) {
                complaints.accept("%02X %02X is no two-byte character".formatted(first, second));
            }
            text.append(new String(new byte[] {(byte) first, (byte) second}, GB18030));
        }
    }

    private void lineFeed() throws InterruptedException, ClearedException {
        String line = text.toString();
        int height = canvas.draw(new PaperPiece.Line(line, across, down, bold, align == 1), align);
        if (canvas.columns(line) * across > canvas.columns()) {
            complaints.accept("a line is wider than the paper: " + canvas.columns(line) * across + " half columns");
        }
        text.setLength(0);
        mechanism.feed(line.isEmpty() ? LINE_DOTS : Math.max(LINE_DOTS, height));
        canvas.lineDone();
    }

    private void escape(int command) throws InterruptedException, ClearedException {
        switch (command) {
            case '@' -> initialise();
            case 'E' -> bold = (buffer.take() & 1) == 1;
            case 'a' -> align = buffer.take() & 3;
            case 'd' -> mechanism.feed(buffer.take() * LINE_DOTS);
            case 'J' -> mechanism.feed(buffer.take());
            default -> complaints.accept("ESC %02X is unknown".formatted(command));
        }
    }

    private void initialise() {
        text.setLength(0);
        chinese = true;
        bold = false;
        across = 1;
        down = 1;
        align = 0;
    }

    private void chineseCommand(int command) {
        switch (command) {
            case '&' -> chinese = true;
            case '.' -> chinese = false;
            default -> complaints.accept("FS %02X is unknown".formatted(command));
        }
    }

    private void group(int command) throws InterruptedException, ClearedException {
        switch (command) {
            case '!' -> {
                int size = buffer.take();
                across = (size >> 4 & 7) + 1;
                down = (size & 7) + 1;
            }
            case 'V' -> cut(buffer.take());
            case 'r' -> {
                int which = buffer.take();
                if (which == 1 || which == '1') {
                    replies.say((byte) mechanism.queuedStatus());
                } else {
                    complaints.accept("GS r %02X is unknown".formatted(which));
                }
            }
            case 'a' -> replies.tellChanges(buffer.take());
            case 'v' -> raster();
            case '(' -> extended(buffer.take());
            default -> complaints.accept("GS %02X is unknown".formatted(command));
        }
    }

    /** {@code GS ( H} and {@code GS ( k}: a function, the length of what follows, what follows. */
    private void extended(int function) throws InterruptedException, ClearedException {
        byte[] rest = new byte[buffer.take() + (buffer.take() << 8)];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = (byte) buffer.take();
        }
        boolean process = function == 'H' && rest.length == 6 && rest[0] == '0' && rest[1] == '0';
        if (process && replies.numbers()) {
            replies.say((byte) 0x37, (byte) 0x22, rest[2], rest[3], rest[4], rest[5], (byte) 0);
        } else if (function == 'k' && rest.length >= 3 && rest[0] == '1') {
            square(rest);
        } else {
            complaints.accept("GS ( %02X of %d bytes is unknown".formatted(function, rest.length));
        }
    }

    private void square(byte[] rest) throws InterruptedException, ClearedException {
        switch (rest[1]) {
            case 'A' -> {
                if (rest[2] != '2') {
                    complaints.accept("QR model %02X is unknown".formatted(rest[2]));
                }
            }
            case 'C' -> codeDots = rest[2];
            case 'E' -> {
                if (rest[2] < '0' || rest[2] > '3') {
                    complaints.accept("QR correction %02X is unknown".formatted(rest[2]));
                } else {
                    codeCorrection = rest[2] - '0';
                }
            }
            case 'P' -> code = Arrays.copyOfRange(rest, 3, rest.length);
            case 'Q' -> {
                for (byte[] row : SquareCode.rows(new String(code, StandardCharsets.UTF_8), codeDots, codeCorrection)) {
                    canvas.dots(row, align);
                    mechanism.feed(1);
                }
            }
            default -> complaints.accept("QR step %02X is unknown".formatted(rest[1]));
        }
    }

    private void cut(int how) throws InterruptedException, ClearedException {
        if (List.of(0x41, 0x42).contains(how)) {
            mechanism.feedAndCut(buffer.take());
        } else {
            complaints.accept("GS V %02X cuts through the last lines".formatted(how));
            mechanism.cut();
        }
    }

    private void raster() throws InterruptedException, ClearedException {
        int zero = buffer.take();
        int mode = buffer.take();
        int bytesPerRow = buffer.take() + (buffer.take() << 8);
        int rows = buffer.take() + (buffer.take() << 8);
        if (zero != '0' || mode != 0 || bytesPerRow * 8 > canvas.widthDots()) {
            complaints.accept("GS v %02X %02X of %d bytes a row cannot be printed".formatted(zero, mode, bytesPerRow));
        }
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        for (int y = 0; y < rows; y++) {
            row.reset();
            for (int x = 0; x < bytesPerRow; x++) {
                row.write(buffer.take());
            }
            canvas.dots(row.toByteArray(), align);
            mechanism.feed(1);
        }
    }
}
