package cn.ting.code;

import cn.ting.reckon.LeastSquares;
import java.util.Arrays;

/**
 * Moves a {@link Grid} until the edges between modules lie where the picture has them. Each edge is looked for in grey, on
 * the way from the middle of one module to the middle of the next, where half of the step from dark to light is done; glare and
 * shade change both sides of so short a way alike. All edges together move the grid by least squares, as in Lucas and Kanade
 * (1981), which is far finer than a pixel. Confined to the reader's thread.
 */
final class GridFit {

    /** Samples on the way from module to module. */
    private static final int STEPS = 6;
    /** An edge fainter than this part of the usual one is not believed. */
    private static final double FAINT = 0.2;

    /** Parts of a module by which a grid moves that is where it belongs. */
    private static final double STILL = 0.03;

    /** How far around an alignment pattern is looked for, in modules. */
    private static final int REACH = 3;
    private static final double LEAST_LIKENESS = 0.7;
    /** The part of an alignment pattern that is light. */
    private static final double LIGHT = 8 / 25.0;

    private final LeastSquares projective = new LeastSquares(8);
    /** By the degree of the bend: one of few terms costs a third of one of all. */
    private final LeastSquares[] bendsU = {null, new LeastSquares(3), new LeastSquares(6), new LeastSquares(Grid.TERMS)};

    private final LeastSquares[] bendsV = {null, new LeastSquares(3), new LeastSquares(6), new LeastSquares(Grid.TERMS)};
    private final double[] row = new double[Grid.TERMS];
    private final double[] terms = new double[Grid.TERMS];
    private final float[] profile = new float[STEPS + 1];
    private final float[] around = new float[(4 * REACH + 9) * (4 * REACH + 9)];
    private int degree;
    private double step;
    private double match;
    private double offU;
    private double offV;

    /**
     * Moves the homography to the edges of the known patterns.
     *
     * @return false when they tell too little; the grid is then as it was
     */
    boolean project(Grid grid, Pattern pattern, int rounds) {
        for (int round = 0; round < rounds; round++) {
            double usual = usualStep(grid, pattern);
            if (usual < 4) {
                return false;
            }
            projective.clear(0.02);
            for (Pattern.Edge edge : pattern.edges()) {
                projectEdge(grid, edge, usual);
            }
            double[] shift = new double[8];
            if (!projective.solve(shift)) {
                return false;
            }
            boolean isThere = grid.shift(shift) < STILL;
            if (!grid.isPlausible()) {
                return false;
            }
            if (isThere) {
                break;
            }
        }
        return true;
    }

    /** How much lighter than their dark rings the light rings of the finder patterns are, in greys; negative without any. */
    double usualStep(Grid grid, Pattern pattern) {
        int last = pattern.dimension - 7;
        double a = ringStep(grid, 0, 0);
        double b = ringStep(grid, last, 0);
        double c = ringStep(grid, 0, last);
        double lowest = Math.min(a, Math.min(b, c));
        double middle = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
        return lowest < -middle / 2 ? -1 : middle; // one may lie in the edge of a shadow, or under a stain
    }

    private static double ringStep(Grid grid, double left, double top) {
        double light = grid.grey(left + 1.5, top + 3.5) + grid.grey(left + 5.5, top + 3.5)
                + grid.grey(left + 3.5, top + 1.5) + grid.grey(left + 3.5, top + 5.5);
        double dark = grid.grey(left + 0.5, top + 3.5) + grid.grey(left + 6.5, top + 3.5)
                + grid.grey(left + 3.5, top + 0.5) + grid.grey(left + 3.5, top + 6.5);
        return (light - dark) / 4;
    }

    private void projectEdge(Grid grid, Pattern.Edge edge, double usual) {
        double u = edge.x() + 0.5;
        double v = edge.y() + 0.5;
        boolean across = edge.across();
        grid.greysBetween(u, v, across ? u + 1 : u, across ? v : v + 1, profile);
        double ahead = edge(edge.dark());
        if (Double.isNaN(ahead) || step < FAINT * usual) {
            return;
        }
        double half = grid.dimension / 2.0;
        double x = grid.normal(across ? u + 0.5 : u);
        double y = grid.normal(across ? v : v + 0.5);
        Arrays.fill(row, 0);
        int first = across ? 0 : 3;
        row[first] = 1;
        row[first + 1] = x;
        row[first + 2] = y;
        double place = across ? x : y;
        row[6] = -place * x;
        row[7] = -place * y;
        projective.add(row, (ahead - 0.5) / half, Math.min(1, step / usual));
    }

    /** Likewise between two modules of a grid that was laid. */
    private double laidEdge(Grid grid, int x, int y, boolean across, boolean rising) {
        double fromX = grid.placeX(x, y);
        double fromY = grid.placeY(x, y);
        double byX = (grid.placeX(across ? x + 1 : x, across ? y : y + 1) - fromX) / STEPS;
        double byY = (grid.placeY(across ? x + 1 : x, across ? y : y + 1) - fromY) / STEPS;
        grid.greysAlong(fromX, fromY, byX, byY, profile);
        return edge(rising);
    }

    /**
     * Finds the edge between a module and the next.
     *
     * @return modules from the middle of the first to the edge, 0 to 1; NaN when the grey does not change as it should
     */
    private double edge(boolean rising) {
        step = rising ? profile[STEPS] - profile[0] : profile[0] - profile[STEPS];
        if (step <= 0) {
            return Double.NaN;
        }
        float middle = (profile[0] + profile[STEPS]) / 2;
        for (int i = 1; i <= STEPS; i++) {
            boolean isPast = rising ? profile[i] >= middle : profile[i] <= middle;
            if (isPast) {
                float part = profile[i] == profile[i - 1] ? 0 : (middle - profile[i - 1]) / (profile[i] - profile[i - 1]);
                return (i - 1.0 + part) / STEPS;
            }
        }
        return Double.NaN;
    }

    /**
     * Bends the grid to the alignment patterns, each looked for in its neighbourhood: they stand in a large code so that one
     * on uneven paper, or seen very slanted, can be read piece by piece (ISO/IEC 18004, 6.3.6). A large code's many bring in a
     * cubic bend, a few a linear one.
     *
     * @return how many were found
     */
    int anchor(Grid grid, Pattern pattern) {
        int[] centres = pattern.alignment();
        int degree = centres.length > 3 ? 3 : centres.length > 2 ? 2 : 1;
        clear(degree, 0.05);
        int last = pattern.dimension - 4;
        // The finder patterns hold where they are.
        hold(grid, 3.5, 3.5, 0, 0, 8);
        hold(grid, last + 0.5, 3.5, 0, 0, 8);
        hold(grid, 3.5, last + 0.5, 0, 0, 8);
        int found = 0;
        for (int y : centres) {
            for (int x : centres) {
                if (pattern.hasAlignment(x, y) && seek(grid, x + 0.5, y + 0.5)) {
                    hold(grid, x + 0.5, y + 0.5, offU, offV, 4 * match);
                    found++;
                }
            }
        }
        if (found > 0) {
            bend(grid);
        }
        return found;
    }

    private void hold(Grid grid, double u, double v, double du, double dv, double weight) {
        Grid.terms(grid.normal(u), grid.normal(v), terms);
        bendsU[degree].add(terms, du * 2 / grid.dimension, weight);
        bendsV[degree].add(terms, dv * 2 / grid.dimension, weight);
    }

    private void clear(int bend, double ridge) {
        degree = bend;
        bendsU[degree].clear(ridge);
        bendsV[degree].clear(ridge);
    }

    private void bend(Grid grid) {
        double[] u = new double[Grid.TERMS];
        double[] v = new double[Grid.TERMS];
        if (bendsU[degree].solve(u) && bendsV[degree].solve(v)) {
            grid.bend(u, v);
        }
    }

    /** Looks for one alignment pattern by correlation, in steps of half a module; it must be much like one. */
    private boolean seek(Grid grid, double u, double v) {
        int side = 2 * (2 * REACH + 4) + 1;
        for (int j = 0; j < side; j++) {
            for (int i = 0; i < side; i++) {
                around[j * side + i] = grid.grey(u + i / 2.0 - REACH - 2, v + j / 2.0 - REACH - 2);
            }
        }
        match = 0;
        for (int j = 0; j <= 4 * REACH; j++) {
            for (int i = 0; i <= 4 * REACH; i++) {
                double here = likeness(side, i, j) - 0.008 * (Math.abs(i - 2 * REACH) + Math.abs(j - 2 * REACH));
                if (here > match) {
                    match = here;
                    offU = i / 2.0 - REACH;
                    offV = j / 2.0 - REACH;
                }
            }
        }
        return match > LEAST_LIKENESS;
    }

    /** The correlation, -1 to 1, of five by five modules with dark, light and dark rings. */
    private double likeness(int side, int left, int top) {
        double sum = 0;
        double squares = 0;
        double product = 0;
        for (int j = 0; j < 5; j++) {
            for (int i = 0; i < 5; i++) {
                float grey = around[(top + 2 * j) * side + left + 2 * i];
                boolean isLight = Math.max(Math.abs(i - 2), Math.abs(j - 2)) == 1;
                sum += grey;
                squares += grey * grey;
                product += isLight ? grey : 0;
            }
        }
        double spread = squares / 25 - sum * sum / 625;
        return spread < 4 ? 0 : (product / 25 - sum / 25 * LIGHT) / Math.sqrt(spread * LIGHT * (1 - LIGHT));
    }

    /**
     * Bends the grid to the edges between all modules that differ, read or known: a code read half right tells where its
     * modules lie, and so brings in the other half.
     *
     * @param bits of the code as read so far, true dark
     * @param by the degree of the bend, 1 to 3
     */
    void bend(Grid grid, boolean[] bits, int by) {
        int n = grid.dimension;
        double usual = 0;
        int edges = 0;
        clear(by, 0.5);
        grid.lay();
        // Large codes tell enough by every second row.
        int stride = n > 90 ? 2 : 1;
        for (int y = 0; y < n; y += stride) {
            for (int x = 0; x < n; x++) {
                boolean here = bits[y * n + x];
                if (x + 1 < n && bits[y * n + x + 1] != here) {
                    usual += bendEdge(grid, x, y, true, here, edges == 0 ? 0 : usual / edges);
                    edges++;
                }
                if (y + 1 < n && bits[(y + 1) * n + x] != here) {
                    usual += bendEdge(grid, x, y, false, here, edges == 0 ? 0 : usual / edges);
                    edges++;
                }
            }
        }
        bend(grid);
    }

    private double bendEdge(Grid grid, int x, int y, boolean across, boolean dark, double usual) {
        double ahead = laidEdge(grid, x, y, across, dark);
        if (Double.isNaN(ahead) || step < FAINT * usual) {
            return Math.max(0, step);
        }
        Grid.terms(grid.normal(across ? x + 1 : x + 0.5), grid.normal(across ? y + 0.5 : y + 1), terms);
        LeastSquares[] bends = across ? bendsU : bendsV;
        bends[degree].add(terms, (ahead - 0.5) * 2 / grid.dimension, usual == 0 ? 1 : Math.min(1, step / usual));
        return step;
    }
}
