package cn.ting.device.scanner;

import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream of bytes into codes: at CR or LF, and at a pause, since many modules are set to send no suffix at all. What is longer than
 * a code can be is dropped up to the next end. Used by one thread.
 */
final class CodeFraming {

    private final byte[] held = new byte[CodeText.MOST_BYTES];
    private int count;
    private boolean tooLong;

    /** Takes the next byte; a code when this byte ends one. */
    Optional<String> take(byte next) {
        if (next == '\r' || next == '\n') {
            return end();
        }
        if (count == held.length) {
            tooLong = true;
        } else {
            held[count++] = next;
        }
        return Optional.empty();
    }

    /** True between the first byte of a code and its end. */
    boolean underway() {
        return count > 0;
    }

    /** Ends what is underway, for the line has paused. */
    Optional<String> end() {
        Optional<String> code = tooLong ? Optional.empty() : CodeText.of(held, count).map(CodeText::withoutKind);
        forget();
        return code;
    }

    /** Forgets what is underway; a code may be somebody's. */
    void forget() {
        Arrays.fill(held, (byte) 0);
        count = 0;
        tooLong = false;
    }
}
