package cn.ting.code;

/**
 * The grey of each module of one code, and what is dark of them. Buffers are kept from code to code: three floats and a bit a
 * module of the largest code seen. Confined to the reader's thread.
 */
final class Modules {

    /** Half of the side of the square, in modules, whose greys a module is compared with. */
    private static final int NEAR = 5;

    boolean[] bits = {};
    private float[] greys = {};
    private float[] work = {};
    private double[] sums = {};
    private int n;

    /** Takes the greys where the grid says the modules are, each the mean of five places in its middle part. */
    void sample(Grid grid) {
        n = grid.dimension;
        if (greys.length < n * n) {
            greys = new float[n * n];
            work = new float[n * n];
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
        split(greys);
    }

    /**
     * Parts them after taking from each module what its neighbours have spilled into it.
     *
     * @param strength 0 none, 1 the whole difference from the mean of the four neighbours
     */
    void splitSharpened(float strength) {
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                int at = y * n + x;
                float here = greys[at];
                float around = (x > 0 ? greys[at - 1] : here) + (x + 1 < n ? greys[at + 1] : here)
                        + (y > 0 ? greys[at - n] : here) + (y + 1 < n ? greys[at + n] : here);
                work[at] = here + strength * (here - around / 4);
            }
        }
        split(work);
    }

    private void split(float[] from) {
        sumUp(from);
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                bits[y * n + x] = from[y * n + x] < mean(x, y);
            }
        }
        // A region with more dark than light has a mean too dark: count both apart.
        double[] thresholds = new double[n * n];
        int[] counts = new int[2];
        double[] parts = new double[2];
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                thresholds[y * n + x] = halfway(from, x, y, counts, parts);
            }
        }
        for (int i = 0; i < n * n; i++) {
            bits[i] = from[i] < thresholds[i];
        }
    }

    private double halfway(float[] from, int x, int y, int[] counts, double[] parts) {
        counts[0] = 0;
        counts[1] = 0;
        parts[0] = 0;
        parts[1] = 0;
        for (int j = Math.max(0, y - NEAR); j <= Math.min(n - 1, y + NEAR); j += 2) {
            for (int i = Math.max(0, x - NEAR); i <= Math.min(n - 1, x + NEAR); i += 2) {
                int kind = bits[j * n + i] ? 1 : 0;
                counts[kind]++;
                parts[kind] += from[j * n + i];
            }
        }
        return counts[0] == 0 || counts[1] == 0 ? mean(x, y) : (parts[0] / counts[0] + parts[1] / counts[1]) / 2;
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
        int left = Math.max(0, x - NEAR);
        int right = Math.min(n, x + NEAR + 1);
        int top = Math.max(0, y - NEAR);
        int bottom = Math.min(n, y + NEAR + 1);
        int wide = n + 1;
        double sum = sums[bottom * wide + right] - sums[top * wide + right] - sums[bottom * wide + left] + sums[top * wide + left];
        return sum / ((right - left) * (bottom - top));
    }

    /**
     * How well the known patterns were read, which tells a code from three squares by chance and a right number of modules
     * from a wrong one: the part, 0 to 1, of the timing patterns' modules that are as they must be; by chance 0.5.
     */
    double agreement(Pattern pattern) {
        int right = 0;
        int all = 0;
        for (int i = 8; i < n - 8; i++) {
            right += bits[6 * n + i] == (pattern.at(i, 6) == Pattern.DARK) ? 1 : 0;
            right += bits[i * n + 6] == (pattern.at(6, i) == Pattern.DARK) ? 1 : 0;
            all += 2;
        }
        return (double) right / all;
    }
}
