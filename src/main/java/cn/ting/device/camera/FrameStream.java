package cn.ting.device.camera;

import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Cuts the bytes of a line into frames. There is nothing between two frames, so that each is known by its size alone, from the
 * line's first byte on; what comes of a frame whose rest does not come is dropped with the line. Used by one thread.
 */
final class FrameStream {

    private final Line line;
    private final byte[] chunk = new byte[1 << 16];
    private int from;
    private int to;
    private int filled;

    FrameStream(Line line) {
        this.line = line;
    }

    /**
     * Fills a frame, going on where the last call left it.
     *
     * @param frame the same one until it is whole
     * @param patience longest wait for the next bytes
     * @return true when it is whole; false when it is not yet
     * @throws IOException when the line ended; what is in {@code frame} is none then
     */
    boolean fill(byte[] frame, Duration patience) throws IOException {
        if (from == to) {
            from = 0;
            to = line.read(chunk, patience);
        }
        int count = Math.min(to - from, frame.length - filled);
        System.arraycopy(chunk, from, frame, filled, count);
        from += count;
        filled = (filled + count) % frame.length;
        return count > 0 && filled == 0;
    }

    /** Forgets what came of the next frame. */
    void wipe() {
        Arrays.fill(chunk, (byte) 0);
        from = 0;
        to = 0;
        filled = 0;
    }
}
