package cn.ting.device.scanner;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * Codes as a scanner types them that plays a US keyboard, in records as Linux hands them over on a 64-bit machine (struct input_event of
 * linux/input.h, keys by linux/input-event-codes.h): each key pressed and released, and Enter at the end. What such a keyboard lacks is typed as
 * scanners are set to do it for Windows: Alt and the character's number in GB18030 on the keypad.
 */
public final class SpokenKeys implements CodeSpeech {

    /** Shift, left. */
    public static final int SHIFT = 42;
    /** Alt, left. */
    public static final int ALT = 56;
    public static final int ENTER = 28;

    private static final int EV_SYN = 0;
    private static final int EV_KEY = 1;
    private static final int EV_MSC = 4;
    private static final int MSC_SCAN = 4;
    /** Page and usage of HID, as a USB keyboard's keys come with. */
    private static final int KEYBOARD_PAGE = 0x70000;
    private static final long SOME_SECOND = 1_700_000_000L;
    private static final long SOME_MICROSECOND = 123_456;
    /** The keys of each row from the left, the number of the first behind. */
    private static final List<Row> ROWS = List.of(
            new Row("1234567890-=", "!@#$%^&*()_+", 2), new Row("qwertyuiop[]", "QWERTYUIOP{}", 16),
            new Row("asdfghjkl;'`", "ASDFGHJKL:\"~", 30), new Row("\\zxcvbnm,./", "|ZXCVBNM<>?", 43), new Row(" ", "", 57));
    /** The keypad's keys of 0 to 9. */
    private static final int[] KEYPAD = {82, 79, 80, 81, 75, 76, 77, 71, 72, 73};
    private static final Charset WINDOWS = Charset.forName("GB18030");

    private record Row(String plain, String shifted, int first) {}

    @Override
    public List<byte[]> of(String code) {
        List<byte[]> records = new ArrayList<>();
        code.codePoints().forEach(sign -> records.addAll(typed(sign)));
        records.add(pressed(ENTER));
        return records;
    }

    private static List<byte[]> typed(int sign) {
        for (Row row : ROWS) {
            if (row.plain.indexOf(sign) >= 0) {
                return List.of(pressed(row.first + row.plain.indexOf(sign)));
            }
            if (row.shifted.indexOf(sign) >= 0) {
                return held(SHIFT, row.first + row.shifted.indexOf(sign));
            }
        }
        return held(ALT, numbered(sign));
    }

    private static int[] numbered(int sign) {
        long number = 0;
        for (byte part : Character.toString(sign).getBytes(WINDOWS)) {
            number = number << 8 | part & 0xFF;
        }
        return Long.toString(number).chars().map(digit -> KEYPAD[digit - '0']).toArray();
    }

    private static List<byte[]> held(int key, int... others) {
        return List.of(stroke(key, 1), pressed(others), stroke(key, 0));
    }

    /** These keys, each pressed and released, one after the other. */
    public static byte[] pressed(int... keys) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int key : keys) {
            records.writeBytes(stroke(key, 1));
            records.writeBytes(stroke(key, 0));
        }
        return records.toByteArray();
    }

    /**
     * What comes at once of one key: its usage, the key, and that this was all.
     *
     * @param value 1 pressed, 0 released, 2 held down so long that it repeats
     */
    public static byte[] stroke(int key, int value) {
        return ByteBuffer.allocate(72).put(event(EV_MSC, MSC_SCAN, KEYBOARD_PAGE + key)).put(event(EV_KEY, key, value))
                .put(event(EV_SYN, 0, 0)).array();
    }

    /** One record: seconds, microseconds, type, code and value, as this machine has its bytes. */
    public static byte[] event(int type, int code, int value) {
        return ByteBuffer.allocate(24).order(ByteOrder.nativeOrder()).putLong(SOME_SECOND).putLong(SOME_MICROSECOND)
                .putShort((short) type).putShort((short) code).putInt(value).array();
    }
}
