package cn.ting.code;

import cn.ting.finder.Finder;
import cn.ting.finder.Ray;
import cn.ting.finder.RingFit;
import cn.ting.picture.GreyImage;
import java.util.HashMap;
import java.util.Map;

/**
 * The first guess at a grid, from three corners alone. How much smaller a finder pattern is than its neighbour in the direction
 * of that neighbour tells how the plane is slanted, so that three corners give a whole homography: along a side seen in
 * perspective the module shrinks with the square of the distance, and the number of modules is the length divided by the
 * geometric mean of the module at both ends. Own, from how a plane looks through a pinhole (Hartley and Zisserman, Multiple View Geometry,
 * 2004, 2.3): other readers look for a fourth point first, an alignment pattern or where lines meet. Confined to the reader's thread.
 */
final class FirstGrid {

    private static final double LEAST_LIKENESS = 0.5;
    /** Of the finder pattern least like one, and of the second; of those read none was below 0.35 and 0.75. */
    private static final double LEAST_LIKELY = 0.2;

    private static final double USUALLY_LIKELY = 0.4;

    /** A square looks alike after a quarter of a turn; within some degrees it is turned to where it fits. */
    private static final double TURN = Math.PI / 12;

    private static final int TURNS = 6;

    /** One finder pattern is a corner of many threes, seen at the same size: where it was fitted is kept, by how it was turned. */
    private record Fit(Finder finder, double scale, int turn) {}

    private record Fitted(double likeness, double[] place) {}

    private final Map<Fit, Fitted> fits = new HashMap<>();
    private final Ray ray = new Ray();
    private final RingFit fit = new RingFit();
    private GreyImage image;
    private double ax;
    private double ay;
    private double bx;
    private double by;
    private double cx;
    private double cy;
    private double slantU;
    private double slantV;
    private boolean inverted;
    private boolean isBlurred;
    private boolean isFaint;

    /** Modules a side as measured, no whole number. */
    double dimension;

    /** Forgets the last picture's. */
    void begin() {
        fits.clear();
    }

    /**
     * Measures the corners.
     *
     * @param level of the pyramid that the picture is
     * @param blurred true to measure from ring to ring, see {@link Ray}
     * @return false when they are no finder patterns of one code
     */
    boolean measure(GreyImage picture, int level, Corners corners, boolean blurred) {
        isFaint = false;
        isBlurred = blurred;
        return measure(picture, level, corners);
    }

    /** Likewise, with {@link RingFit} where neither sees the rings. */
    boolean measureFaint(GreyImage picture, int level, Corners corners) {
        isFaint = true;
        return measure(picture, level, corners);
    }

    /**
     * Whether finder patterns that were matched are like drawn ones too when these are turned as the sides tell that they span:
     * the cheapest test there is, and by it nineteen of twenty threes that are no code's corners are left.
     */
    boolean isLikely(GreyImage picture, int level, Corners corners) {
        double scale = 1.0 / (1 << level);
        double[] sides = {
            corners.topRight().x() - corners.topLeft().x(), corners.topRight().y() - corners.topLeft().y(),
            corners.bottomLeft().x() - corners.topLeft().x(), corners.bottomLeft().y() - corners.topLeft().y()
        };
        double a = likeness(picture, corners.topLeft(), scale, sides);
        double b = likeness(picture, corners.topRight(), scale, sides);
        double c = likeness(picture, corners.bottomLeft(), scale, sides);
        double least = Math.min(a, Math.min(b, c));
        double middle = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
        return least > LEAST_LIKELY && middle > USUALLY_LIKELY;
    }

    private double likeness(GreyImage picture, Finder finder, double scale, double[] sides) {
        return finder.hits() <= 0 ? 1
                : fit.glance(picture, finder.x() * scale, finder.y() * scale, finder.size() * scale / 7, sides, finder.inverted());
    }

    private boolean measure(GreyImage picture, int level, Corners corners) {
        image = picture;
        inverted = corners.topLeft().inverted();
        double scale = 1.0 / (1 << level);
        ax = corners.topLeft().x() * scale;
        ay = corners.topLeft().y() * scale;
        bx = corners.topRight().x() * scale;
        by = corners.topRight().y() * scale;
        cx = corners.bottomLeft().x() * scale;
        cy = corners.bottomLeft().y() * scale;
        place(corners, scale);
        double[] right = side(ax, ay, corners.topLeft(), bx, by, corners.topRight(), scale);
        double[] down = side(ax, ay, corners.topLeft(), cx, cy, corners.bottomLeft(), scale);
        if (right == null || down == null) {
            return false;
        }
        slantU = right[1];
        slantV = down[1];
        bx = right[2];
        by = right[3];
        cx = down[2];
        cy = down[3];
        ax = (right[4] + down[4]) / 2;
        ay = (right[5] + down[5]) / 2;
        double longer = Math.max(right[0], down[0]);
        double shorter = Math.min(right[0], down[0]);
        dimension = (longer + shorter) / 2 + 7;
        return longer < 1.4 * shorter && dimension > 17 && dimension < 190;
    }

    /**
     * Puts a corner that was only guessed where the other two point to: each is itself a small square of seven modules, whose
     * sides are the code's.
     */
    private void place(Corners corners, double scale) {
        double start = corners.topLeft().size() * scale / 7;
        if (corners.topLeft().hits() == Finder.SLANTED) {
            double turn = Math.atan2(cy - by, cx - bx) - 0.75 * Math.PI;
            fit(bx, by, corners.topRight().size() * scale / 7, turn);
            double dx = fit.place[2];
            double dy = fit.place[3];
            fit(cx, cy, corners.bottomLeft().size() * scale / 7, turn);
            double across = dx * fit.place[5] - dy * fit.place[4];
            double back = ((cx - bx) * fit.place[5] - (cy - by) * fit.place[4]) / across;
            if (back < 0) {
                ax = bx + back * dx;
                ay = by + back * dy;
            }
        } else if (corners.bottomLeft().hits() == Finder.SLANTED) {
            fit(ax, ay, start, Math.atan2(by - ay, bx - ax));
            double modules = Math.hypot(bx - ax, by - ay) / Math.hypot(fit.place[2], fit.place[3]);
            cx = ax + modules * fit.place[4];
            cy = ay + modules * fit.place[5];
        } else if (corners.topRight().hits() == Finder.SLANTED) {
            fit(ax, ay, start, Math.atan2(cy - ay, cx - ax) - Math.PI / 2);
            double modules = Math.hypot(cx - ax, cy - ay) / Math.hypot(fit.place[4], fit.place[5]);
            bx = ax + modules * fit.place[2];
            by = ay + modules * fit.place[3];
        }
    }

    private void fit(double x, double y, double module, double turn) {
        fit.begin(image, x, y, module, turn, inverted);
        fit.climb();
    }

    /**
     * Modules, how the module grows along the side, the far corner and the near one again; null when not seen. A corner that is
     * only guessed is where it was guessed, and as large as the other.
     */
    private double[] side(double fromX, double fromY, Finder from, double toX, double toY, Finder to, double scale) {
        double length = Math.hypot(toX - fromX, toY - fromY);
        double dx = (toX - fromX) / length;
        double dy = (toY - fromY) / length;
        double[] near = end(fromX, fromY, from, scale, dx, dy);
        double[] far = end(toX, toY, to, scale, dx, dy);
        if (near == null || far == null) {
            return null;
        }
        double nearModule = near[0] == 0 ? far[0] : near[0];
        double farModule = far[0] == 0 ? near[0] : far[0];
        double grows = Math.max(0.5, Math.min(2, Math.sqrt(nearModule / farModule)));
        double modules = Math.hypot(far[1] - near[1], far[2] - near[2]) / Math.sqrt(nearModule * farModule);
        return new double[] {modules, grows, far[1], far[2], near[1], near[2]};
    }

    private Fitted fitted(double x, double y, double module, int turn) {
        fit(x, y, module, turn * TURN);
        return new Fitted(fit.likeness, fit.place.clone());
    }

    /** The module, 0 when guessed, and the place; null when not seen. */
    private double[] end(double x, double y, Finder finder, double scale, double dx, double dy) {
        if (finder.hits() <= 0) {
            return new double[] {0, x, y};
        }
        if (isFaint) {
            int turn = (int) Math.round(Math.atan2(dy, dx) / TURN) % TURNS;
            Fitted fitted = fits.computeIfAbsent(new Fit(finder, scale, turn), ignored -> fitted(x, y, finder.size() * scale / 7, turn));
            return fitted.likeness() < LEAST_LIKENESS ? null
                    : new double[] {RingFit.module(fitted.place(), dx, dy), fitted.place()[0], fitted.place()[1]};
        }
        boolean isSeen = ray.measure(image, x, y, finder.size() * scale, dx, dy, inverted, isBlurred);
        return isSeen ? new double[] {ray.module, ray.x, ray.y} : null;
    }

    /** @param modules a side, 21 to 177 by fours */
    Grid of(int modules) {
        // With w = 1 at the top left finder, w at the others is how the module grew: p = (A + u B + v C) / w.
        double span = modules - 7;
        double g = (slantU - 1) / span;
        double k = (slantV - 1) / span;
        double[] fromFinder = {
            (bx * slantU - ax) / span, (cx * slantV - ax) / span, ax,
            (by * slantU - ay) / span, (cy * slantV - ay) / span, ay,
            g, k, 1
        };
        // -1..1 over the code, where the finder's middle lies 3.5 modules inside.
        double half = modules / 2.0;
        double shift = half - 3.5;
        double[] h = new double[9];
        for (int row = 0; row < 9; row += 3) {
            h[row] = fromFinder[row] * half;
            h[row + 1] = fromFinder[row + 1] * half;
            h[row + 2] = fromFinder[row + 2] + (fromFinder[row] + fromFinder[row + 1]) * shift;
        }
        for (int i = 0; i < 9; i++) {
            h[i] /= i == 8 ? 1 : h[8];
        }
        h[8] = 1;
        return new Grid(image, modules, h, inverted);
    }
}
