package cn.ting.device.receipt;

import cn.ting.wire.Meaning;
import cn.ting.wire.Traffic;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What a kiosk and an ESC/POS printer say to each other, command by command, from the manuals' tables and without the
 * driver's help. What only changes how the next line looks is told with that line.
 */
public final class EscPosMeaning implements Meaning {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int MOST_BYTES = 80_000;
    private static final int LINE_DOTS = 34;
    private static final double DOTS_PER_MM = 8;

    /** How one command is told. */
    private enum Kind {
        /** By itself. */
        PLAIN,
        /** With the line it is for. */
        STYLE,
        /** Together with other real-time questions beside it. */
        QUESTION
    }

    /** One whole command at the beginning of the bytes. */
    private record Command(int length, Kind kind, String says) {}

    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private final ByteArrayOutputStream style = new ByteArrayOutputStream();
    private final ByteArrayOutputStream questions = new ByteArrayOutputStream();
    private final EscPosAnswers answers = new EscPosAnswers();
    private final PrintLook look = new PrintLook();

    @Override
    public List<Message> of(Traffic.Direction direction, byte[] bytes) {
        if (direction == Traffic.Direction.FROM_DEVICE) {
            return answers.of(bytes);
        }
        answers.turn();
        List<Message> messages = new ArrayList<>();
        open.writeBytes(bytes);
        byte[] rest = open.toByteArray();
        open.reset();
        for (Command next = first(rest); next != null; next = first(rest)) {
            tell(next, Arrays.copyOf(rest, next.length), messages);
            rest = Arrays.copyOfRange(rest, next.length, rest.length);
        }
        closeQuestions(messages);
        open.writeBytes(rest);
        if (open.size() > MOST_BYTES) {
            messages.add(new Message(open.toByteArray(), "a command without an end"));
            open.reset();
        }
        return messages;
    }

    private void tell(Command command, byte[] bytes, List<Message> messages) {
        if (command.kind != Kind.QUESTION) {
            closeQuestions(messages);
        }
        switch (command.kind) {
            case QUESTION -> {
                closeStyle(messages);
                questions.writeBytes(bytes);
                answers.askedAtOnce(bytes[2]);
            }
            case STYLE -> style.writeBytes(bytes);
            default -> {
                boolean line = isText(bytes[0]);
                if (line) {
                    style.writeBytes(bytes);
                    messages.add(new Message(style.toByteArray(), command.says));
                    style.reset();
                } else {
                    closeStyle(messages);
                    messages.add(new Message(bytes, command.says));
                }
            }
        }
    }

    private void closeStyle(List<Message> messages) {
        if (style.size() > 0) {
            messages.add(new Message(style.toByteArray(), look.words().isEmpty() ? "from here on plain" : "from here on " + look.words()));
            style.reset();
        }
    }

    private void closeQuestions(List<Message> messages) {
        if (questions.size() > 0) {
            byte[] asked = questions.toByteArray();
            questions.reset();
            TreeSet<Integer> numbers = new TreeSet<>();
            for (int i = 2; i < asked.length; i += 3) {
                numbers.add((int) asked[i]);
            }
            List<String> subjects = numbers.stream()
                    .map(n -> switch (n) {
                        case 1 -> "whether it is online";
                        case 2 -> "what stops it";
                        case 3 -> "for errors";
                        default -> "for paper";
                    })
                    .toList();
            messages.add(new Message(asked, "asks " + String.join(", ", subjects), "EOT " + numbers));
        }
    }

    /** The first command, or null when it is not whole yet. */
    private Command first(byte[] bytes) {
        if (bytes.length == 0) {
            return null;
        }
        return switch (bytes[0]) {
            case 0x00 -> plain((int) IntStream.range(0, bytes.length).takeWhile(i -> bytes[i] == 0).count(), "nothing");
            case 0x0A -> plain(1, "an empty line");
            case 0x10 -> bytes.length < 3 ? null : realTime(bytes);
            case 0x1B -> bytes.length < 2 ? null : escape(bytes);
            case 0x1C -> bytes.length < 2 ? null : chinese(bytes);
            case 0x1D -> bytes.length < 2 ? null : group(bytes);
            default -> isText(bytes[0]) ? text(bytes) : plain(1, "an unknown byte");
        };
    }

    private static boolean isText(byte first) {
        return first < 0 || first >= 0x20;
    }

    private Command text(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && isText(bytes[end])) {
            end++;
        }
        if (end == bytes.length) {
            return end > MOST_BYTES ? plain(end, "text without an end") : null;
        }
        String line = "“" + new String(bytes, 0, end, GB18030) + "”";
        return plain(bytes[end] == 0x0A ? end + 1 : end, look.words().isEmpty() ? line : line + " " + look.words());
    }

    private Command realTime(byte[] bytes) {
        int n = bytes[2];
        if (bytes[1] == 0x04 && n >= 1 && n <= 4) {
            return new Command(3, Kind.QUESTION, "");
        }
        if (bytes[1] == 0x05 && n == 2) {
            answers.cleared();
            return plain(3, "clears the print buffer");
        }
        if (bytes[1] == 0x14) {
            answers.cleared();
            return whole(bytes, 10, "clears the print buffer, and asks for word of it");
        }
        return plain(3, bytes[1] == 0x05 && n == 1 ? "goes on after an error" : "an unknown real-time command");
    }

    private Command escape(byte[] bytes) {
        if (bytes[1] == '@') {
            look.plain();
            return plain(2, "begins anew, all modes as at power-on");
        }
        int length = bytes[1] == 'p' ? 5 : 3;
        if (bytes.length < length) {
            return null;
        }
        int n = bytes[2] & 0xFF;
        switch (bytes[1]) {
            case 'E' -> look.bold(n);
            case 'a' -> look.align(n);
            case 'd' -> {
                return plain(3, "feeds " + n + " lines, " + mm(n * LINE_DOTS));
            }
            case 'J' -> {
                return plain(3, "feeds " + mm(n));
            }
            case 't' -> {
                return plain(3, "takes code table " + n);
            }
            case 'p' -> {
                return plain(5, "opens the drawer");
            }
            default -> {
                return plain(2, "an unknown command, ESC %02X".formatted(bytes[1]));
            }
        }
        return new Command(3, Kind.STYLE, "");
    }

    private static Command chinese(byte[] bytes) {
        return switch (bytes[1]) {
            case '&' -> plain(2, "Chinese mode on");
            case '.' -> plain(2, "Chinese mode off");
            case '!', 'W', '-' -> bytes.length < 3 ? null : new Command(3, Kind.STYLE, "");
            default -> plain(2, "an unknown command, FS %02X".formatted(bytes[1]));
        };
    }

    private Command group(byte[] bytes) {
        if (bytes.length < 3) {
            return null;
        }
        int n = bytes[2] & 0xFF;
        return switch (bytes[1]) {
            case '!' -> {
                look.size(n);
                yield new Command(3, Kind.STYLE, "");
            }
            case 'V' -> cut(bytes, n);
            case 'r' -> {
                answers.askedInTurn(n % 48);
                yield plain(3, "asks in its turn for " + (n % 48 == 1 ? "paper" : "the drawer") + ": answered once all before is printed");
            }
            case 'a' -> plain(3, n == 0 ? "tell nothing by yourself" : "tell every change by yourself");
            case 'h', 'w', 'H', 'B' -> new Command(3, Kind.STYLE, "");
            case 'v' -> raster(bytes);
            case '(' -> n == 'H' ? number(bytes) : square(bytes);
            case 'k' -> barcode(bytes, n);
            default -> plain(2, "an unknown command, GS %02X".formatted(bytes[1]));
        };
    }

    private static Command cut(byte[] bytes, int how) {
        if (how == 0x41 || how == 0x42) {
            return bytes.length < 4 ? null : plain(4, "feeds past the knife and " + mm(bytes[3] & 0xFF) + ", and cuts");
        }
        return plain(3, "cuts where it is");
    }

    private static Command raster(byte[] bytes) {
        if (bytes.length < 8) {
            return null;
        }
        int across = word(bytes, 4);
        int down = word(bytes, 6);
        long length = 8 + (long) across * down;
        String says = "picture of " + across * 8 + " × " + down + " dots";
        return length > MOST_BYTES ? plain(8, says + ", longer than can be told") : whole(bytes, (int) length, says);
    }

    private static Command number(byte[] bytes) {
        return whole(bytes, 11, "asks in its turn for a number: answered once all before is printed");
    }

    /** {@code GS ( k}: the five steps of a QR code. */
    private static Command square(byte[] bytes) {
        if (bytes.length < 5) {
            return null;
        }
        int length = 5 + word(bytes, 3);
        if (bytes.length < length || length < 7) {
            return length < 7 ? plain(5, "an unknown command, GS (") : null;
        }
        return plain(length, bytes[2] != 'k' || bytes[5] != 0x31 ? "an unknown command, GS (" : switch (bytes[6]) {
            case 0x41 -> "QR code: model";
            case 0x43 -> "QR code: dots a module";
            case 0x45 -> "QR code: correction";
            case 0x50 -> "QR code: holds “" + new String(bytes, 8, Math.max(0, length - 8), GB18030) + "”";
            case 0x51 -> "QR code: print it";
            default -> "QR code: an unknown step";
        });
    }

    private static Command barcode(byte[] bytes, int kind) {
        if (kind >= 65) {
            return bytes.length < 4 ? null : whole(bytes, 4 + (bytes[3] & 0xFF), "bar code");
        }
        int end = 3;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return end == bytes.length ? null : plain(end + 1, "bar code");
    }

    private static Command whole(byte[] bytes, int length, String says) {
        return bytes.length < length ? null : plain(length, says);
    }

    private static Command plain(int length, String says) {
        return new Command(length, Kind.PLAIN, says);
    }

    private static int word(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
    }

    private static String mm(int dots) {
        return String.format(Locale.ROOT, "%.1f mm", dots / DOTS_PER_MM);
    }
}
