package cn.ting.device.scanner;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads codes from a scanner that plays a keyboard: records of 24 bytes as Linux' evdev gives them on a 64-bit machine (struct
 * input_event: two longs of time, type, code, value; input-event-codes.h), as typed on a US keyboard. Enter ends a code. Chinese does not
 * survive such a scanner; a serial or HID POS one is better. Used by one thread.
 */
final class KeyStrokes implements ReportScanner.Records {

    static final int RECORD = 24;

    private static final int EV_KEY = 1;
    private static final int PRESSED = 1;
    private static final int RELEASED = 0;
    private static final int ENTER = 28;
    private static final int KEYPAD_ENTER = 96;
    private static final int LEFT_SHIFT = 42;
    private static final int RIGHT_SHIFT = 54;
    /** What keys 2 to 57 type, from the one marked 1 to the space bar; a blank stands for a key that types nothing. */
    private static final String PLAIN = "1234567890-=  qwertyuiop[]  asdfghjkl;'` \\zxcvbnm,./ *  ";
    private static final String SHIFTED = "!@#$%^&*()_+  QWERTYUIOP{}  ASDFGHJKL:\"~ |ZXCVBNM<>? *  ";
    private static final int FIRST = 2;
    private static final int SPACE = 57;

    private final byte[] record = new byte[RECORD];
    private final byte[] typed = new byte[CodeText.MOST_BYTES];
    private int filled;
    private int count;
    private boolean tooLong;
    private boolean shift;

    /** Takes the next byte of the stream of records; a code when this byte ends the record of an Enter. */
    @Override
    public Optional<String> take(byte next) {
        record[filled++] = next;
        if (filled < RECORD) {
            return Optional.empty();
        }
        filled = 0;
        ByteBuffer event = ByteBuffer.wrap(record).order(ByteOrder.nativeOrder());
        return event.getShort(16) == EV_KEY ? key(event.getShort(18) & 0xFFFF, event.getInt(20)) : Optional.empty();
    }

    private Optional<String> key(int key, int value) {
        if (key == LEFT_SHIFT || key == RIGHT_SHIFT) {
            shift = value != RELEASED;
        } else if (value == PRESSED && (key == ENTER || key == KEYPAD_ENTER)) {
            Optional<String> code = tooLong ? Optional.empty() : CodeText.of(typed, count).map(CodeText::withoutKind);
            forget();
            return code;
        } else if (value == PRESSED) {
            type(key);
        }
        return Optional.empty();
    }

    private void type(int key) {
        char sign = key == SPACE ? ' ' : key < FIRST || key - FIRST >= PLAIN.length() ? 0 : (shift ? SHIFTED : PLAIN).charAt(key - FIRST);
        if (sign == 0 || sign == ' ' && key != SPACE) {
            return;
        }
        if (count == typed.length) {
            tooLong = true;
        } else {
            typed[count++] = (byte) sign;
        }
    }

    @Override
    public void forget() {
        Arrays.fill(typed, (byte) 0);
        Arrays.fill(record, (byte) 0);
        filled = 0;
        count = 0;
        tooLong = false;
        shift = false;
    }
}
