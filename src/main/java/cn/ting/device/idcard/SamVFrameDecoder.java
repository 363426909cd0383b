package cn.ting.device.idcard;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds answers in a stream of bytes: {@code AA AA AA 96 69 | LenHi LenLo | SW1 SW2 SW3 [data] | XOR}. The length counts
 * what follows it; the checksum covers length, status and data. What is no frame is discarded byte by byte; more than
 * three AA before a frame are allowed. Never holds more than the longest answer the driver asks for.
 */
final class SamVFrameDecoder {

    /** Status, three lengths, text, photo, two fingers, checksum: the answer to 30 10. */
    private static final int LONGEST = 0x090A;
    private static final int SHORTEST = 4;
    private static final int STATUS_BYTES = 3;

    private final byte[] body = new byte[LONGEST];
    /** How much of the five bytes of the preamble and the two of the length has been seen. */
    private int head;
    private int length;
    private int filled;

    /**
     * Takes the next byte.
     *
     * @return an answer when this byte completed one with a right checksum
     */
    Optional<SamVReply> take(byte next) {
        if (head < 7) {
            takeHead(next);
            return Optional.empty();
        }
        body[filled++] = next;
        if (filled < length) {
            return Optional.empty();
        }
        Optional<SamVReply> reply = checksumRight() ? Optional.of(reply()) : Optional.empty();
        reset();
        return reply;
    }

    /** Forgets, and zeroes, what has been taken since the last answer. */
    void reset() {
        Arrays.fill(body, 0, filled, (byte) 0);
        head = 0;
        length = 0;
        filled = 0;
    }

    private void takeHead(byte next) {
        if (head >= 5) {
            length = length << 8 | next & 0xff;
            head++;
            if (head == 7 && (length < SHORTEST || length > LONGEST)) {
                reset();
            }
        } else if (next == (byte) 0xAA) {
            head = head <= 3 ? Math.min(head + 1, 3) : 1;
        } else if (head == 3 && next == (byte) 0x96 || head == 4 && next == 0x69) {
            head++;
        } else {
            head = 0;
        }
    }

    private boolean checksumRight() {
        int xor = length >> 8 ^ length;
        for (int i = 0; i < length - 1; i++) {
            xor ^= body[i];
        }
        return (byte) xor == body[length - 1];
    }

    private SamVReply reply() {
        return new SamVReply(SamVStatus.of(body[2]), Arrays.copyOfRange(body, STATUS_BYTES, length - 1));
    }
}
