package cn.ting.device.scanner;

import cn.ting.device.scanner.HidPosDriver.HidPosSettings;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts codes together from the input reports of a HID POS bar code scanner (USB-IF, HID Point of Sale Usage Tables 1.02, section 3; the
 * layout is that of Access-IS LSR118 and ATR110, manuals p. 68 and p. 33, whose reports have 64 bytes and the id 02): report id, length,
 * three bytes of AIM identifier, up to 56 bytes of code, symbology, a reserved byte, and a byte whose lowest bit says that more is to come.
 * Where a report is longer or shorter, so is its room for code. Used by one thread.
 *
 * <p>As much as two reports that fit nothing, with no code among them, are told as strange, until a code comes: then the profile is another
 * scanner's. It counts only what could have been a code. Wireless scanners tell of their battery every minute, by night too: in reports too
 * short for a code, which are passed over whole, so that none of their bytes is taken for the beginning of one; and what is as long as a
 * report of codes counts only while somebody is being served, or a technician tests, since nobody else holds one up. Whoever came
 * before a visit began is heard by the next code.
 */
final class HidPosReports implements ReportScanner.Records {

    /** Behind the id, where there is one. */
    private static final int KIND = 1;
    private static final int CONTENT = 4;
    private static final int BEHIND_CONTENT = 3;
    private static final int STRANGE_REPORTS = 2;
    /** The shortest report that the profile can name. */
    private static final int SHORTEST = 16;

    private final byte id;
    /** Where the length stands: the kernel puts no id before reports that have none (Linux' hidraw.rst). */
    private final int begin;
    private final byte[] report;
    private final int mostInOne;
    private final Consumer<Boolean> strange;
    private final byte[] held = new byte[CodeText.MOST_BYTES];
    private int filled;
    private int count;
    private boolean spoilt;
    private boolean expected = true;
    /** Bytes since the last code that fitted nothing. */
    private int misfit;

    /** @param strange hears, whenever that is known, whether what comes fits nothing */
    HidPosReports(HidPosSettings settings, Consumer<Boolean> strange) {
        this.id = (byte) settings.reportId();
        this.begin = id == 0 ? 0 : 1;
        this.report = new byte[settings.reportBytes()];
        this.mostInOne = report.length - begin - CONTENT - BEHIND_CONTENT;
        this.strange = strange;
    }

    /** The line is a new one, perhaps to another scanner: what came on the last one counts no more. */
    void begin() {
        misfit = 0;
        strange.accept(false);
    }

    @Override
    public boolean heeds(int count, boolean someoneIsThere) {
        expected = someoneIsThere;
        return filled > 0 || count >= SHORTEST;
    }

    /** Takes the next byte of the stream of reports; a code when a report that is the last of one is whole. */
    @Override
    public Optional<String> take(byte next) {
        // A report begins with its id: without it the stream is out of step, and a byte is dropped until it is back.
        if (filled == 0 && id != 0 && next != id) {
            misfit(1);
            return Optional.empty();
        }
        report[filled++] = next;
        if (filled < report.length) {
            return Optional.empty();
        }
        filled = 0;
        return whole();
    }

    private Optional<String> whole() {
        int length = report[begin] & 0xFF;
        boolean more = (report[report.length - 1] & 1) != 0;
        // Of another layout a part would be taken for a code: where there is an AIM identifier, it begins so.
        boolean fits = length <= mostInOne && (report[begin + KIND] == ']' || report[begin + KIND] == 0);
        if (!fits) {
            misfit(report.length);
        }
        if (!fits || count + length > held.length) {
            spoilt = true;
        } else {
            System.arraycopy(report, begin + CONTENT, held, count, length);
            count += length;
        }
        if (more) {
            return Optional.empty();
        }
        Optional<String> code = spoilt ? Optional.empty() : CodeText.of(held, count);
        forget();
        if (code.isPresent()) {
            misfit = 0;
            strange.accept(false);
        }
        return code;
    }

    private void misfit(int bytes) {
        if (!expected) {
            return;
        }
        misfit = Math.min(misfit + bytes, STRANGE_REPORTS * report.length);
        if (misfit == STRANGE_REPORTS * report.length) {
            strange.accept(true);
        }
    }

    /** A report comes whole or not at all: what ends in the midst of one is shorter. */
    @Override
    public void silence() {
        if (filled > 0) {
            misfit(report.length);
        }
        forget();
    }

    @Override
    public void forget() {
        Arrays.fill(report, (byte) 0);
        Arrays.fill(held, (byte) 0);
        filled = 0;
        count = 0;
        spoilt = false;
    }
}
