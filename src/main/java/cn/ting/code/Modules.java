package cn.ting.code;

/**
 * The grey of each module of one code, and what is dark of them. Buffers are kept from code to code: three floats and a bit a
 * module of the largest code seen. Confined to the reader's thread.
 */
final class Modules {

    /** Half of the side of the square, in modules, whose greys a module is compared with. */
    private static final int NEAR = 5;
    /** Likewise, where light changes from module to module: the edge of a shadow, of a glare. */
    private static final int NEARER = 2;

    boolean[] bits = {};
    private float[] greys = {};
    private float[] levels = {};
    private double[] sums = {};
    private int n;
    private int near;

    /** Takes the greys where the grid says the modules are, each the mean of five places in its middle part. */
    void sample(Grid grid) {
        n = grid.dimension;
        if (greys.length < n * n) {
            greys = new float[n * n];
            levels = new float[n * n];
            bits = new boolean[n * n];
            sums = new double[(n + 1) * (n + 1)];
        }
        boolean isCoarse = grid.moduleSize() < 1.8; // then one place is a mean of four pixels by itself
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                double u = x + 0.5;
                double v = y + 0.5;
                float grey = grid.grey(u, v);
                if (!isCoarse) {
                    grey = (2 * grey + grid.grey(u - 0.2, v - 0.2) + grid.grey(u + 0.2, v - 0.2)
                            + grid.grey(u - 0.2, v + 0.2) + grid.grey(u + 0.2, v + 0.2)) / 6;
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
                bits[y * n + x] = from[y * n + x] < mean(x, y);
            }
        }
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
        int step = near > NEARER ? 2 : 1;
        int darks = 0;
        int all = 0;
        float dark = 0;
        float sum = 0;
        for (int j = Math.max(0, y - near); j <= Math.min(n - 1, y + near); j += step) {
            for (int i = Math.max(0, x - near); i <= Math.min(n - 1, x + near); i += step) {
                float grey = from[j * n + i];
                sum += grey;
                all++;
                if (bits[j * n + i]) {
                    dark += grey;
                    darks++;
                }
            }
        }
        if (darks == 0 || darks == all) {
            return bits[y * n + x] ? -1 : 1;
        }
        float darkMean = dark / darks;
        float lightMean = (sum - dark) / (all - darks);
        float half = Math.max(0.5f, (lightMean - darkMean) / 2);
        return Math.max(-2, Math.min(2, (from[y * n + x] - darkMean) / half - 1));
    }

    /** How dark or light each module read at the last parting, see {@link Spill#undo}. */
    float[] levels() {
        return levels;
    }

    private void sumUp(float[] from) {
        int wide = n + 1;
        for (int i = 0; i < wide; i++) {
            sums[i] = 0;
        }
        for (int y = 0; y < n; y++) {
            double line = 0;
            sums[(y + 1) * wide] = 0;
            for (int x = 0; x < n; x++) {
                line += from[y * n + x];
                sums[(y + 1) * wide + x + 1] = sums[y * wide + x + 1] + line;
            }
        }
    }

    private double mean(int x, int y) {
        int left = Math.max(0, x - near);
        int right = Math.min(n, x + near + 1);
        int top = Math.max(0, y - near);
        int bottom = Math.min(n, y + near + 1);
        int wide = n + 1;
        double sum = sums[bottom * wide + right] - sums[top * wide + right] - sums[bottom * wide + left] + sums[top * wide + left];
        return sum / ((right - left) * (bottom - top));
    }

    /** The part of the known modules, 0 to 1, that were read as they must be; of anything else with three finders 0.75. */
    double agreement(Pattern pattern) {
        int right = 0;
        int all = 0;
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                byte known = pattern.at(x, y);
                if (known != Pattern.UNKNOWN) {
                    all++;
                    right += bits[y * n + x] == (known == Pattern.DARK) ? 1 : 0;
                }
            }
        }
        return (double) right / all;
    }
}
