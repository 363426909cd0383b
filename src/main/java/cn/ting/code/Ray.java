package cn.ting.code;

/**
 * A finder pattern measured in grey along the line to another: where its edges lie left and right of the middle, and so how
 * long a module is in just that direction, and where the middle is to a fraction of a pixel. Unlike the length of a run in a
 * picture of two tones, this holds at every angle and for blurred edges. Confined to the reader's thread.
 */
final class Ray {

    private static final int MOST_SAMPLES = 256;
    /** Modules from the middle to the three edges. */
    private static final double[] EDGES = {1.5, 2.5, 3.5};

    private final float[] samples = new float[MOST_SAMPLES];
    private final double[] ahead = new double[3];
    private final double[] behind = new double[3];

    /** Pixels of the picture to a module along the line. */
    double module;
    /** The middle, in pixels of the picture. */
    double x;

    double y;

    /**
     * Measures.
     *
     * @param size of seven modules as guessed, in pixels of the picture
     * @param dx and {@code dy} a direction of length 1
     * @return false when less than two edges are seen on either side
     */
    boolean measure(GreyImage image, double startX, double startY, double size, double dx, double dy, boolean inverted) {
        int seenAhead = walk(image, startX, startY, size, dx, dy, inverted, ahead);
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

    /** Returns how many edges were found, in turn: dark to light, light to dark, dark to light. */
    private int walk(
            GreyImage image, double startX, double startY, double size, double dx, double dy, boolean inverted, double[] edges) {
        double step = Math.max(0.35, size / 60);
        int count = (int) Math.min(MOST_SAMPLES, size * 1.05 / step);
        float darkest = 255;
        float lightest = 0;
        for (int i = 0; i < count; i++) {
            float grey = image.at(startX + i * step * dx, startY + i * step * dy);
            samples[i] = inverted ? 255 - grey : grey;
            // Beyond the light ring lies what need not be of this code.
            if (i * step < 0.6 * size) {
                darkest = Math.min(darkest, samples[i]);
                lightest = Math.max(lightest, samples[i]);
            }
        }
        float middle = (darkest + lightest) / 2;
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
}
