package cn.ting.finder;

import cn.ting.picture.GreyImage;

/**
 * A finder pattern measured in grey along the line to another: where its edges lie left and right of the middle, and so how
 * long a module is in just that direction, and where the middle is to a fraction of a pixel. Unlike the length of a run in a
 * picture of two tones, this holds at every angle and for blurred edges. Confined to the reader's thread.
 */
public final class Ray {

    private static final int MOST_SAMPLES = 256;
    /** Modules from the middle to the three edges. */
    private static final double[] EDGES = {1.5, 2.5, 3.5};

    /** A ring must differ from its neighbour by this part of the whole range. */
    private static final float LEAST_STEP = 0.08f;

    private final float[] samples = new float[MOST_SAMPLES];
    private int count;
    private boolean isBlurred;
    private final double[] ahead = new double[3];
    private final double[] behind = new double[3];

    /** Pixels of the picture to a module along the line. */
    public double module;
    /** The middle, in pixels of the picture. */
    public double x;

    public double y;

    /**
     * Measures.
     *
     * @param size of seven modules as guessed, in pixels of the picture
     * @param blurred true to look for rings that one grey does not part
     * @param dx and {@code dy} a direction of length 1
     * @return false when less than two edges are seen on either side
     */
    public boolean measure(GreyImage image, double startX, double startY, double size, double dx, double dy, boolean inverted, boolean blurred) {
        isBlurred = blurred;
        int seenAhead = walk(image, startX, startY, size, dx, dy, inverted, ahead);
        if (seenAhead < 2) {
            return false;
        }
        int seenBehind = walk(image, startX, startY, size, -dx, -dy, inverted, behind);
        int seen = Math.min(seenAhead, seenBehind);
        if (seen < 2) {
            return false;
        }
        double product = 0;
        double square = 0;
        double off = 0;
        for (int i = 0; i < seen; i++) {
            product += EDGES[i] * (ahead[i] + behind[i]) / 2;
            square += EDGES[i] * EDGES[i];
            off += (ahead[i] - behind[i]) / 2;
        }
        module = product / square;
        off /= seen;
        x = startX + off * dx;
        y = startY + off * dy;
        return module > 0.5;
    }

    /** Samples outward from the middle and looks for edges; returns how many were found. */
    private int walk(
            GreyImage image, double startX, double startY, double size, double dx, double dy, boolean inverted, double[] edges) {
        double step = Math.max(0.5, size / 42);
        count = (int) Math.min(MOST_SAMPLES, size * 1.05 / step);
        float darkest = 255;
        float lightest = 0;
        image.line(startX, startY, step * dx, step * dy, count, samples);
        for (int i = 0; i < count; i++) {
            samples[i] = inverted ? 255 - samples[i] : samples[i];
            // Beyond the light ring lies what need not be of this code.
            if (i * step < 0.6 * size) {
                darkest = Math.min(darkest, samples[i]);
                lightest = Math.max(lightest, samples[i]);
            }
        }
        int found = pass((darkest + lightest) / 2, step, edges);
        return found > 1 && !isBlurred ? found : climb(Math.max(3, (lightest - darkest) * LEAST_STEP), step, edges);
    }

    /** Edges where one grey is passed, which noise disturbs least. */
    private int pass(float middle, double step, double[] edges) {
        int found = 0;
        for (int i = 1; i < count && found < 3; i++) {
            boolean isEdge = found == 1 ? samples[i] < middle && samples[i - 1] >= middle
                    : samples[i] >= middle && samples[i - 1] < middle;
            if (isEdge) {
                edges[found++] = (i - 1 + (middle - samples[i - 1]) / (samples[i] - samples[i - 1])) * step;
            }
        }
        return found;
    }

    /**
     * Edges halfway between each darkest and lightest place in turn: in a blurred pattern the thin rings are fainter than the
     * middle, and no one grey parts them all.
     *
     * @param least greys between them
     */
    private int climb(float least, double step, double[] edges) {
        int found = 0;
        int turn = 0;
        int peak = 0;
        for (int i = 1; i < count && found < 3; i++) {
            boolean isRising = found % 2 == 0;
            if (isRising ? samples[i] > samples[peak] : samples[i] < samples[peak]) {
                peak = i;
            } else if (isRising && samples[i] < samples[turn] && samples[peak] - samples[turn] < least) {
                turn = i;
                peak = i;
            }
            boolean isPast = Math.abs(samples[peak] - samples[i]) > least || i == count - 1;
            if (isPast && Math.abs(samples[peak] - samples[turn]) > least) {
                edges[found++] = crossing(turn, peak) * step;
                turn = peak;
                peak = i;
            }
        }
        return found;
    }

    /** Where the samples pass halfway from one to another, in steps. */
    private double crossing(int from, int to) {
        float middle = (samples[from] + samples[to]) / 2;
        for (int i = from + 1; i <= to; i++) {
            if ((samples[i] - middle) * (samples[to] - middle) >= 0) {
                return i - 1 + (middle - samples[i - 1]) / (samples[i] - samples[i - 1]);
            }
        }
        return to;
    }
}
