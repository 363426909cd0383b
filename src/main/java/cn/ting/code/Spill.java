package cn.ting.code;

import cn.ting.reckon.LeastSquares;
import java.util.Arrays;

/**
 * Reads modules that have run into each other, by defocus or motion. The grey of a module is taken as its own light and some of
 * each of its eight neighbours'; how much of which is learned from the code itself, as far as it is read. Then each bit is
 * turned that makes the greys around it fit better, and so on in turns: Besag's iterated conditional modes (1986), the blind
 * equaliser of modems on a grid. It reads codes half of whose modules the eye cannot tell. Confined to the reader's thread.
 */
final class Spill {

    /** What the four pairs of opposite neighbours spill, what the module keeps, and the ground. */
    private static final int UNKNOWNS = 6;
    private static final int OWN = 4;
    private static final int GROUND = 5;
    private static final int[] DX = {1, 0, 1, 1};
    private static final int[] DY = {0, 1, 1, -1};

    /** The least part of its own light, of all that comes from the neighbours of a module, that tells of blur. */
    private static final double SPILT = 0.6;
    /** Modules that tell six numbers well enough. */
    private static final int ENOUGH = 3_000;

    private final LeastSquares learning = new LeastSquares(UNKNOWNS);
    private final double[] row = new double[UNKNOWNS];
    private final double[] weights = new double[UNKNOWNS];
    /** The bits as lights, 1 and -1, with a rim of quiet zone around them. */
    private float[] lights = {};

    private float[] residuals = {};
    private float[] margins = {};
    private int wide;

    /**
     * Decides the bits anew.
     *
     * @param levels greys that were levelled: light about 1, dark about -1
     * @param bits as read so far, true dark; the known patterns' are put right
     */
    void undo(float[] levels, boolean[] bits, Pattern pattern, int rounds) {
        int n = pattern.dimension;
        begin(bits, pattern);
        for (int round = 0; round < rounds && learn(levels, n); round++) {
            if (turn(pattern) == 0) {
                break;
            }
        }
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                bits[y * n + x] = lights[(y + 1) * wide + x + 1] < 0;
            }
        }
    }

    /**
     * Whether modules have run into each other so far that it is worth undoing: by the part that comes from the neighbours, which
     * of a code that is merely noisy, or not where the grid is, stays below a half.
     *
     * @param bits as read so far, see {@link #undo}
     */
    boolean isSpilt(float[] levels, boolean[] bits, Pattern pattern) {
        begin(bits, pattern);
        if (!learn(levels, pattern.dimension)) {
            return false;
        }
        double spilt = 0;
        for (int i = 0; i < OWN; i++) {
            spilt += 2 * Math.abs(weights[i]);
        }
        return spilt > SPILT * weights[OWN];
    }

    private void begin(boolean[] bits, Pattern pattern) {
        int n = pattern.dimension;
        wide = n + 2;
        if (lights.length < wide * wide) {
            lights = new float[wide * wide];
            residuals = new float[wide * wide];
            margins = new float[n * n];
        }
        Arrays.fill(lights, 0, wide * wide, 1);
        Arrays.fill(residuals, 0, wide * wide, 0);
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                byte known = pattern.at(x, y);
                boolean isDark = known == Pattern.UNKNOWN ? bits[y * n + x] : known == Pattern.DARK;
                lights[(y + 1) * wide + x + 1] = isDark ? -1 : 1;
            }
        }
    }

    /** How much less unexplained each bit leaves than its other value would, 1 when all is explained; see {@link #undo}. */
    float[] margins(int n) {
        double power = power();
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                int at = (y + 1) * wide + x + 1;
                margins[y * n + x] = (float) Math.max(0, 1 + lights[at] * matched(at) / power);
            }
        }
        return margins;
    }

    private double power() {
        double power = weights[OWN] * weights[OWN];
        for (int i = 0; i < OWN; i++) {
            power += 2 * weights[i] * weights[i];
        }
        return Math.max(1e-6, power);
    }

    private double matched(int at) {
        double matched = weights[OWN] * residuals[at];
        for (int i = 0; i < OWN; i++) {
            int step = DY[i] * wide + DX[i];
            matched += weights[i] * (residuals[at + step] + residuals[at - step]);
        }
        return matched;
    }

    private boolean learn(float[] levels, int n) {
        learning.clear(1);
        int stride = n * n / ENOUGH | 1;
        for (int i = 0; i < n * n; i += stride) {
            fill((i / n + 1) * wide + i % n + 1);
            learning.add(row, levels[i], 1);
        }
        if (!learning.solve(weights) || weights[OWN] < 0.05) {
            return false;
        }
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                int at = (y + 1) * wide + x + 1;
                fill(at);
                double fitted = 0;
                for (int i = 0; i < UNKNOWNS; i++) {
                    fitted += weights[i] * row[i];
                }
                residuals[at] = (float) (levels[y * n + x] - fitted);
            }
        }
        return true;
    }

    private void fill(int at) {
        for (int i = 0; i < OWN; i++) {
            int step = DY[i] * wide + DX[i];
            row[i] = lights[at + step] + lights[at - step];
        }
        row[OWN] = lights[at];
        row[GROUND] = 1;
    }

    /** Turns every bit whose other value leaves less unexplained in the nine greys it reaches; returns how many. */
    private int turn(Pattern pattern) {
        int n = pattern.dimension;
        int turned = 0;
        double power = power();
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                if (pattern.at(x, y) != Pattern.UNKNOWN) {
                    continue;
                }
                int at = (y + 1) * wide + x + 1;
                if (lights[at] * matched(at) + power < 0) {
                    flip(at);
                    turned++;
                }
            }
        }
        return turned;
    }

    private void flip(int at) {
        float by = 2 * lights[at];
        lights[at] = -lights[at];
        residuals[at] += (float) (by * weights[OWN]);
        for (int i = 0; i < OWN; i++) {
            int step = DY[i] * wide + DX[i];
            residuals[at + step] += (float) (by * weights[i]);
            residuals[at - step] += (float) (by * weights[i]);
        }
    }
}
