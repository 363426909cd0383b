package cn.ting.hall;

/**
 * How long a wait will be, as a range: from fewest to most minutes, each a multiple of five.
 *
 * @param from 0 or more
 * @param to more than {@code from}, at most 240
 */
public record Wait(int from, int to) {

    static final int LONGEST = 240;

    public Wait {
        if (from < 0 || to <= from || to > LONGEST) {
            throw new IllegalArgumentException("no range of minutes: " + from + " to " + to);
        }
    }

    /** In the middle of the range. */
    double middle() {
        return (from + to) / 2.0;
    }
}
