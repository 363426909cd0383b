package cn.ting.code;

import cn.ting.reckon.ReedSolomon;
import com.google.zxing.FormatException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.decoder.Version;
import java.util.Arrays;

/**
 * Puts the modules of a code right, whose sureness is known. ZXing's decoder is told dark or light alone, and can mend half as
 * many codewords as there are check words; those that are known to be doubtful, under glare or a stain, or where the greys
 * tell nothing, cost half of that. The format is the likeliest of its 32 by both its places, and what the size of the code
 * says already need not be read. The modules then are those of a code without a fault. Confined to the reader's thread.
 */
final class Codewords {

    private static final int FORMAT_POLYNOMIAL = 0x537;
    private static final int FORMAT_MASK = 0x5412;
    private static final int FORMAT_BITS = 15;
    /** Check words left unspent: a block of one code by chance fits once in 65,536, and of many blocks all must. */
    private static final int SPARE = 2;

    private static final int SPARE_ALONE = 3;
    /** The part of what is sure that may be read otherwise than it was mended. */
    private static final double MOST_DENIED = 0.22;
    /** On the scale where dark is -1 and light is 1, sure enough. */
    private static final float SURE = 1;

    private final ReedSolomon solomon = new ReedSolomon();
    private final int[] block = new int[255];
    private final float[] doubts = new float[255];
    private int[] words = {};
    private float[] wordDoubts = {};
    private int n;
    private boolean isMirrored;

    /**
     * Mends.
     *
     * @param bits true dark, row by row; put right, and turned if the code is mirrored, when true is returned
     * @param sureness of each bit, from 0
     * @return false when too much is wrong; the bits are as they were
     */
    boolean mend(boolean[] bits, float[] sureness, Pattern pattern) {
        n = pattern.dimension;
        int format = likeliestFormat(bits, sureness);
        ErrorCorrectionLevel level = ErrorCorrectionLevel.forBits(format >> 3);
        int[] order = pattern.dataOrder();
        gather(bits, sureness, order, format & 7);
        if (!mendBlocks(version().getECBlocksForLevel(level)) || denied(bits, sureness, order, format & 7) > MOST_DENIED) {
            return false;
        }
        write(bits, pattern, order, format);
        return true;
    }

    private Version version() {
        try {
            return Version.getProvisionalVersionForDimension(n);
        } catch (FormatException noVersion) {
            throw new IllegalArgumentException("no code has " + n + " modules a side", noVersion);
        }
    }

    private int at(int place) {
        return isMirrored ? place % n * n + place / n : place;
    }

    private int likeliestFormat(boolean[] bits, float[] sureness) {
        int best = 0;
        float most = Float.NEGATIVE_INFINITY;
        boolean isBestMirrored = false;
        for (int mirrored = 0; mirrored < 2; mirrored++) {
            isMirrored = mirrored == 1;
            for (int format = 0; format < 32; format++) {
                int word = formatWord(format);
                float agreed = 0;
                for (int bit = 0; bit < 2 * FORMAT_BITS; bit++) {
                    int place = at(formatPlace(bit));
                    float sure = Math.min(SURE, sureness[place]);
                    agreed += bits[place] == ((word >> bit % FORMAT_BITS & 1) == 1) ? sure : -sure;
                }
                if (agreed > most) {
                    most = agreed;
                    best = format;
                    isBestMirrored = isMirrored;
                }
            }
        }
        isMirrored = isBestMirrored;
        return best;
    }

    private static int formatWord(int format) {
        int rest = format << 10;
        for (int bit = 14; bit >= 10; bit--) {
            rest ^= (rest >> bit & 1) == 1 ? FORMAT_POLYNOMIAL << bit - 10 : 0;
        }
        return (format << 10 | rest) ^ FORMAT_MASK;
    }

    /** Where a bit of the format is, the lowest first, 15 around the first finder pattern and 15 beside the others. */
    private int formatPlace(int bit) {
        if (bit < FORMAT_BITS) {
            int y = bit < 6 ? bit : bit < 8 ? bit + 1 : 8;
            int x = bit < 8 ? 8 : bit == 8 ? 7 : 14 - bit;
            return y * n + x;
        }
        int second = bit - FORMAT_BITS;
        return second < 8 ? 8 * n + n - 1 - second : (n - FORMAT_BITS + second) * n + 8;
    }

    private void gather(boolean[] bits, float[] sureness, int[] order, int mask) {
        int count = order.length / 8;
        if (words.length < count) {
            words = new int[count];
            wordDoubts = new float[count];
        }
        for (int word = 0; word < count; word++) {
            int value = 0;
            float doubt = 0;
            for (int bit = 0; bit < 8; bit++) {
                int place = order[8 * word + bit];
                int from = at(place);
                value = value << 1 | (bits[from] != isMasked(mask, place) ? 1 : 0);
                float unsure = Math.max(0, SURE - sureness[from]);
                doubt += unsure * unsure * unsure * unsure; // one doubtful bit spoils all eight
            }
            words[word] = value;
            wordDoubts[word] = doubt;
        }
    }

    /** ISO/IEC 18004, table 10. */
    private boolean isMasked(int mask, int place) {
        int x = place % n;
        int y = place / n;
        return switch (mask) {
            case 0 -> (x + y) % 2 == 0;
            case 1 -> y % 2 == 0;
            case 2 -> x % 3 == 0;
            case 3 -> (x + y) % 3 == 0;
            case 4 -> (y / 2 + x / 3) % 2 == 0;
            case 5 -> x * y % 6 == 0;
            case 6 -> x * y % 6 < 3;
            default -> (x + y + x * y % 3) % 2 == 0;
        };
    }

    /** Blocks are dealt out word by word in turns; the later ones may be a word longer before their check words. */
    private boolean mendBlocks(Version.ECBlocks blocks) {
        int checks = blocks.getECCodewordsPerBlock();
        int count = blocks.getNumBlocks();
        int total = version().getTotalCodewords();
        int shorter = total / count - checks;
        int longer = total % count;
        for (int b = 0; b < count; b++) {
            int data = shorter + (b >= count - longer ? 1 : 0);
            for (int i = 0; i < data + checks; i++) {
                int word = wordOf(b, i, data, shorter, count, longer);
                block[i] = words[word];
                doubts[i] = wordDoubts[word];
            }
            if (!solomon.mend(block, data + checks, checks, doubts, count == 1 ? SPARE_ALONE : SPARE)) {
                return false;
            }
            for (int i = 0; i < data + checks; i++) {
                words[wordOf(b, i, data, shorter, count, longer)] = block[i];
            }
        }
        return true;
    }

    private static int wordOf(int b, int i, int data, int shorter, int count, int longer) {
        if (i < shorter) {
            return i * count + b;
        }
        if (i < data) {
            return shorter * count + b - (count - longer);
        }
        return shorter * count + longer + (i - data) * count + b;
    }

    /** How much of what was sure the mended words deny, 0 to 1: what is no code is mended against its modules. */
    private double denied(boolean[] bits, float[] sureness, int[] order, int mask) {
        double all = 0;
        double against = 0;
        for (int i = 0; i < order.length / 8 * 8; i++) {
            int from = at(order[i]);
            boolean isDark = (words[i / 8] >> 7 - i % 8 & 1) == 1 != isMasked(mask, order[i]);
            float sure = Math.min(SURE, sureness[from]);
            all += sure;
            against += isDark == bits[from] ? 0 : sure;
        }
        return against / Math.max(1, all);
    }

    private void write(boolean[] bits, Pattern pattern, int[] order, int format) {
        Arrays.fill(bits, 0, n * n, false);
        for (int place = 0; place < n * n; place++) {
            bits[place] = pattern.at(place % n, place / n) == Pattern.DARK;
        }
        for (int i = 0; i < order.length; i++) {
            boolean isOne = i / 8 < order.length / 8 && (words[i / 8] >> 7 - i % 8 & 1) == 1;
            bits[order[i]] = isOne != isMasked(format & 7, order[i]);
        }
        int word = formatWord(format);
        for (int bit = 0; bit < 2 * FORMAT_BITS; bit++) {
            bits[formatPlace(bit)] = (word >> bit % FORMAT_BITS & 1) == 1;
        }
        bits[(n - 8) * n + 8] = true;
        int version = n < Grid.SMALLEST_TOLD ? 0 : Grid.versionWord((n - 17) / 4);
        for (int bit = 0; bit < 18 && version != 0; bit++) {
            boolean isDark = (version >> bit & 1) == 1;
            bits[bit / 3 * n + n - 11 + bit % 3] = isDark;
            bits[(n - 11 + bit % 3) * n + bit / 3] = isDark;
        }
    }
}
