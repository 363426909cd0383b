package cn.ting.code;

import cn.ting.picture.GreyImage;
import java.util.ArrayList;
import java.util.List;

/**
 * The grids of one picture that were read in vain: several threes of finder patterns, of several looks, lead to the same, which is
 * not read again. Bounded. Confined to the reader's thread.
 */
final class VainGrids {

    private static final int MOST = 32;
    /** Parts of a module by which the corners of grids differ that were fitted to the same. */
    private static final double ALIKE = 0.1;

    private final List<Vain> grids = new ArrayList<>();

    /** A grid before it was bent. */
    private record Vain(GreyImage image, int dimension, double[] corners) {

        boolean isAbout(Grid grid, double[] other) {
            double near = ALIKE * grid.moduleSize();
            boolean isAlike = image == grid.image && dimension == grid.dimension;
            for (int i = 0; isAlike && i < corners.length; i++) {
                isAlike = Math.abs(corners[i] - other[i]) < near;
            }
            return isAlike;
        }
    }

    /** Forgets the last picture's. */
    void forget() {
        grids.clear();
    }

    /** Whether just this grid was asked for before; if not, it is remembered. */
    boolean knows(Grid grid) {
        double[] corners = grid.corners();
        for (Vain vain : grids) {
            if (vain.isAbout(grid, corners)) {
                return true;
            }
        }
        if (grids.size() < MOST) {
            grids.add(new Vain(grid.image, grid.dimension, corners));
        }
        return false;
    }
}
