package cn.ting.reckon;

import java.util.Arrays;

/**
 * Puts right a block of bytes that ends in check bytes (Reed and Solomon 1960), over the field that QR codes use
 * (ISO/IEC 18004, annex A: x^8 + x^4 + x^3 + x^2 + 1, roots from a^0). A byte that is known to be doubtful costs one check byte,
 * one that is wrong unseen costs two; so the most doubtful ones are given up in steps, until the rest agrees (Forney 1966,
 * generalised minimum distance). Keeps its buffers; confined to one thread.
 */
public final class ReedSolomon {

    private static final int FIELD = 0x11D;
    private static final int SIZE = 255;
    /** Check bytes of the largest block a QR code has are 30. */
    private static final int MOST_CHECKS = 68;
    /** How many bytes more are given up at each try. */
    private static final int STRIDE = 2;

    private final int[] power = new int[2 * SIZE];
    private final int[] log = new int[SIZE + 1];
    private final int[] syndromes = new int[MOST_CHECKS];
    private final int[] locator = new int[MOST_CHECKS + 1];
    private final int[] former = new int[MOST_CHECKS + 1];
    private final int[] kept = new int[MOST_CHECKS + 1];
    private final int[] values = new int[MOST_CHECKS];
    private final int[] places = new int[MOST_CHECKS];
    private final int[] worst = new int[SIZE];

    /** Makes the tables of the field. */
    public ReedSolomon() {
        int value = 1;
        for (int i = 0; i < SIZE; i++) {
            power[i] = value;
            power[i + SIZE] = value;
            log[value] = i;
            value = value << 1 ^ (value > 127 ? FIELD : 0);
        }
    }

    /**
     * Mends a block in place.
     *
     * @param block bytes 0 to 255, the check bytes last; unchanged when it cannot be mended
     * @param length of the block, at most 255
     * @param checks how many of them are check bytes, at most 68
     * @param doubts of each byte, any scale, at least 0
     * @param spare check bytes that must stay unspent where bytes were given up: what chance mends it mends at their cost,
     *     once in 256 to this power
     * @return false when too much is wrong
     */
    public boolean mend(int[] block, int length, int checks, float[] doubts, int spare) {
        if (isRight(block, length, checks)) {
            return true;
        }
        if (mend(block, length, checks, 0, 0)) {
            return true;
        }
        int most = checks - spare;
        order(doubts, length, most);
        for (int given = STRIDE; given <= most; given += STRIDE) {
            if (mend(block, length, checks, given, spare)) {
                return true;
            }
        }
        return false;
    }

    private boolean isRight(int[] block, int length, int checks) {
        int any = 0;
        for (int i = 0; i < checks; i++) {
            int sum = 0;
            for (int j = 0; j < length; j++) {
                sum = (sum == 0 ? 0 : power[log[sum] + i]) ^ block[j];
            }
            syndromes[i] = sum;
            any |= sum;
        }
        return any == 0;
    }

    /** The places of the most doubtful bytes, the worst first. */
    private void order(float[] doubts, int length, int most) {
        int count = 0;
        for (int i = 0; i < length; i++) {
            int at = count < most ? count++ : most;
            while (at > 0 && doubts[worst[at - 1]] < doubts[i]) {
                if (at < worst.length && at < most) {
                    worst[at] = worst[at - 1];
                }
                at--;
            }
            if (at < most) {
                worst[at] = i;
            }
        }
    }

    private boolean mend(int[] block, int length, int checks, int given, int spare) {
        int degree = locate(length, checks, given);
        int errors = degree - given;
        if (errors < 0 || 2 * errors + given > checks - spare || seek(length, degree) != degree) {
            return false;
        }
        return weigh(block, length, checks, degree);
    }

    /** Finds the polynomial whose roots tell the wrong places, beginning with those given up (Berlekamp, Massey 1969). */
    private int locate(int length, int checks, int given) {
        Arrays.fill(locator, 0);
        locator[0] = 1;
        for (int i = 0; i < given; i++) {
            int at = length - 1 - worst[i];
            for (int j = i + 1; j > 0; j--) {
                locator[j] ^= times(locator[j - 1], power[at]);
            }
        }
        System.arraycopy(locator, 0, former, 0, locator.length);
        int degree = given;
        for (int step = given; step < checks; step++) {
            int miss = 0;
            for (int i = 0; i <= Math.min(degree, step); i++) {
                miss ^= times(locator[i], syndromes[step - i]);
            }
            System.arraycopy(former, 0, former, 1, former.length - 1);
            former[0] = 0;
            if (miss == 0) {
                continue;
            }
            System.arraycopy(locator, 0, kept, 0, locator.length);
            for (int i = 0; i < locator.length; i++) {
                locator[i] ^= times(miss, former[i]);
            }
            if (2 * degree <= step + given) {
                degree = step + 1 + given - degree;
                int inverse = power[SIZE - log[miss]];
                for (int i = 0; i < former.length; i++) {
                    former[i] = times(kept[i], inverse);
                }
            }
        }
        return degree;
    }

    /** Tries every place (Chien 1964); returns how many are roots. */
    private int seek(int length, int degree) {
        int found = 0;
        for (int at = 0; at < length && found < MOST_CHECKS; at++) {
            int sum = 0;
            for (int i = degree; i >= 0; i--) {
                sum = (sum == 0 ? 0 : power[log[sum] + SIZE - at]) ^ locator[i];
            }
            if (sum == 0) {
                places[found++] = at;
            }
        }
        return found;
    }

    /** How much is wrong at each place (Forney 1965), put right. */
    private boolean weigh(int[] block, int length, int checks, int degree) {
        for (int i = 0; i < checks; i++) {
            int sum = 0;
            for (int j = 0; j <= Math.min(i, degree); j++) {
                sum ^= times(locator[j], syndromes[i - j]);
            }
            values[i] = sum;
        }
        for (int k = 0; k < degree; k++) {
            int at = places[k];
            int above = 0;
            for (int i = degree - 1; i >= 0; i--) {
                above = (above == 0 ? 0 : power[log[above] + SIZE - at]) ^ values[i];
            }
            int below = 0;
            for (int i = (degree - 1) / 2 * 2 + 1; i > 0; i -= 2) {
                int term = locator[i];
                below ^= term == 0 ? 0 : power[(log[term] + (SIZE - at) * (i - 1)) % SIZE];
            }
            if (below == 0) {
                return false;
            }
            // With the first root a^0 the magnitude carries one more factor of the place.
            kept[k] = above == 0 ? 0 : times(power[at], power[log[above] + SIZE - log[below]]);
        }
        for (int k = 0; k < degree; k++) {
            block[length - 1 - places[k]] ^= kept[k];
        }
        return true;
    }

    private int times(int a, int b) {
        return a == 0 || b == 0 ? 0 : power[log[a] + log[b]];
    }
}
