package cn.ting.device.receipt;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What a simulated printer has received and not yet printed. The line's thread puts, the mechanism's thread takes; when it
 * is full the line is no longer read, and TCP holds the sender back.
 */
final class PrintBuffer {

    /** The buffer was cleared under the command being read or printed: what came of it is void. */
    static final class ClearedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final int size;
    private final Queue<Byte> bytes = new ArrayDeque<>();
    private boolean cleared;
    private boolean powered = true;

    PrintBuffer(int size) {
        this.size = size;
    }

    /** Waits for room; without power nothing is kept. */
    synchronized void put(byte next) throws InterruptedException {
        while (powered && bytes.size() >= size) {
            wait();
        }
        if (powered) {
            bytes.add(next);
            notifyAll();
        }
    }

    /** Waits for a byte. */
    synchronized int take() throws InterruptedException, ClearedException {
        while (bytes.isEmpty()) {
            check();
            wait();
        }
        check();
        int next = bytes.remove() & 0xFF;
        notifyAll();
        return next;
    }

    synchronized void clear() {
        bytes.clear();
        cleared = true;
        notifyAll();
    }

    /** Cuts its power, or gives it back; either way it holds nothing. */
    synchronized void power(boolean on) {
        powered = on;
        clear();
    }

    /** Throws when the buffer was cleared since {@link #begin()}. */
    synchronized void check() throws ClearedException {
        if (cleared) {
            throw new ClearedException();
        }
    }

    /** The mechanism has dropped what it was at and begins anew. */
    synchronized void begin() {
        cleared = false;
    }

    synchronized int waiting() {
        return bytes.size();
    }
}
