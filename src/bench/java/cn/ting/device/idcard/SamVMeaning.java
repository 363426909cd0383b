package cn.ting.device.idcard;

import cn.ting.wire.Meaning;
import cn.ting.wire.Traffic;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a kiosk and a SAM_V module say to each other: frames of {@code AA AA AA 96 69}, a length, a command or three status
 * bytes, and a checksum. Written from the published tables and without the driver's help.
 */
public final class SamVMeaning implements Meaning {

    private static final byte[] PREAMBLE = {(byte) 0xAA, (byte) 0xAA, (byte) 0xAA, (byte) 0x96, 0x69};
    private static final int MOST_BYTES = 4_096;
    private static final int FIND = 0x2001;
    private static final int LATER_ADDRESS = 0x3003;
    private static final int MANAGEMENT_NUMBER = 0x3005;

    private static final Map<Integer, String> REQUESTS = Map.ofEntries(
            Map.entry(0x10FF, "resets the module"),
            Map.entry(0x11FF, "asks how the module is"),
            Map.entry(0x12FF, "asks for the module's number"),
            Map.entry(FIND, "looks for a card"),
            Map.entry(0x2002, "selects the card"),
            Map.entry(0x3001, "reads text and photo"),
            Map.entry(0x3010, "reads text, photo and fingerprints"),
            Map.entry(LATER_ADDRESS, "asks for a later address on the card"),
            Map.entry(MANAGEMENT_NUMBER, "asks for the numbers of the card's chip"),
            Map.entry(0x6000, "sets 115200 baud"),
            Map.entry(0x6001, "sets 57600 baud"),
            Map.entry(0x6002, "sets 38400 baud"),
            Map.entry(0x6003, "sets 19200 baud"),
            Map.entry(0x6004, "sets 9600 baud"),
            Map.entry(0x61FF, "limits the bytes on the air"));

    private static final Map<Integer, String> DONE = Map.of(
            0x10FF, "is reset", 0x11FF, "the module is well", 0x2002, "selected the card");

    private static final Map<Integer, String> VERDICTS = Map.ofEntries(
            Map.entry(0x9F, "found a card"),
            Map.entry(0x80, "no card, or one that was read and not lifted"),
            Map.entry(0x81, "the card could not be selected"),
            Map.entry(0x91, "that is not on the card"),
            Map.entry(0x10, "the checksum of the request was wrong"),
            Map.entry(0x11, "the length of the request was wrong"),
            Map.entry(0x21, "no such command"),
            Map.entry(0x23, "not permitted now"),
            Map.entry(0x24, "an error without a name"),
            Map.entry(0x31, "the card did not accept the module"),
            Map.entry(0x32, "the module did not accept the card"),
            Map.entry(0x33, "what the card says could not be verified"),
            Map.entry(0x40, "a card of an unknown kind"),
            Map.entry(0x41, "reading the card failed"),
            Map.entry(0x47, "no random number came"),
            Map.entry(0x60, "the self-test failed, the module accepts nothing"),
            Map.entry(0x66, "the module's licence has expired"));

    private final ByteArrayOutputStream toDevice = new ByteArrayOutputStream();
    private final ByteArrayOutputStream fromDevice = new ByteArrayOutputStream();
    private int asked;

    @Override
    public List<Message> of(Traffic.Direction direction, byte[] bytes) {
        List<Message> messages = new ArrayList<>();
        boolean request = direction == Traffic.Direction.TO_DEVICE;
        // Nobody speaks before the other has ended: what is still open there will not be ended.
        flush(request ? fromDevice : toDevice, messages);
        ByteArrayOutputStream open = request ? toDevice : fromDevice;
        open.writeBytes(bytes);
        byte[] rest = open.toByteArray();
        open.reset();
        for (int length = whole(rest); length > 0; length = whole(rest)) {
            byte[] frame = Arrays.copyOf(rest, length);
            messages.add(startsFrame(frame) ? frame(frame, request) : new Message(frame, length + " bytes that are no frame"));
            rest = Arrays.copyOfRange(rest, length, rest.length);
        }
        open.writeBytes(rest);
        return messages;
    }

    private static void flush(ByteArrayOutputStream open, List<Message> messages) {
        if (open.size() > 0) {
            messages.add(new Message(open.toByteArray(), "broken off after " + open.size() + " bytes"));
            open.reset();
        }
    }

    /** How many of the bytes are the next frame, or lie before it; 0 when it is not whole yet. */
    private static int whole(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            boolean begins = startsWith(bytes, i, Math.min(PREAMBLE.length, bytes.length - i));
            if (begins && i > 0) {
                return i;
            }
            if (begins) {
                int length = bytes.length < 7 ? Integer.MAX_VALUE : 7 + (bytes[5] & 0xFF) * 256 + (bytes[6] & 0xFF);
                boolean absurd = length > MOST_BYTES && bytes.length >= 7;
                return absurd ? bytes.length : length <= bytes.length ? length : 0;
            }
        }
        return bytes.length;
    }

    private static boolean startsFrame(byte[] bytes) {
        return bytes.length >= 7 && startsWith(bytes, 0, PREAMBLE.length) && bytes.length <= MOST_BYTES;
    }

    private static boolean startsWith(byte[] bytes, int from, int count) {
        return Arrays.equals(bytes, from, from + count, PREAMBLE, 0, count);
    }

    private Message frame(byte[] frame, boolean request) {
        int sum = 0;
        for (int i = 5; i < frame.length; i++) {
            sum ^= frame[i];
        }
        if (sum != 0) {
            return new Message(frame, "a frame with a wrong checksum");
        }
        if (frame.length < (request ? 10 : 11)) {
            return new Message(frame, "a frame that is too short");
        }
        if (request) {
            asked = (frame[7] & 0xFF) << 8 | frame[8] & 0xFF;
            return new Message(frame, REQUESTS.getOrDefault(asked, "an unknown command"), poll());
        }
        int verdict = frame[9] & 0xFF;
        return new Message(frame, answer(frame, verdict), verdict == 0x9F ? "" : poll());
    }

    /** What is asked again and again: whether a card is there, whether it is there still, how the module is. */
    private String poll() {
        return asked == FIND || asked == LATER_ADDRESS || asked == MANAGEMENT_NUMBER || asked == 0x11FF ? Integer.toHexString(asked) : "";
    }

    private String answer(byte[] frame, int verdict) {
        if (verdict != 0x90) {
            return VERDICTS.getOrDefault(verdict, "status %02X".formatted(verdict));
        }
        if (asked == 0x12FF && frame.length >= 27) {
            return "number %02d.%02d-%d-%09d-%09d".formatted(
                    number(frame, 10, 2), number(frame, 12, 2), number(frame, 14, 4), number(frame, 18, 4), number(frame, 22, 4));
        }
        if ((asked == 0x3001 || asked == 0x3010) && frame.length >= 14 + 256) {
            return card(frame, asked == 0x3001 ? 14 : 16);
        }
        if (asked == LATER_ADDRESS && frame.length >= 10 + 70) {
            return "later address: " + text(frame, 10, 70);
        }
        return DONE.getOrDefault(asked, "done");
    }

    /** Residents' cards and permits J have the same fields; a foreigner's older permit (I) begins with a longer name. */
    private static String card(byte[] frame, int at) {
        char mark = text(frame, at + 248, 2).isEmpty() ? ' ' : text(frame, at + 248, 2).charAt(0);
        if (mark == 'I') {
            return "permit of a foreigner: " + text(frame, at, 120) + ", " + text(frame, at + 122, 30);
        }
        String kind = mark == 'J' ? "permit" : mark == 'Y' ? "permit of a foreigner" : "resident's card";
        return kind + ": " + text(frame, at, 30) + ", " + text(frame, at + 122, 36) + ", until " + text(frame, at + 204, 16);
    }

    private static String text(byte[] frame, int from, int bytes) {
        int count = Math.max(0, Math.min(bytes, frame.length - from));
        return new String(frame, Math.min(from, frame.length), count, StandardCharsets.UTF_16LE).replace('\0', ' ').strip();
    }

    private static long number(byte[] frame, int from, int bytes) {
        long number = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            number = number << 8 | frame[from + i] & 0xFF;
        }
        return number;
    }
}
