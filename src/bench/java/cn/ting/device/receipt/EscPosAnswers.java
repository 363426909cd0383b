package cn.ting.device.receipt;

import cn.ting.wire.Meaning.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a printer's bytes say, as the manuals' tables have it. A byte's fixed bits tell what kind of answer it is; which
 * question it answers follows from the order in which they were asked.
 */
final class EscPosAnswers {

    private static final int MOST_OPEN = 64;

    private final Deque<Integer> realTime = new ArrayDeque<>();
    private final Deque<Integer> queued = new ArrayDeque<>();
    private final ByteArrayOutputStream automatic = new ByteArrayOutputStream();
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();

    /** New bytes go to the printer: a real-time question that is still open by now will not be answered. */
    void turn() {
        realTime.clear();
    }

    void askedAtOnce(int n) {
        remember(realTime, n);
    }

    void askedInTurn(int n) {
        remember(queued, n);
    }

    /** The buffer was cleared, and with it the questions in it. */
    void cleared() {
        queued.clear();
    }

    private static void remember(Deque<Integer> open, int n) {
        if (open.size() < MOST_OPEN) {
            open.add(n);
        }
    }

    List<Message> of(byte[] bytes) {
        List<Message> messages = new ArrayList<>();
        for (byte next : bytes) {
            int answer = next & 0xFF;
            byte[] one = {next};
            if (automatic.size() > 0 || (answer & 0x93) == 0x10) {
                automatic.write(answer);
                if (automatic.size() == 4) {
                    byte[] four = automatic.toByteArray();
                    automatic.reset();
                    messages.add(new Message(four, automatic(four)));
                }
            } else if (answer == 0x11 || answer == 0x13) {
                messages.add(new Message(one, answer == 0x11 ? "go on (XON)" : "wait (XOFF)"));
            } else if ((answer & 0x93) == 0x12) {
                int n = realTime.isEmpty() ? 0 : realTime.remove();
                messages.add(new Message(one, realTime(n, answer), n == 0 ? "" : "EOT " + n));
            } else if (answer == 0x37 || block.size() > 0 && (answer & 0x90) == 0) {
                block(answer, messages);
            } else if ((answer & 0x90) == 0) {
                messages.add(new Message(one, queued(queued.isEmpty() ? 0 : queued.remove(), answer)));
            } else {
                messages.add(new Message(one, "status %02X".formatted(answer)));
            }
        }
        return messages;
    }

    /** From 37 to 00; what grows longer than any of them is told as it is. */
    private void block(int answer, List<Message> messages) {
        block.write(answer);
        if (answer != 0 && block.size() < MOST_OPEN) {
            return;
        }
        byte[] whole = block.toByteArray();
        block.reset();
        messages.add(new Message(whole, switch (whole[1]) {
            case 0x22 -> "all before number " + new String(whole, 2, whole.length - 3, StandardCharsets.US_ASCII) + " is printed";
            case 0x25 -> "the print buffer is empty";
            default -> "a block nobody asked for";
        }));
    }

    private static String realTime(int n, int answer) {
        return switch (n) {
            case 1 -> (answer & 0x08) == 0 ? "online" : "offline";
            case 2 -> words("cover closed, nothing stops it", answer,
                    0x04, "cover open", 0x08, "the feed button is held", 0x20, "stopped by the end of the paper", 0x40, "stopped by an error");
            case 3 -> words("no error", answer,
                    0x04, "a mechanical error", 0x08, "the cutter is stuck", 0x20, "an error for good", 0x40, "an error that passes by itself");
            case 4 -> (answer & 0x60) != 0 ? "no paper" : (answer & 0x0C) != 0 ? "paper low" : "paper enough";
            default -> "a real-time status nobody asked for";
        };
    }

    private static String queued(int n, int answer) {
        return switch (n) {
            case 1 -> "all before this question is printed; " + (
                    (answer & 0x0C) != 0 ? "no paper" : (answer & 0x03) != 0 ? "paper low" : "paper enough");
            case 2 -> "all before this question is printed; drawer " + ((answer & 0x01) != 0 ? "high" : "low");
            default -> "an answer nobody asked for";
        };
    }

    private static String automatic(byte[] four) {
        return "by itself: " + words("all is well", four[0] & 0x28 | (four[1] & 0x6C) << 8 | (four[2] & 0x0F) << 16,
                0x08, "offline", 0x20, "cover open", 0x400, "a mechanical error", 0x800, "the cutter is stuck", 0x2000, "an error for good",
                0x4000, "an error that passes by itself", 0x30000, "paper low", 0xC0000, "no paper");
    }

    /** @param masksAndWords in pairs; a mask holds when any of its bits is set */
    private static String words(String otherwise, int bits, Object... masksAndWords) {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < masksAndWords.length; i += 2) {
            if ((bits & (int) masksAndWords[i]) != 0) {
                said.add((String) masksAndWords[i + 1]);
            }
        }
        return said.isEmpty() ? otherwise : String.join(", ", said);
    }
}
