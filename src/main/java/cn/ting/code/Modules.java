package cn.ting.code;

import java.util.Arrays;

/**
 * The grey of each module of one code, and what is dark of them. Buffers are kept from code to code, some forty bytes
 * a module of the largest code seen. Confined to the reader's thread.
 */
final class Modules {

    /** Half of the side of the square, in modules, whose greys a module is compared with. */
    private static final int NEAR = 5;
    /** Likewise, where light changes from module to module: the edge of a shadow, of a glare. */
    private static final int NEARER = 2;

    /** Of a square of one tone that chance hardly makes, the side in modules, and how sure it is. */
    private static final int STAIN = 4;

    private static final float STAINED = 0.2f;

    /** How far from the middle of a module its greys are taken, to either side, in modules. */
    private static final double OFF = 0.28;

    boolean[] bits = {};
    private float[] greys = {};
    private float[] levels = {};
    private double[] sums = {};
    private double[] darkSums = {};
    private double[] counts = {};
    private float[] halves = {};
    private float[] sureness = {};
    private byte[] squares = {};
    private int n;
    private int near;

    /** Takes the greys where the grid says the modules are, each the mean of five places in its middle part. */
    void sample(Grid grid) {
        n = grid.dimension;
        if (greys.length < n * n) {
            greys = new float[n * n];
            levels = new float[n * n];
            halves = new float[n * n];
            sureness = new float[n * n];
            squares = new byte[n * n];
            bits = new boolean[n * n];
            sums = new double[(n + 1) * (n + 1)];
            darkSums = new double[(n + 1) * (n + 1)];
            counts = new double[(n + 1) * (n + 1)];
        }
        boolean isCoarse = grid.moduleSize() < 1.8; // then one place is a mean of four pixels by itself
        grid.lay();
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                double px = grid.placeX(x, y);
                double py = grid.placeY(x, y);
                float grey = grid.greyAt(px, py);
                if (!isCoarse) {
                    double rightX = OFF * (grid.placeX(x + 1, y) - px);
                    double rightY = OFF * (grid.placeY(x + 1, y) - py);
                    double downX = OFF * (grid.placeX(x, y + 1) - px);
                    double downY = OFF * (grid.placeY(x, y + 1) - py);
                    grey = (2 * grey + grid.greyAt(px - rightX - downX, py - rightY - downY)
                            + grid.greyAt(px + rightX - downX, py + rightY - downY)
                            + grid.greyAt(px - rightX + downX, py - rightY + downY)
                            + grid.greyAt(px + rightX + downX, py + rightY + downY)) / 6;
                }
                greys[y * n + x] = grey;
            }
        }
    }

    /** Parts dark from light: halfway between the dark ones nearby and the light ones nearby, in two rounds. */
    void split() {
        near = NEAR;
        split(greys);
    }

    /** Parts them by fewer neighbours. */
    void splitClosely() {
        near = NEARER;
        split(greys);
    }

    private void split(float[] from) {
        sumUp(from);
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                bits[y * n + x] = from[y * n + x] < around(sums, x, y) / area(x, y);
            }
        }
        sumUpDark(from);
        // Where there is more dark than light the mean is too dark: take the middle between the means of both.
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                levels[y * n + x] = level(from, x, y);
            }
        }
        for (int i = 0; i < n * n; i++) {
            bits[i] = levels[i] < 0;
        }
    }

    /** A grey on the scale on which the dark modules nearby are -1 and the light ones 1, at most twice that. */
    private float level(float[] from, int x, int y) {
        double darks = around(counts, x, y);
        double dark = around(darkSums, x, y);
        double all = area(x, y);
        if (darks < 0.5 || darks > all - 0.5) {
            halves[y * n + x] = 0;
            return bits[y * n + x] ? -1 : 1;
        }
        double darkMean = dark / darks;
        double lightMean = (around(sums, x, y) - dark) / (all - darks);
        double half = Math.max(0.5, (lightMean - darkMean) / 2);
        halves[y * n + x] = (float) half;
        return (float) Math.max(-2, Math.min(2, (from[y * n + x] - darkMean) / half - 1));
    }

    /** How dark or light each module read at the last parting, see {@link Spill#undo}. */
    float[] levels() {
        return levels;
    }

    /**
     * How sure each bit is: by its distance from where dark and light part, less where the two hardly differ, as under glare,
     * and where a whole square is of one tone, as under a stain, which masks keep codes from (ISO/IEC 18004, 7.8).
     *
     * @param margins of the bits when they were decided otherwise than by {@link #split}, else {@link #levels}
     * @return from 0, 1 quite sure
     */
    float[] sureness(float[] margins) {
        double usual = usualHalf();
        for (int i = 0; i < n * n; i++) {
            sureness[i] = (float) (Math.abs(margins[i]) * Math.min(1, 2 * halves[i] / usual));
        }
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                doubtSquare(x, y);
            }
        }
        return sureness;
    }

    /** Counts the largest square of one tone that ends here, by those that end at its neighbours. */
    private void doubtSquare(int x, int y) {
        int at = y * n + x;
        squares[at] = 1;
        if (x == 0 || y == 0 || bits[at] != bits[at - 1] || bits[at] != bits[at - n] || bits[at] != bits[at - n - 1]) {
            return;
        }
        squares[at] = (byte) (1 + Math.min(squares[at - 1], Math.min(squares[at - n], squares[at - n - 1])));
        for (int j = 0; j < STAIN && squares[at] >= STAIN; j++) {
            for (int i = 0; i < STAIN; i++) {
                sureness[at - j * n - i] = Math.min(sureness[at - j * n - i], STAINED);
            }
        }
    }

    /** Adds up from the top left corner, so that every square's sum is that of four corners (Crow 1984). */
    private void sumUp(float[] from) {
        int wide = n + 1;
        Arrays.fill(sums, 0, wide, 0);
        for (int y = 0; y < n; y++) {
            double line = 0;
            sums[(y + 1) * wide] = 0;
            for (int x = 0; x < n; x++) {
                line += from[y * n + x];
                sums[(y + 1) * wide + x + 1] = sums[y * wide + x + 1] + line;
            }
        }
    }

    private void sumUpDark(float[] from) {
        int wide = n + 1;
        Arrays.fill(counts, 0, wide, 0);
        Arrays.fill(darkSums, 0, wide, 0);
        for (int y = 0; y < n; y++) {
            int count = 0;
            double line = 0;
            counts[(y + 1) * wide] = 0;
            darkSums[(y + 1) * wide] = 0;
            for (int x = 0; x < n; x++) {
                boolean isDark = bits[y * n + x];
                count += isDark ? 1 : 0;
                line += isDark ? from[y * n + x] : 0;
                counts[(y + 1) * wide + x + 1] = counts[y * wide + x + 1] + count;
                darkSums[(y + 1) * wide + x + 1] = darkSums[y * wide + x + 1] + line;
            }
        }
    }

    private double around(double[] added, int x, int y) {
        int left = Math.max(0, x - near);
        int right = Math.min(n, x + near + 1);
        int top = Math.max(0, y - near) * (n + 1);
        int bottom = Math.min(n, y + near + 1) * (n + 1);
        return added[bottom + right] - added[top + right] - added[bottom + left] + added[top + left];
    }

    private double area(int x, int y) {
        return (double) (Math.min(n, x + near + 1) - Math.max(0, x - near)) * (Math.min(n, y + near + 1) - Math.max(0, y - near));
    }

    /**
     * The part of the known modules, 0 to 1, that were read as they must be, those left out that a glare hides; of anything
     * else with three finders 0.75.
     */
    double agreement(Pattern pattern) {
        double right = 0;
        double all = 0;
        double usual = usualHalf();
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                byte known = pattern.at(x, y);
                if (known != Pattern.UNKNOWN) {
                    double weight = Math.min(1, 2 * halves[y * n + x] / usual);
                    all += weight;
                    right += bits[y * n + x] == (known == Pattern.DARK) ? weight : 0;
                }
            }
        }
        return right / Math.max(1, all);
    }

    private double usualHalf() {
        double usual = 0;
        for (int i = 0; i < n * n; i++) {
            usual += halves[i];
        }
        return Math.max(1, usual / (n * n));
    }
}
