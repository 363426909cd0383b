package cn.ting.code;

import java.util.Arrays;

/**
 * The grey of each module of one code, and what is dark of them: against the mean of the square around it, in sums (Bradley and Roth 2007),
 * and then halfway between the means of both sides of that (Ridler and Calvard 1978), of modules where these have pixels. How sure each is,
 * and which stains are doubted, is own. Buffers are kept from code to code, some forty bytes a module of the largest code seen. Confined
 * to the reader's thread.
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

    /** Parts of a grey that are summed; all those of the largest code, of 177 by 177 modules, are 128 million at most. */
    private static final int GREY = 16;

    private final Shade shade = new Shade();
    boolean[] bits = {};
    private float[] greys = {};
    private float[] levels = {};
    private int[] sums = {};
    private int[] darkSums = {};
    private int[] counts = {};
    private float[] halves = {};
    private float[] sureness = {};
    private byte[] squares = {};
    private int n;
    private int near;
    /** The square around a module, in sums from corner to corner, and how many modules are in it. */
    private int top;

    private int bottom;
    private int left;
    private int right;
    private int rows;
    private int area;

    /** Takes the greys where the grid says the modules are, each the mean of five places in its middle part. */
    void sample(Grid grid) {
        sample(grid, grid.moduleSize() < 1.8); // then one place is a mean of four pixels by itself
    }

    /**
     * Likewise, each at its middle alone, parted in one round: nine of ten codes that are read, at whichever look, ask for no more.
     *
     * @return the part of the known modules that were read as they must be, 0 to 1
     */
    double glance(Grid grid, Pattern pattern) {
        sample(grid, true);
        near = NEAR;
        sumUp(greys);
        partByMean(greys);
        int right = 0;
        for (int place : pattern.known()) {
            right += bits[place] == (pattern.at(place) == Pattern.DARK) ? 1 : 0;
        }
        return (double) right / pattern.known().length;
    }

    private void sample(Grid grid, boolean isCoarse) {
        n = grid.dimension;
        if (greys.length < n * n) {
            greys = new float[n * n];
            levels = new float[n * n];
            halves = new float[n * n];
            sureness = new float[n * n];
            squares = new byte[n * n];
            bits = new boolean[n * n];
            sums = new int[(n + 1) * (n + 1)];
            darkSums = new int[(n + 1) * (n + 1)];
            counts = new int[(n + 1) * (n + 1)];
        }
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

    /**
     * Parts them by what they reflect, where a shadow lies over some of them.
     *
     * @return false, and nothing parted, where the light is even
     */
    boolean splitShaded() {
        float[] reflected = shade.without(greys, n);
        if (reflected != null) {
            near = NEAR;
            split(reflected);
        }
        return reflected != null;
    }

    private void split(float[] from) {
        sumUp(from);
        partByMean(from);
        sumUpDark(from);
        // Where there is more dark than light the mean is too dark: take the middle between the means of both.
        for (int y = 0; y < n; y++) {
            beginRow(y);
            for (int x = 0; x < n; x++) {
                beginModule(x);
                levels[y * n + x] = level(from, y * n + x);
            }
        }
        for (int i = 0; i < n * n; i++) {
            bits[i] = levels[i] < 0;
        }
    }

    private void partByMean(float[] from) {
        for (int y = 0; y < n; y++) {
            beginRow(y);
            for (int x = 0; x < n; x++) {
                beginModule(x);
                bits[y * n + x] = from[y * n + x] * GREY * area < around(sums);
            }
        }
    }

    /** A grey on the scale on which the dark modules nearby are -1 and the light ones 1, at most twice that. */
    private float level(float[] from, int at) {
        int darks = around(counts);
        if (darks == 0 || darks == area) {
            halves[at] = 0;
            return bits[at] ? -1 : 1;
        }
        int dark = around(darkSums);
        float darkMean = (float) dark / darks / GREY;
        float lightMean = (float) (around(sums) - dark) / (area - darks) / GREY;
        float half = Math.max(0.5f, (lightMean - darkMean) / 2);
        halves[at] = half;
        return Math.max(-2, Math.min(2, (from[at] - darkMean) / half - 1));
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
            int line = 0;
            sums[(y + 1) * wide] = 0;
            for (int x = 0; x < n; x++) {
                line += (int) (from[y * n + x] * GREY);
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
            int line = 0;
            counts[(y + 1) * wide] = 0;
            darkSums[(y + 1) * wide] = 0;
            for (int x = 0; x < n; x++) {
                if (bits[y * n + x]) {
                    count++;
                    line += (int) (from[y * n + x] * GREY);
                }
                counts[(y + 1) * wide + x + 1] = counts[y * wide + x + 1] + count;
                darkSums[(y + 1) * wide + x + 1] = darkSums[y * wide + x + 1] + line;
            }
        }
    }

    private void beginRow(int y) {
        int first = Math.max(0, y - near);
        int last = Math.min(n, y + near + 1);
        rows = last - first;
        top = first * (n + 1);
        bottom = last * (n + 1);
    }

    private void beginModule(int x) {
        left = Math.max(0, x - near);
        right = Math.min(n, x + near + 1);
        area = rows * (right - left);
    }

    private int around(int[] added) {
        return added[bottom + right] - added[top + right] - added[bottom + left] + added[top + left];
    }

    /**
     * The part of the known modules, 0 to 1, that were read as they must be, those left out that a glare hides; of anything
     * else with three finders 0.75.
     */
    double agreement(Pattern pattern) {
        double right = 0;
        double all = 0;
        double usual = usualHalf();
        for (int place : pattern.known()) {
            double weight = Math.min(1, 2 * halves[place] / usual);
            all += weight;
            right += bits[place] == (pattern.at(place) == Pattern.DARK) ? weight : 0;
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
