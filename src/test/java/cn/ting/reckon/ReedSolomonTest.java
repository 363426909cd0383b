package cn.ting.reckon;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReedSolomonTest {

    /** ISO/IEC 18004, annex I: the codewords of "01234567" in a code of version 1-M, ten of them check words. */
    private static final int[] KNOWN = {
        0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11,
        0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55
    };
    private static final int CHECKS = 10;

    private final ReedSolomon solomon = new ReedSolomon();
    private final Random random = new Random(11);

    @Test
    void theBlockOfTheStandardIsRight() {
        assertTrue(mended(KNOWN.clone(), new float[KNOWN.length], 0));
    }

    @Test
    void halfAsManyAsTheChecksAreMendedUnseen() {
        for (int i = 0; i < 200; i++) {
            assertTrue(mended(spoiled(5, null), new float[KNOWN.length], 2), "try " + i);
        }
    }

    @Test
    void asManyAsTheChecksButTheSpareAreMendedWhenTheyAreDoubted() {
        for (int i = 0; i < 200; i++) {
            float[] doubts = new float[KNOWN.length];
            assertTrue(mended(spoiled(8, doubts), doubts, 2), "try " + i);
        }
    }

    @Test
    void oneUnseenIsMendedBesideSixDoubted() {
        for (int i = 0; i < 200; i++) {
            float[] doubts = new float[KNOWN.length];
            int[] block = spoiled(6, doubts);
            int at = 0;
            while (doubts[at] > 0) {
                at++;
            }
            block[at] ^= 1 + random.nextInt(255);
            assertTrue(mended(block, doubts, 2), "try " + i);
        }
    }

    @Test
    void whatIsTooMuchIsRefusedAndLeftAsItWas() {
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            int[] block = spoiled(13, null);
            int[] before = block.clone();
            if (!solomon.mend(block, block.length, CHECKS, new float[block.length], 3)) {
                refused++;
                assertArrayEquals(before, block);
            }
        }
        assertTrue(refused > 190, "refused only " + refused); // by chance one in some hundred looks like another block
    }

    @Test
    void noiseIsHardlyEverMended() {
        int mended = 0;
        float[] doubts = new float[60];
        for (int i = 0; i < 2_000; i++) {
            int[] block = random.ints(60, 0, 256).toArray();
            for (int j = 0; j < doubts.length; j++) {
                doubts[j] = random.nextFloat();
            }
            mended += solomon.mend(block, block.length, 18, doubts, 3) ? 1 : 0;
        }
        assertEquals(0, mended);
    }

    @Test
    void aBlockOfAnyLengthIsMended() {
        for (int length = 20; length <= 255; length += 47) {
            int[] block = new int[length]; // nothing but noughts is a right block of every length
            float[] doubts = new float[length];
            for (int at : new int[] {0, length / 2, length - 1}) {
                block[at] = 77;
                doubts[at] = 1;
            }
            assertTrue(solomon.mend(block, length, 7, doubts, 3), "length " + length);
            assertEquals(0, Arrays.stream(block).sum());
        }
        assertFalse(solomon.mend(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 10, 2, new float[10], 2));
    }

    private boolean mended(int[] block, float[] doubts, int spare) {
        return solomon.mend(block, block.length, CHECKS, doubts, spare) && Arrays.equals(KNOWN, block);
    }

    private int[] spoiled(int count, float[] doubts) {
        int[] block = KNOWN.clone();
        for (int done = 0; done < count; ) {
            int at = random.nextInt(block.length);
            if (block[at] == KNOWN[at]) {
                block[at] ^= 1 + random.nextInt(255);
                done++;
                if (doubts != null) {
                    doubts[at] = 1;
                }
            }
        }
        return block;
    }
}
