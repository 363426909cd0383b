package cn.ting.device.idcard;

import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** The module's side of the line: takes requests and frames answers, written from the protocol and not from the driver. */
final class SimulatedSamVLine {

    /** Stands for a request whose length is wrong; no command has this number. */
    static final int LENGTH_WRONG = -1;
    /** Stands for a request whose checksum is wrong. */
    static final int CHECKSUM_WRONG = -2;

    private static final long PREAMBLE = 0xAA_AA_AA_96_69L;
    private static final long FIVE_BYTES = 0xFF_FF_FF_FF_FFL;
    private static final int LONGEST_REQUEST = 64;

    private final Line line;
    private final byte[] chunk = new byte[LONGEST_REQUEST];
    private int count;
    private int taken;

    SimulatedSamVLine(Line line) {
        this.line = line;
    }

    /** Waits for the next request: command in the high byte, parameter in the low one. */
    int request() throws IOException {
        for (long lastFive = 0; (lastFive & FIVE_BYTES) != PREAMBLE; ) {
            lastFive = lastFive << 8 | take();
        }
        int high = take();
        int low = take();
        int length = high << 8 | low;
        if (length < 3 || length > LONGEST_REQUEST) {
            return LENGTH_WRONG;
        }
        int[] rest = new int[length];
        int xor = high ^ low;
        for (int i = 0; i < length; i++) {
            rest[i] = take();
            xor ^= rest[i];
        }
        // With its own checksum a sound frame cancels itself out.
        return xor == 0 ? rest[0] << 8 | rest[1] : CHECKSUM_WRONG;
    }

    /**
     * Sends an answer with SW1 and SW2 zero.
     *
     * @param torn true to stop in the middle
     */
    void answer(int sw3, byte[] data, boolean torn) throws IOException {
        byte[] frame = frame(sw3, data);
        line.write(torn ? Arrays.copyOf(frame, frame.length / 2) : frame);
    }

    static byte[] frame(int sw3, byte[] data) {
        int length = 3 + data.length + 1;
        byte[] frame = new byte[7 + length];
        for (int i = 0; i < 5; i++) {
            frame[i] = (byte) (PREAMBLE >> 8 * (4 - i));
        }
        frame[5] = (byte) (length >> 8);
        frame[6] = (byte) length;
        frame[9] = (byte) sw3;
        System.arraycopy(data, 0, frame, 10, data.length);
        for (int i = 5; i < frame.length - 1; i++) {
            frame[frame.length - 1] ^= frame[i];
        }
        return frame;
    }

    private int take() throws IOException {
        while (taken == count) {
            taken = 0;
            count = line.read(chunk, Duration.ofSeconds(1));
        }
        return chunk[taken++] & 0xff;
    }
}
