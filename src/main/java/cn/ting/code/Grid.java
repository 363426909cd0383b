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

    /** Modules a side of a finder pattern, and the part of them in its light ring. */
    private static final int FINDER = 7;

    private static final double LIGHT_RING = 16.0 / 49;

    final int dimension;
    final GreyImage image;
    private final boolean inverted;
    private final double half;
    private final double perModule;
    private double[] h;
    private final double[] bendU = new double[TERMS];
    private final double[] bendV = new double[TERMS];
    private boolean isBent;
    private double[] placesX = {};
    private double[] placesY = {};
    private boolean isLaid;

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
        perModule = 1 / half;
    }

    /** Modules as the inside counts them. */
    double normal(double modules) {
        return modules * perModule - 1;
    }

    /** The grey at a place told in modules, 0 dark to 255 light, dark meaning what the code means by it. */
    float grey(double u, double v) {
        double nu = u * perModule - 1;
        double nv = v * perModule - 1;
        if (isBent) {
            double bentU = nu + bend(bendU, nu, nv);
            nv += bend(bendV, nu, nv);
            nu = bentU;
        }
        double w = 1 / (h[6] * nu + h[7] * nv + h[8]);
        return greyAt((h[0] * nu + h[1] * nv + h[2]) * w, (h[3] * nu + h[4] * nv + h[5]) * w);
    }

    /** Likewise at a place told in pixels of the image. */
    float greyAt(double x, double y) {
        float grey = image.at(x, y);
        return inverted ? 255 - grey : grey;
    }

    /** Likewise at as many places in a straight line as there is room for. */
    void greysAlong(double x, double y, double dx, double dy, float[] into) {
        image.line(x, y, dx, dy, into.length, into);
        for (int i = 0; inverted && i < into.length; i++) {
            into[i] = 255 - into[i];
        }
    }

    /**
     * Likewise at places from one to another, both told in modules and no more than a few apart, as many as there is room for: so
     * short a way is straight and even, whatever the perspective. Of a grid that is not bent.
     */
    void greysBetween(double u, double v, double lastU, double lastV, float[] into) {
        double nu = u * perModule - 1;
        double nv = v * perModule - 1;
        double w = 1 / (h[6] * nu + h[7] * nv + h[8]);
        double x = (h[0] * nu + h[1] * nv + h[2]) * w;
        double y = (h[3] * nu + h[4] * nv + h[5]) * w;
        nu = lastU * perModule - 1;
        nv = lastV * perModule - 1;
        w = 1 / (h[6] * nu + h[7] * nv + h[8]);
        double steps = into.length - 1;
        greysAlong(x, y, ((h[0] * nu + h[1] * nv + h[2]) * w - x) / steps, ((h[3] * nu + h[4] * nv + h[5]) * w - y) / steps, into);
    }

    /**
     * Reckons the middle of every module once, and of the column and the row beyond the last. Whoever looks at many places takes
     * what lies between two middles as on a straight line, which it is to a hundredth of a module: the bend and the perspective
     * cost more than the grey itself.
     */
    void lay() {
        if (isLaid) {
            return;
        }
        int wide = dimension + 1;
        if (placesX.length == 0) {
            placesX = new double[wide * wide];
            placesY = new double[wide * wide];
        }
        for (int row = 0, at = 0; row < wide; row++) {
            double v = (row + 0.5) * perModule - 1;
            for (int column = 0; column < wide; column++, at++) {
                double nu = (column + 0.5) * perModule - 1;
                double nv = v;
                if (isBent) {
                    double bentU = nu + bend(bendU, nu, nv);
                    nv += bend(bendV, nu, nv);
                    nu = bentU;
                }
                double w = 1 / (h[6] * nu + h[7] * nv + h[8]);
                placesX[at] = (h[0] * nu + h[1] * nv + h[2]) * w;
                placesY[at] = (h[3] * nu + h[4] * nv + h[5]) * w;
            }
        }
        isLaid = true;
    }

    /** Where the middle of a module is in the image, after {@link #lay}. */
    double placeX(int column, int row) {
        return placesX[row * (dimension + 1) + column];
    }

    /** Likewise, downward. */
    double placeY(int column, int row) {
        return placesY[row * (dimension + 1) + column];
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

    /**
     * How much the seven by seven modules from (left, top) on are like a finder pattern, by correlation, -1 to 1. Where three
     * squares by chance make a right angle, at least one of them is hardly like it, as soon as it is looked at along the sides
     * that the three tell.
     */
    double likenessToFinder(int left, int top) {
        double sum = 0;
        double squares = 0;
        double light = 0;
        for (int i = 0; i < FINDER * FINDER; i++) {
            int x = i % FINDER;
            int y = i / FINDER;
            double grey = grey(left + x + 0.5, top + y + 0.5);
            sum += grey;
            squares += grey * grey;
            light += Math.max(Math.abs(x - 3), Math.abs(y - 3)) == 2 ? grey : 0;
        }
        int all = FINDER * FINDER;
        double spread = squares / all - sum * sum / all / all;
        return (light - sum * LIGHT_RING) / all / Math.sqrt(Math.max(4, spread) * LIGHT_RING * (1 - LIGHT_RING));
    }

    /**
     * The part of the steps along the timing patterns that go the right way, 0 to 1. It tells a code from three squares by
     * chance, which read about 0.5, and the right number of modules from a wrong one. The better of the two counts twice:
     * motion along one of them leaves nothing of it.
     */
    double timing() {
        double across = timing(true);
        double down = timing(false);
        return (across + down + Math.max(across, down)) / 3;
    }

    private double timing(boolean isAcross) {
        int right = 0;
        float here = isAcross ? grey(7.5, 6.5) : grey(6.5, 7.5);
        for (int i = 8; i < dimension - 7; i++) {
            float next = isAcross ? grey(i + 0.5, 6.5) : grey(6.5, i + 0.5);
            right += next < here == (i % 2 == 0) && next != here ? 1 : 0;
            here = next;
        }
        return right / (dimension - 15.0);
    }

    /** True when no corner of the code lies behind the camera or further away than any lens sees it. */
    boolean isPlausible() {
        double far = Math.max(Math.abs(h[6] + h[7]), Math.abs(h[6] - h[7]));
        return far < 0.8 * h[8];
    }

    /** Where the four corners are in the image, x and y in turns. */
    double[] corners() {
        double[] corners = new double[8];
        for (int i = 0; i < 4; i++) {
            double u = i % 2 == 0 ? -1 : 1;
            double v = i < 2 ? -1 : 1;
            double w = 1 / (h[6] * u + h[7] * v + h[8]);
            corners[2 * i] = (h[0] * u + h[1] * v + h[2]) * w;
            corners[2 * i + 1] = (h[3] * u + h[4] * v + h[5]) * w;
        }
        return corners;
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
     *
     * @return how far it moves by the number that moves it most, in modules
     */
    double shift(double[] s) {
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
        isLaid = false;
        double most = 0;
        for (double moved : s) {
            most = Math.max(most, Math.abs(moved) * half);
        }
        return most;
    }

    /** Adds to the bend. */
    void bend(double[] u, double[] v) {
        for (int i = 0; i < TERMS; i++) {
            bendU[i] += u[i];
            bendV[i] += v[i];
        }
        isBent = true;
        isLaid = false;
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
