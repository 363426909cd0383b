package cn.ting.finder;

import cn.ting.picture.GreyImage;
import java.util.Arrays;

/**
 * One finder pattern held against a drawn one by correlation, and moved, turned, stretched and slanted until they are most alike.
 * It asks for no threshold and no edge, and so works where blur and noise leave none. The likeness is normalised correlation (Lewis 1995), the
 * climb goes along one coordinate after the other with ever shorter steps (Hooke and Jeeves 1961); a pattern of spokes and rings is own.
 * Confined to the reader's thread.
 */
public final class RingFit {

    private static final int SPOKES = 16;
    /** How light a pattern is, a little blurred, from its middle to the ring of light around it, by modules. */
    private static final double[] RINGS = {0, 0.05, 0.9, 0.15, 0.95};

    private static final double COUNT = SPOKES * 4.5;
    private static final double MEAN = (0.05 + 0.9 + 0.15 + 0.95) / 4.5;
    private static final double SPREAD = (0.05 * 0.05 + 0.9 * 0.9 + 0.15 * 0.15 + 0.95 * 0.95) / 4.5 - MEAN * MEAN;
    private static final int MOST_ROUNDS = 6;
    /** The first and the last step, in modules. */
    private static final double FIRST_STEP = 0.4;

    private static final double LEAST_RING = 0.25;
    private static final double LAST_STEP = 0.06;

    private final double[] spokesX = new double[SPOKES];
    private final double[] spokesY = new double[SPOKES];
    private final double[] means = new double[RINGS.length];
    private final float[] greys = new float[RINGS.length - 1];
    private GreyImage image;
    private double sign;
    private int stride;

    /** The middle; then how far a module to the right and one down lead, each in pixels of the picture. */
    public final double[] place = new double[6];

    /** The correlation, -1 to 1. */
    public double likeness;

    public RingFit() {
        for (int i = 0; i < SPOKES; i++) {
            double angle = 2 * Math.PI * i / SPOKES;
            double side = Math.max(Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle)));
            spokesX[i] = Math.cos(angle) / side;
            spokesY[i] = Math.sin(angle) / side;
        }
    }

    /** Puts the drawn pattern somewhere. */
    public void begin(GreyImage picture, double x, double y, double module, double turn, boolean inverted) {
        put(picture, x, y, module, turn, inverted);
        likeness = alike(1);
    }

    /** Likewise, with half of the spokes: good enough to tell what is worth a closer look. */
    void glance(GreyImage picture, double x, double y, double module, double turn, boolean inverted) {
        put(picture, x, y, module, turn, inverted);
        likeness = alike(2);
    }

    /**
     * Likewise, turned and slanted as the sides of a code are, which lead somewhere from (0, 0).
     *
     * @return the correlation
     */
    public double glance(GreyImage picture, double x, double y, double module, double[] sides, boolean inverted) {
        put(picture, x, y, module, 0, inverted);
        double right = module / Math.hypot(sides[0], sides[1]);
        double down = module / Math.hypot(sides[2], sides[3]);
        place[2] = right * sides[0];
        place[3] = right * sides[1];
        place[4] = down * sides[2];
        place[5] = down * sides[3];
        likeness = alike(2);
        return likeness;
    }

    private void put(GreyImage picture, double x, double y, double module, double turn, boolean inverted) {
        image = picture;
        sign = inverted ? -1 : 1;
        place[0] = x;
        place[1] = y;
        place[2] = module * Math.cos(turn);
        place[3] = module * Math.sin(turn);
        place[4] = -place[3];
        place[5] = place[2];
    }

    /** Moves it to where it is most alike, within a module or so. */
    public void climb() {
        double module = module();
        double step = FIRST_STEP;
        stride = 2; // coarsely first, by every second spoke
        likeness = alike(stride);
        for (int round = 0; round < MOST_ROUNDS && step > LAST_STEP; round++) {
            double before = likeness;
            for (int i = 0; i < place.length; i++) {
                double by = step * module * (i < 2 ? 1 : 0.3); // four modules out it is about as far
                if (!isBetter(i, by)) {
                    isBetter(i, -by);
                }
            }
            step = likeness - before < 0.004 ? step / 2 : step;
        }
        likeness = alike(1);
    }

    private boolean isBetter(int coordinate, double by) {
        double was = place[coordinate];
        place[coordinate] = was + by;
        double here = alike(stride);
        if (here > likeness) {
            likeness = here;
            return true;
        }
        place[coordinate] = was;
        return false;
    }

    /** Whether there is a dark ring in the light, which a dark square alone lacks however well it fits otherwise. */
    boolean isRinged() {
        alike(1);
        return sign * (means[2] - means[3]) > LEAST_RING * sign * (means[2] - means[1]);
    }

    /** Pixels a module, of its two directions' mean. */
    public double module() {
        return Math.sqrt(Math.abs(place[2] * place[5] - place[3] * place[4]));
    }

    /** Pixels a module in a direction of length 1, of a pattern that was put at a {@link #place}. */
    public static double module(double[] place, double dx, double dy) {
        double area = place[2] * place[5] - place[3] * place[4];
        double right = (dx * place[5] - dy * place[4]) / area;
        double down = (dy * place[2] - dx * place[3]) / area;
        return 1 / Math.sqrt(right * right + down * down);
    }

    /**
     * The correlation, -1 to 1, of the dark middle, the light and the dark ring and the light around it, along spokes.
     *
     * @param stride 1 to look along every spoke, 2 along every second
     */
    private double alike(int stride) {
        double count = COUNT / stride;
        double middle = image.at(place[0], place[1]);
        double sum = SPOKES / 2.0 / stride * middle;
        double squares = sum * middle;
        double light = 0;
        Arrays.fill(means, 0);
        for (int i = 0; i < SPOKES; i += stride) {
            double dx = place[2] * spokesX[i] + place[4] * spokesY[i];
            double dy = place[3] * spokesX[i] + place[5] * spokesY[i];
            image.line(place[0] + dx, place[1] + dy, dx, dy, RINGS.length - 1, greys);
            for (int ring = 1; ring < RINGS.length; ring++) {
                float grey = greys[ring - 1];
                sum += grey;
                squares += grey * grey;
                light += RINGS[ring] * grey;
                means[ring] += grey;
            }
        }
        double spread = squares / count - sum * sum / count / count;
        return sign * (light - sum * MEAN) / count / Math.sqrt(Math.max(4, spread) * SPREAD);
    }
}
