package cn.ting.code;

/**
 * Takes the light off a code that lies partly in shadow, so that what is left of each module is what it reflects. How much light
 * falls there is the lightest grey nearby, and of these the darkest nearby (the closing of Serra 1982), which unlike a mean keeps
 * the hard edge of a shadow where it is. Buffers are kept, eight bytes a module. Confined to the reader's thread.
 */
final class Shade {

    /** Half of the side of a square, in modules, of which one is light whatever the code says. */
    private static final int NEAR = 3;
    /** As many times as light is the light part of a code whose other part lies in shadow. */
    private static final float UNEVEN = 1.4f;
    /** The least light that is believed, in greys, of most. */
    private static final float DARKEST = 12;

    private static final float WHITE = 255;

    private float[] lights = {};
    private float[] passing = {};

    /**
     * Takes it off.
     *
     * @param greys of the modules, row by row, 0 to 255
     * @param n modules a side
     * @return what they reflect, 0 to about 255, until the next call; null where the light is even
     */
    float[] without(float[] greys, int n) {
        if (lights.length < n * n) {
            lights = new float[n * n];
            passing = new float[n * n];
        }
        extreme(greys, n, 1);
        extreme(lights, n, -1);
        float least = WHITE;
        float most = 0;
        for (int i = 0; i < n * n; i++) {
            least = Math.min(least, lights[i]);
            most = Math.max(most, lights[i]);
            lights[i] = WHITE * greys[i] / Math.max(DARKEST, lights[i]);
        }
        return most < UNEVEN * least ? null : lights;
    }

    /** The greatest in a square around each, or with the sign -1 the least, row by row and then column by column. */
    private void extreme(float[] from, int n, int sign) {
        for (int i = 0; i < n * n; i++) {
            passing[i] = extremeOf(from, i - i % n, i % n, 1, n, sign);
        }
        for (int i = 0; i < n * n; i++) {
            lights[i] = extremeOf(passing, i % n, i / n, n, n, sign);
        }
    }

    /** @param line where it begins, and {@code stride} from one of it to the next */
    private static float extremeOf(float[] from, int line, int at, int stride, int n, int sign) {
        float most = from[line + at * stride];
        for (int i = Math.max(0, at - NEAR); i <= Math.min(n - 1, at + NEAR); i++) {
            most = sign * Math.max(sign * most, sign * from[line + i * stride]);
        }
        return most;
    }
}
