package cn.ting.patch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Where in a file the bytes of another stand. Every {@value #STEP}th block of {@value #BLOCK} bytes is known by its hash, so that a run that both
 * have is found anywhere in the other once it is as long as both together. Takes two to three bytes of memory for each byte of the file, beside
 * the file itself; above 64 MiB two and less. A sorted suffix array finds shorter runs too; it takes eight and more, and a patch of 1.5 MB became smaller by a twentieth with it.
 */
final class Blocks {

    static final int BLOCK = 16;
    static final int STEP = 4;

    /** So many places with the same hash are looked at: what stands in a file more often is not worth a look. */
    private static final int MOST_LOOKS = 24;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] file;
    private final int[] newest;
    private final int[] before;
    private final int shift;
    private int found;

    Blocks(byte[] file) {
        this.file = file;
        int blocks = file.length / STEP + 1;
        int bits = Math.max(8, Math.min(24, 32 - Integer.numberOfLeadingZeros(blocks)));
        shift = 64 - bits;
        newest = new int[1 << bits];
        before = new int[blocks];
        Arrays.fill(newest, -1);
        for (int at = 0; at + BLOCK <= file.length; at += STEP) {
            int hash = hash(file, at);
            before[at / STEP] = newest[hash];
            newest[hash] = at;
        }
    }

    private int hash(byte[] bytes, int at) {
        return (int) (((long) EIGHT.get(bytes, at) * 0x9E3779B97F4A7C15L ^ (long) EIGHT.get(bytes, at + 8) * 0xC2B2AE3D27D4EB4FL) * 0x9E3779B97F4A7C15L >>> shift);
    }

    /**
     * How many bytes of {@code other}, from {@code from} on, stand in the file too: as many as can be found.
     *
     * @param guess where they may stand; preferred when no other place has more
     */
    int longest(byte[] other, int from, long guess) {
        int longest = 0;
        found = 0;
        if (guess >= 0 && guess < file.length) {
            longest = same((int) guess, other, from);
            found = (int) guess;
        }
        if (from + BLOCK <= other.length) {
            int looks = 0;
            for (int at = newest[hash(other, from)]; at >= 0 && looks < MOST_LOOKS; at = before[at / STEP]) {
                looks++;
                int length = same(at, other, from);
                if (length > longest) {
                    longest = length;
                    found = at;
                }
            }
        }
        return longest;
    }

    /** Where the last longest run stands. */
    int found() {
        return found;
    }

    private int same(int at, byte[] other, int from) {
        int most = Math.min(file.length - at, other.length - from);
        int first = Arrays.mismatch(file, at, at + most, other, from, from + most);
        return first < 0 ? most : first;
    }
}
