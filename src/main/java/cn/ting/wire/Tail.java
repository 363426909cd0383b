package cn.ting.wire;

import java.nio.charset.StandardCharsets;

/** The last of what a stream said, whatever its length. Safe for use by any thread. */
final class Tail {

    private final byte[] ring;
    private long taken;

    /**
     * @param most bytes kept
     */
    Tail(int most) {
        this.ring = new byte[most];
    }

    synchronized void add(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) (taken++ % ring.length)] = bytes[i];
        }
    }

    /** As text on one line: what is no letter, digit or sign is a blank, and runs of blanks are one. */
    synchronized String text() {
        int count = (int) Math.min(taken, ring.length);
        byte[] last = new byte[count];
        for (int i = 0; i < count; i++) {
            last[i] = ring[(int) ((taken - count + i) % ring.length)];
        }
        return new String(last, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}\\s\uFFFD]+", " ").strip();
    }
}
