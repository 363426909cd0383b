package cn.ting.device.scanner;

import java.util.Arrays;
import java.util.Optional;

/**
 * Puts codes together from the input reports of a HID POS bar code scanner (USB-IF, HID Point of Sale Usage Tables 1.02, section 3; the
 * layout of 64 bytes is that of Access-IS LSR118 and ATR110, manuals p. 68 and p. 33): report id 02, length, three bytes of AIM
 * identifier, up to 56 bytes of code, symbology, a reserved byte, and a byte whose lowest bit says that more is to come. Used by one thread.
 */
final class HidPosReports {

    static final int LENGTH = 64;

    private static final int REPORT_ID = 0x02;
    private static final int CONTENT = 5;
    private static final int MOST_IN_ONE = 56;

    private final byte[] report = new byte[LENGTH];
    private final byte[] held = new byte[CodeText.MOST_BYTES];
    private int filled;
    private int count;
    private boolean tooLong;

    /** Takes the next byte of the stream of reports; a code when a report that is the last of one is whole. */
    Optional<String> take(byte next) {
        // A report begins with its id: without it the stream is out of step, and a byte is dropped until it is back.
        if (filled == 0 && next != REPORT_ID) {
            return Optional.empty();
        }
        report[filled++] = next;
        if (filled < LENGTH) {
            return Optional.empty();
        }
        filled = 0;
        return whole();
    }

    private Optional<String> whole() {
        int length = report[1] & 0xFF;
        boolean more = (report[LENGTH - 1] & 1) != 0;
        if (length > MOST_IN_ONE || count + length > held.length) {
            tooLong = true;
        } else {
            System.arraycopy(report, CONTENT, held, count, length);
            count += length;
        }
        if (more) {
            return Optional.empty();
        }
        Optional<String> code = tooLong ? Optional.empty() : CodeText.of(held, count);
        forget();
        return code;
    }

    /** Forgets what is underway. */
    void forget() {
        Arrays.fill(report, (byte) 0);
        Arrays.fill(held, (byte) 0);
        filled = 0;
        count = 0;
        tooLong = false;
    }
}
