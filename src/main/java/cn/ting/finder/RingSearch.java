package cn.ting.finder;

import cn.ting.picture.DarkImage;
import cn.ting.picture.Eight;

/**
 * Finds finder patterns as what they are: a blob in a ring in a ring. Where perspective, a bend or motion has spoiled the
 * 1:1:3:1:1 of every straight line, the rings are still one within the other, and their areas still 9:16:24, which no slant
 * changes. Blobs of either tone are gathered from runs of pixels in one pass by union-find (as in Suzuki, Horiba and Sugie
 * 2003); what stands left of a blob's first pixel is what surrounds it. Buffers are kept. Confined to the reader's thread.
 */
public final class RingSearch {

    /** Runs of pixels in one picture; noise has more, and no finder pattern. */
    private static final int MOST_RUNS = 120_000;
    private static final int SMALLEST_STONE = 6;

    /** Of each run: its blob's first run, or one nearer to it. */
    private final int[] parents = new int[MOST_RUNS];
    private final int[] starts = new int[MOST_RUNS];
    private final int[] areas = new int[MOST_RUNS];
    private final int[] lefts = new int[MOST_RUNS];
    private final int[] rights = new int[MOST_RUNS];
    private final int[] tops = new int[MOST_RUNS];
    private final int[] bottoms = new int[MOST_RUNS];
    private final long[] sumsX = new long[MOST_RUNS];
    private final long[] sumsY = new long[MOST_RUNS];
    private final byte[] tones = new byte[MOST_RUNS];
    private int runs;

    /**
     * Adds what it finds.
     *
     * @param scale pixels of the full frame to one of this picture
     */
    public void search(DarkImage image, double scale, Finders into) {
        if (!gather(image)) {
            return;
        }
        for (int run = 0; run < runs; run++) {
            if (parents[run] == run && areas[run] >= SMALLEST_STONE) {
                check(run, scale, into);
            }
        }
    }

    /** Joins runs to blobs; false when the picture has too many. */
    private boolean gather(DarkImage image) {
        runs = 0;
        int above = 0;
        int aboveEnd = 0;
        for (int y = 0; y < image.height; y++) {
            int first = runs;
            if (!cut(image, y)) {
                return false;
            }
            int upper = above;
            for (int run = first; run < runs; run++) {
                int end = run + 1 < runs ? starts[run + 1] : image.width;
                while (upper < aboveEnd && (upper + 1 < aboveEnd ? starts[upper + 1] : image.width) <= starts[run]) {
                    upper++;
                }
                for (int over = upper; over < aboveEnd && starts[over] < end; over++) {
                    if (tones[over] == tones[run]) {
                        join(over, run);
                    }
                }
            }
            above = first;
            aboveEnd = runs;
        }
        return true;
    }

    /** Cuts a row into runs; false when there are too many. */
    private boolean cut(DarkImage image, int y) {
        int width = image.width;
        int from = y * width;
        byte tone = (byte) image.tone(from);
        long before = tone;
        int began = 0;
        for (int x = 0; x <= width; x += 8) {
            long eight = image.eight(from + x);
            long edges = Eight.edges(eight, before, width - x); // the last run ends with the row
            before = eight >>> 56;
            for (; edges != 0; edges &= edges - 1) {
                if (runs == MOST_RUNS) {
                    return false;
                }
                int end = x + Eight.which(edges & -edges);
                begin(tone, began, end, y);
                began = end;
                tone ^= 1;
            }
        }
        return true;
    }

    private void begin(byte tone, int x, int end, int y) {
        parents[runs] = runs;
        starts[runs] = x;
        tones[runs] = tone;
        areas[runs] = end - x;
        lefts[runs] = x;
        rights[runs] = end;
        tops[runs] = y;
        bottoms[runs] = y + 1;
        sumsX[runs] = (long) (end - x) * (x + end);
        sumsY[runs] = (long) (end - x) * (2 * y + 1);
        runs++;
    }

    private int root(int run) {
        int at = run;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    /** The earlier run stays the first, so that what stands left of it is outside of the blob. */
    private void join(int one, int other) {
        int a = root(one);
        int b = root(other);
        if (a == b) {
            return;
        }
        int kept = Math.min(a, b);
        int gone = Math.max(a, b);
        parents[gone] = kept;
        areas[kept] += areas[gone];
        lefts[kept] = Math.min(lefts[kept], lefts[gone]);
        rights[kept] = Math.max(rights[kept], rights[gone]);
        bottoms[kept] = Math.max(bottoms[kept], bottoms[gone]);
        sumsX[kept] += sumsX[gone];
        sumsY[kept] += sumsY[gone];
    }

    /** The blob around one, -1 at the rim of the picture. */
    private int around(int blob) {
        return blob == 0 || lefts[blob] == 0 || starts[blob] == 0 ? -1 : root(blob - 1);
    }

    private void check(int stone, double scale, Finders into) {
        int ring = around(stone);
        if (ring < 0 || !isRatio(areas[ring], areas[stone], 16.0 / 9, 2.2) || !isAround(ring, stone, 5.0 / 3)) {
            return;
        }
        int outer = around(ring);
        boolean touches = outer < 0; // the code's own rim is the picture's
        if (!touches && (areas[outer] < 1.2 * areas[stone] || tones[outer] != tones[stone])) {
            return;
        }
        boolean isWhole = !touches && isRatio(areas[outer], areas[stone], 24.0 / 9, 1.8) && isAround(outer, stone, 7.0 / 3);
        double area = areas[stone] + areas[ring];
        double x = (sumsX[stone] + sumsX[ring]) / (2 * area);
        double y = (sumsY[stone] + sumsY[ring]) / (2 * area);
        double size = 7 * Math.sqrt(area / 25);
        into.add(new Finder(x * scale, y * scale, size * scale, tones[stone] == 0, isWhole ? 6 : 2));
    }

    private static boolean isRatio(int area, int of, double expected, double slack) {
        double ratio = area / (of * expected);
        return ratio < slack && ratio > 1 / slack;
    }

    private boolean isAround(int ring, int stone, double times) {
        double wide = rights[stone] - lefts[stone];
        double tall = bottoms[stone] - tops[stone];
        double ringWide = rights[ring] - lefts[ring];
        double ringTall = bottoms[ring] - tops[ring];
        return Math.abs(rights[ring] + lefts[ring] - rights[stone] - lefts[stone]) < 0.5 * ringWide
                && Math.abs(bottoms[ring] + tops[ring] - bottoms[stone] - tops[stone]) < 0.5 * ringTall
                && ringWide < 1.7 * times * wide + 2
                && ringTall < 1.7 * times * tall + 2
                && 4 * wide > tall
                && 4 * tall > wide;
    }
}
