package cn.ting.finder;

/**
 * What may be a finder pattern, the three concentric squares in a corner of a code.
 *
 * @param x its middle, in pixels of the full frame
 * @param y likewise
 * @param size of its seven modules, in pixels of the full frame; across a slanted one it reads up to half more
 * @param inverted true for a light pattern on dark ground
 * @param hits how often it was seen, 0 when it is only guessed, {@link #SLANTED} when the others are to be asked where it is
 */
public record Finder(double x, double y, double size, boolean inverted, int hits) {

    /** Hits of one that is guessed of a code seen aslant. */
    public static final int SLANTED = -1;

    /** Parts of its size by which the middle of one is seen elsewhere at most. */
    private static final double NEAR = 0.3;

    boolean isSameAs(Finder other) {
        double near = NEAR * size;
        return Math.abs(y - other.y) < near
                && Math.abs(x - other.x) < near
                && Math.abs(y - other.y) < NEAR * other.size
                && Math.abs(x - other.x) < NEAR * other.size
                && inverted == other.inverted
                && size < 1.7 * other.size
                && other.size < 1.7 * size;
    }

    Finder joinedWith(Finder other) {
        int both = hits + other.hits;
        return new Finder(
                (x * hits + other.x * other.hits) / both,
                (y * hits + other.y * other.hits) / both,
                (size * hits + other.size * other.hits) / both,
                inverted,
                both);
    }

    public double distanceTo(Finder other) {
        double dx = x - other.x;
        double dy = y - other.y;
        return Math.sqrt(dx * dx + dy * dy); // Math.hypot guards against overflow, and takes ten times as long
    }
}
