package cn.ting.picture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight pixels in one word, the first in its lowest byte. A kiosk's Java compiles fast and makes no vectors, so that what is done
 * to every pixel of a frame takes as long as it has steps; done to eight at once it takes a quarter (Lamport 1975, "Multiple
 * byte processing with full-word instructions"; Warren, Hacker's Delight, chapter 2).
 */
public final class Eight {

    /** Bytes that must follow the last pixel of a buffer that is read or written to its end by words. */
    public static final int BEYOND = 8;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Every second byte, each with eight bits of room above it. */
    private static final long EVEN = 0x00FF_00FF_00FF_00FFL;

    private static final long ONES = 0x0001_0001_0001_0001L;
    private static final long CARRIES = ONES << 8;
    /** Its k-th byte from the top is k: multiplied by the lowest bit of a byte, the k-th comes to the top. */
    private static final long COUNT = 0x0001_0203_0405_0607L;

    /** Moves the lowest bit of the k-th byte to the k-th bit of the highest. */
    private static final long BITS = 0x0102_0408_1020_4080L;

    private Eight() {}

    /** The eight bytes from a place on. */
    public static long at(byte[] pixels, int from) {
        return (long) WORDS.get(pixels, from);
    }

    static void put(byte[] pixels, int from, long eight) {
        WORDS.set(pixels, from, eight);
    }

    /** The means of four squares of two by two pixels, of two rows of which one lies below the other, in the lower half of a word. */
    static long half(long above, long below) {
        long sums = (above & EVEN) + (above >>> 8 & EVEN) + (below & EVEN) + (below >>> 8 & EVEN) + 2 * ONES;
        long means = sums >>> 2 & EVEN;
        long pairs = (means | means >>> 8) & 0x0000_FFFF_0000_FFFFL;
        return (pairs | pairs >>> 16) & 0xFFFF_FFFFL;
    }

    /** A threshold, 0 to 256, as {@link #below} wants it. */
    static long threshold(int grey) {
        return grey * ONES;
    }

    /** 1 in each byte that is below the threshold, else 0. */
    static long below(long eight, long threshold) {
        long even = (eight & EVEN | CARRIES) - threshold; // the carry stays where the byte is not below
        long odd = (eight >>> 8 & EVEN | CARRIES) - threshold;
        return (~even & CARRIES) >>> 8 | ~odd & CARRIES;
    }

    /** Of a word that has but one bit set, the lowest of a byte: which of the eight that byte is. */
    public static int which(long lowest) {
        return (int) (lowest * COUNT >>> 56);
    }

    /**
     * A bit in each byte that differs from the one before it, of tones 0 and 1 in a row.
     *
     * @param before the byte before the first
     * @param left how many bytes of the row there are from the first on; one beyond the last is an edge, and nothing after that
     */
    public static long edges(long tones, long before, int left) {
        long edges = tones ^ (tones << 8 | before);
        if (left >= 8) {
            return edges;
        }
        long end = 1L << 8 * left;
        return edges & end - 1 | end;
    }

    /** The sum of all eight. */
    static int sum(long eight) {
        long pairs = (eight & EVEN) + (eight >>> 8 & EVEN);
        return (int) (pairs * ONES >>> 48);
    }

    /** Of a word whose bytes are 0 or 1, these as eight bits, the first the lowest. */
    static long bits(long tones) {
        return tones * BITS >>> 56;
    }
}
