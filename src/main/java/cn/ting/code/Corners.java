package cn.ting.code;

import cn.ting.finder.Finder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Three finder patterns that may be the corners of one code. Which are likely is asked as ZXing and others ask it, by sides and angle of half
 * a square; what a doubt weighs, that the size of the patterns counts, and the guess at one that is hidden are own, found on frames and photos.
 *
 * @param topLeft where the right angle is, in the code's own sense
 * @param topRight clockwise after it
 * @param bottomLeft the third
 * @param doubt how far they are from three corners of a square seen from straight above, from 0
 * @param rank by which they are tried, the lowest first
 */
record Corners(Finder topLeft, Finder topRight, Finder bottomLeft, double doubt, double rank) {

    /** Beyond this no camera of a kiosk and no hand with a phone sees a square. */
    private static final double MOST_DOUBT = 2.6;
    /** Middles of finders are 14 to 170 modules apart, 240 across; seen slanted, a side may read shorter. */
    private static final double NEAREST = 1.0;
    private static final double FARTHEST = 40;

    /** More finder patterns than these are of several codes, or of none. */
    private static final int MANY = 12;
    /** What a hit is worth against doubt. */
    private static final double SEEN = 0.03;
    private static final double APART = 0.2;
    /** Hits of a finder pattern that is none by chance. */
    private static final int CLEARLY = 5;

    /**
     * All threes, the least doubtful first, without those whose places are in {@code tried}, which theirs join.
     *
     * @param finders at most some dozens: their cube is looked at
     * @param most that are wanted
     */
    static List<Corners> among(List<Finder> finders, Set<Long> tried, int most) {
        // On a sheet of many codes the corners of different ones make squares as well, larger ones.
        double apart = finders.size() > MANY ? APART : 0;
        List<Corners> all = new ArrayList<>();
        for (int a = 0; a < finders.size(); a++) {
            for (int b = a + 1; b < finders.size(); b++) {
                if (!mayBelong(finders.get(a), finders.get(b))) {
                    continue;
                }
                for (int c = b + 1; c < finders.size(); c++) {
                    if (mayBelong(finders.get(a), finders.get(c)) && mayBelong(finders.get(b), finders.get(c))) {
                        addTurned(finders.get(a), finders.get(b), finders.get(c), apart, all);
                    }
                }
            }
        }
        all.sort(Comparator.comparingDouble(Corners::rank));
        List<Corners> fresh = new ArrayList<>();
        for (Corners corners : all) {
            if (fresh.size() < most && tried.add(corners.place())) {
                fresh.add(corners);
            }
        }
        return fresh;
    }

    /**
     * Corners of which one is not seen but guessed, at the place where it would be if the code were seen from straight above:
     * glare takes a finder pattern, or a thumb. Only two that were seen clearly are worth it.
     *
     * @param finders those seen most often; their square is looked at
     * @param hits 0, or {@link Finder#SLANTED} to look for it where the sides of the others lead
     */
    static List<Corners> guessed(List<Finder> finders, int hits) {
        List<Corners> all = new ArrayList<>();
        for (Finder a : finders) {
            for (Finder b : finders) {
                if (a != b && mayBelong(a, b) && Math.min(a.hits(), b.hits()) >= CLEARLY) {
                    double dx = b.x() - a.x();
                    double dy = b.y() - a.y();
                    all.add(new Corners(a, b, guess(a, a.x() - dy, a.y() + dx, hits), 1, 1));
                    all.add(new Corners(a, guess(a, a.x() + dy, a.y() - dx, hits), b, 1, 1));
                    all.add(new Corners(guess(a, a.x() + (dx + dy) / 2, a.y() + (dy - dx) / 2, hits), b, a, 1, 1));
                }
            }
        }
        return all;
    }

    private static Finder guess(Finder like, double x, double y, int hits) {
        return new Finder(x, y, like.size(), like.inverted(), hits);
    }

    /** The same for corners seen again a fraction of a pixel away. */
    private long place() {
        return (place(topLeft) * 31L + place(topRight)) * 1_000_003 + place(bottomLeft);
    }

    private static long place(Finder finder) {
        double cell = Math.max(1, finder.size() / 8);
        return Math.round(finder.x() / cell) << 20 | Math.round(finder.y() / cell) << 1 | (finder.inverted() ? 1 : 0);
    }

    private static int seen(Finder finder) {
        return Math.min(8, finder.hits());
    }

    private static boolean mayBelong(Finder a, Finder b) {
        double distance = a.distanceTo(b);
        double size = Math.max(a.size(), b.size());
        return a.inverted() == b.inverted()
                && size < 2.6 * Math.min(a.size(), b.size())
                && distance > NEAREST * size
                && distance < FARTHEST * size;
    }

    private static void addTurned(Finder a, Finder b, Finder c, double apart, List<Corners> into) {
        add(a, b, c, apart, into);
        add(b, c, a, apart, into);
        add(c, a, b, apart, into);
    }

    private static void add(Finder corner, Finder one, Finder other, double apart, List<Corners> into) {
        double ax = one.x() - corner.x();
        double ay = one.y() - corner.y();
        double bx = other.x() - corner.x();
        double by = other.y() - corner.y();
        double a = Math.sqrt(ax * ax + ay * ay);
        double b = Math.sqrt(bx * bx + by * by);
        double cosine = (ax * bx + ay * by) / (a * b);
        if (Math.abs(cosine) > 0.9) {
            return;
        }
        double sizes = Math.max(corner.size(), Math.max(one.size(), other.size()))
                / Math.min(corner.size(), Math.min(one.size(), other.size()));
        double doubt = Math.abs(Math.log(a / b)) + 1.5 * Math.abs(cosine) + 0.7 * Math.log(sizes);
        if (doubt > MOST_DOUBT) {
            return;
        }
        double logOfSide = apart == 0 ? 0 : Math.log((a + b) / (2 * corner.size()));
        double rank = doubt + apart * logOfSide - SEEN * (seen(corner) + seen(one) + seen(other));
        boolean isClockwise = ax * by - ay * bx > 0;
        into.add(new Corners(corner, isClockwise ? one : other, isClockwise ? other : one, doubt, rank));
    }
}
