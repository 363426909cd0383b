package cn.ting.device.scanner;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads codes from a scanner that plays a keyboard: records of 24 bytes as Linux' evdev gives them on a 64-bit machine (struct
 * input_event: two longs of time, type, code, value; input-event-codes.h), as typed on a US keyboard. Enter or the tabulator ends a code. Chinese
 * does not survive such a scanner; a serial or HID POS one is better. Used by one thread.
 *
 * <p>A code of which a key was lost, or that was typed with a key that changes what the others mean (Chinese as numbers behind Alt, control
 * characters), is none: better unread than read wrong. Two in a row that nothing ended, while somebody may be holding one up, are told as
 * strange until a code comes: the scanner is set in another way.
 */
final class KeyStrokes implements ReportScanner.Records {

    static final int RECORD = 24;

    private static final int EV_SYN = 0;
    private static final int EV_KEY = 1;
    /** The kernel's buffer ran over: what was typed and released meanwhile is not told (Linux' event-codes.rst). */
    private static final int SYN_DROPPED = 3;
    private static final int PRESSED = 1;
    private static final int RELEASED = 0;
    /** Enter, that of the keypad, and the tabulator. */
    private static final Set<Integer> ENDS = Set.of(28, 96, 15);
    private static final int LEFT_SHIFT = 42;
    private static final int RIGHT_SHIFT = 54;
    /** What keys 2 to 57 type, from the one marked 1 to the space bar; a blank stands for a key that types nothing. */
    private static final String PLAIN = "1234567890-=  qwertyuiop[]  asdfghjkl;'` \\zxcvbnm,./ *  ";
    private static final String SHIFTED = "!@#$%^&*()_+  QWERTYUIOP{}  ASDFGHJKL:\"~ |ZXCVBNM<>? *  ";
    private static final int FIRST = 2;
    private static final int SPACE = 57;
    /** What keys 71 to 83 type, those of the keypad; its slash stands apart. */
    private static final String KEYPAD = "789-456+1230.";
    private static final int FIRST_OF_KEYPAD = 71;
    private static final int KEYPAD_SLASH = 98;
    /**
     * Control, Alt and the logo's key, left and right, and the lock of capitals, which change what the others mean; the way back; and what
     * keyboards of other countries have, and types there what is not known here.
     */
    private static final Set<Integer> SPOILING = Set.of(29, 97, 56, 100, 125, 126, 58, 14, 86, 89, 117, 121, 124);
    private static final int STRANGE = 2;

    private final byte[] record = new byte[RECORD];
    private final byte[] typed = new byte[CodeText.MOST_BYTES];
    private int filled;
    private int count;
    private boolean spoilt;
    private boolean shift;
    private boolean expected = true;
    private int misses;
    private final Consumer<Boolean> strange;

    /** @param strange hears, whenever that is known, whether what is typed makes no codes */
    KeyStrokes(Consumer<Boolean> strange) {
        this.strange = strange;
    }

    /** The line is a new one, perhaps to another scanner. */
    void begin() {
        misses = 0;
        strange.accept(false);
    }

    @Override
    public boolean heeds(int count, boolean someoneIsThere) {
        expected = someoneIsThere;
        return true;
    }

    /** Takes the next byte of the stream of records; a code when this byte ends the record of an Enter. */
    @Override
    public Optional<String> take(byte next) {
        record[filled++] = next;
        if (filled < RECORD) {
            return Optional.empty();
        }
        filled = 0;
        ByteBuffer event = ByteBuffer.wrap(record).order(ByteOrder.nativeOrder());
        int type = event.getShort(16);
        int code = event.getShort(18) & 0xFFFF;
        if (type == EV_SYN && code == SYN_DROPPED) {
            spoilt = true;
            shift = false;
        }
        return type == EV_KEY ? key(code, event.getInt(20)) : Optional.empty();
    }

    private Optional<String> key(int key, int value) {
        if (key == LEFT_SHIFT || key == RIGHT_SHIFT) {
            shift = value != RELEASED;
        } else if (value == PRESSED && ENDS.contains(key)) {
            return ended();
        } else if (value == PRESSED && SPOILING.contains(key)) {
            spoilt = true;
        } else if (value == PRESSED) {
            type(key);
        }
        return Optional.empty();
    }

    private Optional<String> ended() {
        Optional<String> code = spoilt ? Optional.empty() : CodeText.of(typed, count).map(CodeText::withoutKind);
        if (code.isPresent()) {
            begin();
        }
        forget();
        return code;
    }

    private void type(int key) {
        char sign = sign(key);
        if (sign == 0) {
            return;
        }
        if (count == typed.length) {
            spoilt = true;
        } else {
            typed[count++] = (byte) sign;
        }
    }

    /** 0 for a key that types nothing. */
    private char sign(int key) {
        if (key >= FIRST_OF_KEYPAD && key - FIRST_OF_KEYPAD < KEYPAD.length()) {
            return KEYPAD.charAt(key - FIRST_OF_KEYPAD);
        }
        if (key == KEYPAD_SLASH) {
            return '/';
        }
        if (key < FIRST || key - FIRST >= PLAIN.length()) {
            return 0;
        }
        char sign = (shift ? SHIFTED : PLAIN).charAt(key - FIRST);
        return sign == ' ' && key != SPACE ? 0 : sign;
    }

    @Override
    public void silence() {
        if (count > 0 && expected) {
            misses = Math.min(misses + 1, STRANGE);
            if (misses == STRANGE) {
                strange.accept(true);
            }
        }
        forget();
    }

    @Override
    public void forget() {
        Arrays.fill(typed, (byte) 0);
        Arrays.fill(record, (byte) 0);
        filled = 0;
        count = 0;
        spoilt = false;
        shift = false;
    }
}
