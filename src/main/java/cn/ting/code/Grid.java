package cn.ting.code;

import cn.ting.picture.GreyImage;

/**
 * Where the modules of a code lie in a picture: a homography, and on top of it a gentle bend (cubic in both directions) for
 * paper that is not flat. Modules are counted from the outer corner of the top left finder pattern, so that module (i, j)
 * covers i to i+1; inside, -1 to 1 spans the code. Changed while it is fitted, by one thread.
 */
final class Grid {

    /** Terms of a cubic in two directions. */
    static final int TERMS = 10;

    /** Codes from here on say themselves how large they are. Modules a side. */
    static final int SMALLEST_TOLD = 45;

    private static final int VERSION_POLYNOMIAL = 0x1F25;
    /** Three could be mended; two are rarely met by chance. */
    private static final int MOST_WRONG_BITS = 2;

    final int dimension;
    final GreyImage image;
    private final boolean inverted;
    private final double half;
    private double[] h;
    private final double[] bendU = new double[TERMS];
    private final double[] bendV = new double[TERMS];
    private boolean isBent;

    /**
     * @param h the homography from -1..1 to pixels of the image, nine numbers by rows
     * @param inverted true where modules that count as dark are light
     */
    Grid(GreyImage image, int dimension, double[] h, boolean inverted) {
        this.image = image;
        this.dimension = dimension;
        this.h = h;
        this.inverted = inverted;
        half = dimension / 2.0;
    }

    /** Modules as the inside counts them. */
    double normal(double modules) {
        return modules / half - 1;
    }

    /** The grey at a place told in modules, 0 dark to 255 light, dark meaning what the code means by it. */
    float grey(double u, double v) {
        double nu = u / half - 1;
        double nv = v / half - 1;
        if (isBent) {
            double bentU = nu + bend(bendU, nu, nv);
            nv += bend(bendV, nu, nv);
            nu = bentU;
        }
        double w = 1 / (h[6] * nu + h[7] * nv + h[8]);
        float grey = image.at((h[0] * nu + h[1] * nv + h[2]) * w, (h[3] * nu + h[4] * nv + h[5]) * w);
        return inverted ? 255 - grey : grey;
    }

    /**
     * How many modules a side the code itself says it has: 18 bits beside two of its finder patterns (ISO/IEC 18004, 7.10),
     * which even a grid of a wrong number of modules finds, so near are they.
     *
     * @return 0 when it does not say
     */
    int toldDimension() {
        double ring = grey(dimension - 5.5, 3.5) + grey(3.5, dimension - 5.5);
        float middle = (float) (ring + grey(dimension - 3.5, 3.5) + grey(3.5, dimension - 3.5)) / 4;
        int beside = 0;
        int below = 0;
        for (int bit = 17; bit >= 0; bit--) {
            double along = bit / 3 + 0.5;
            double away = dimension - 11 + bit % 3 + 0.5;
            beside = beside << 1 | (grey(away, along) < middle ? 1 : 0);
            below = below << 1 | (grey(along, away) < middle ? 1 : 0);
        }
        for (int version = 7; version <= 40; version++) {
            int code = versionWord(version);
            if (Math.min(Integer.bitCount(code ^ beside), Integer.bitCount(code ^ below)) <= MOST_WRONG_BITS) {
                return 17 + 4 * version;
            }
        }
        return 0;
    }

    /** The 18 bits that say the version, 7 to 40. */
    static int versionWord(int version) {
        int rest = version << 12;
        for (int bit = 17; bit >= 12; bit--) {
            rest ^= (rest >> bit & 1) == 1 ? VERSION_POLYNOMIAL << bit - 12 : 0;
        }
        return version << 12 | rest;
    }

    /** True when no corner of the code lies behind the camera or further away than any lens sees it. */
    boolean isPlausible() {
        double far = Math.max(Math.abs(h[6] + h[7]), Math.abs(h[6] - h[7]));
        return far < 0.8 * h[8];
    }

    /** Pixels from one module to the next in the middle of the code. */
    double moduleSize() {
        double right = Math.hypot(h[0] - h[6] * h[2], h[3] - h[6] * h[5]);
        double down = Math.hypot(h[1] - h[7] * h[2], h[4] - h[7] * h[5]);
        return Math.sqrt(right * down) / half;
    }

    /**
     * Moves the grid by a small homography, told by how it differs from none:
     * {@code u' = (u + s0 + s1 u + s2 v) / (1 + s6 u + s7 v)} and {@code v' = (v + s3 + s4 u + s5 v) / …}, in -1..1.
     */
    void shift(double[] s) {
        double[] by = {1 + s[1], s[2], s[0], s[4], 1 + s[5], s[3], s[6], s[7], 1};
        double[] product = new double[9];
        for (int i = 0; i < 9; i++) {
            int row = i / 3 * 3;
            int column = i % 3;
            product[i] = h[row] * by[column] + h[row + 1] * by[3 + column] + h[row + 2] * by[6 + column];
        }
        for (int i = 0; i < 9; i++) {
            product[i] /= product[8];
        }
        h = product;
    }

    /** Adds to the bend. */
    void bend(double[] u, double[] v) {
        for (int i = 0; i < TERMS; i++) {
            bendU[i] += u[i];
            bendV[i] += v[i];
        }
        isBent = true;
    }

    /** The terms of the bend at a place in -1..1, by rising degree: 1 constant, 2 linear, 3 quadratic, 4 cubic. */
    static void terms(double u, double v, double[] into) {
        into[0] = 1;
        into[1] = u;
        into[2] = v;
        into[3] = u * u;
        into[4] = u * v;
        into[5] = v * v;
        into[6] = u * u * u;
        into[7] = u * u * v;
        into[8] = u * v * v;
        into[9] = v * v * v;
    }

    private static double bend(double[] b, double u, double v) {
        return b[0] + u * (b[1] + u * (b[3] + u * b[6] + v * b[7]) + v * (b[4] + v * b[8])) + v * (b[2] + v * (b[5] + v * b[9]));
    }
}
