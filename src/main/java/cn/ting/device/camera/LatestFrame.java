package cn.ting.device.camera;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The one place for a frame between who makes and who looks: a newer frame takes the place of the one before. Three buffers, made
 * when the first frame comes, wiped and used again: one that is filled, the newest, and the one that is looked at. Safe for use by
 * any thread.
 */
final class LatestFrame {

    private final int width;
    private final int height;
    private final Deque<byte[]> wiped = new ArrayDeque<>();
    private byte[] newest;
    private boolean open;
    private boolean lookedAt;

    LatestFrame(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** Takes frames from now on. */
    synchronized void open() {
        open = true;
    }

    /** Takes no frame and has none any more. */
    synchronized void close() {
        open = false;
        drop();
    }

    /** Has none any more. */
    synchronized void drop() {
        takeBack(newest);
        newest = null;
    }

    /** A buffer to fill; to be given back by {@link #offer} or {@link #takeBack}. */
    synchronized byte[] buffer() {
        byte[] next = wiped.pollFirst();
        return next == null ? new byte[width * height] : next;
    }

    /**
     * Makes a buffer the newest frame.
     *
     * @return false when no frame is taken now, and this one is wiped
     */
    synchronized boolean offer(byte[] frame) {
        takeBack(open ? newest : frame);
        newest = open ? frame : null;
        return open;
    }

    /** Wipes a buffer for its next use; harmless for none. */
    synchronized void takeBack(byte[] used) {
        if (used != null) {
            Arrays.fill(used, (byte) 0);
            wiped.addFirst(used);
        }
    }

    /** See {@link Camera#look}. */
    boolean look(Consumer<Frame> look) {
        byte[] frame;
        synchronized (this) {
            if (newest == null || lookedAt) {
                return false;
            }
            frame = newest;
            newest = null;
            lookedAt = true;
        }
        try {
            look.accept(new Frame(frame, width, height));
            return true;
        } finally {
            synchronized (this) {
                takeBack(frame);
                lookedAt = false;
            }
        }
    }
}
