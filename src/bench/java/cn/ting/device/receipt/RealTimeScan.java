package cn.ting.device.receipt;

/**
 * Finds real-time commands in all that a printer receives, whatever they stand in: that is how printers do it, and why a picture
 * must not hold their bytes. What is none goes on to the buffer.
 */
final class RealTimeScan {

    private static final int DLE = 0x10;
    private static final int[] CLEAR = {0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08};

    /** Who does what is found. */
    interface Printer {

        /** {@code DLE EOT n}; false for an n it does not know. */
        boolean askedAtOnce(int n);

        /** {@code DLE ENQ n}; false for an n it does not know. */
        boolean requested(int n);

        /** {@code DLE DC4 8}; false when it does not know it. */
        boolean clearBuffers();

        /** Any other byte; waits for room. */
        void keep(byte next) throws InterruptedException;
    }

    private final Printer printer;
    private final int[] held = new int[CLEAR.length];
    private int count;

    RealTimeScan(Printer printer) {
        this.printer = printer;
    }

    void take(int next) throws InterruptedException {
        held[count++] = next;
        if (may() && !whole()) {
            return;
        }
        if (whole() && done()) {
            count = 0;
            return;
        }
        // The last byte may begin another command.
        boolean begins = count > 1 && next == DLE;
        for (int i = 0; i < count - (begins ? 1 : 0); i++) {
            printer.keep((byte) held[i]);
        }
        held[0] = next;
        count = begins ? 1 : 0;
    }

    /** Forgets what was begun, as at power-on. */
    void reset() {
        count = 0;
    }

    private boolean may() {
        if (held[0] != DLE) {
            return false;
        }
        if (count == 1 || held[1] == 0x04 || held[1] == 0x05) {
            return true;
        }
        for (int i = 0; i < count; i++) {
            if (held[i] != CLEAR[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean whole() {
        return may() && count == (count > 1 && held[1] == CLEAR[1] ? CLEAR.length : 3);
    }

    private boolean done() {
        return switch (held[1]) {
            case 0x04 -> printer.askedAtOnce(held[2]);
            case 0x05 -> printer.requested(held[2]);
            default -> printer.clearBuffers();
        };
    }
}
