package cn.ting.finder;

import cn.ting.picture.GreyImage;
import java.util.Arrays;

/**
 * Finds finder patterns in grey, where blur, noise or glare leave no threshold that parts their rings: the places that are
 * darker, or lighter, than every point of a circle around them are held against a drawn pattern by correlation, at several sizes
 * and turns, and the likest are moved to where they fit best. Each size is looked for where a module is a pixel or two wide, so
 * that noise is averaged away, and only where the picture is not plain.
 *
 * <p>Nearly every place is left after two or three points of its circle: the tests stand in the order of their price, as in the
 * cascade of Viola and Jones (2001), and what is left is cut to the strongest. Confined to the reader's thread.
 */
public final class RingMatch {

    /** Pixels a module at which is looked; the next level of the pyramid begins where they end. */
    private static final double[] MODULES = {1.1, 1.4, 1.8};
    /** Modules from the middle to a circle that lies in the light ring however the pattern is turned. */
    private static final double IN_LIGHT = 2.2;
    /** Likewise to one three quarters of which lie in the dark ring. */
    private static final double IN_DARK = 3;

    private static final int AROUND = 8;
    /** Opposite points one after the other, the axes first: what is no blob is left soonest. */
    private static final int[] ORDER = {0, 4, 2, 6, 1, 5, 3, 7};
    private static final int TURNS = 3;
    /** Of squares of pixels, of which those are left out whose greys differ less. */
    private static final int SQUARE = 8;

    private static final int LEAST_RANGE = 12;
    /** The part of the range of greys around by which the circle is lighter at each point. */
    private static final int LEAST_STEP_PART = 16;

    /** The likeness, -1 to 1, that a place must have before it is held against the pattern at the turns of 30 and 60 degrees too. */
    private static final double HOPELESS = 0.15;

    private static final double LIKELY = 0.5;
    private static final double SURE = 0.55;

    /**
     * How much is looked at.
     *
     * @param alike points of the circle that may be no lighter than the middle, for noise or glare
     * @param peaks places of one size that are held against the pattern, those that stand out most
     * @param places of one picture that are moved to where they fit, those most like a pattern
     */
    public record Effort(int alike, int peaks, int places) {

        /** A few milliseconds for a frame: nearly all that is ever found. */
        public static final Effort QUICK = new Effort(0, 400, 16);
        /** Ten times as long. */
        public static final Effort THOROUGH = new Effort(2, 3_000, 200);
    }

    /** How far they stand out at least, by the range of greys around. */
    private static final float LEAST_OUT = 0.15f;
    /** More in a picture are of noise. */
    private static final int MOST_BLOBS = 60_000;
    /** Steps in which standing out is counted. */
    private static final int STEPS = 64;

    private final int[] circle = new int[AROUND];
    private final int[] darkCircle = new int[AROUND];
    private final int[] counts = new int[STEPS + 1];
    private final int[] blobPlaces = new int[MOST_BLOBS];
    private final int[] peaks = new int[MOST_BLOBS];
    private final int[] at = new int[Effort.THOROUGH.places()];
    private final float[] likes = new float[Effort.THOROUGH.places()];
    private final double[] sizes = new double[Effort.THOROUGH.places()];
    private final double[] turns = new double[Effort.THOROUGH.places()];
    private final boolean[] inverted = new boolean[Effort.THOROUGH.places()];
    private final RingFit fit = new RingFit();
    private float[] stands = {};
    private int[] ranges = {};
    private GreyImage image;
    private Effort effort = Effort.QUICK;
    private int blobs;
    private int places;
    private double turn;

    /**
     * Adds what it finds.
     *
     * @param scale pixels of the full frame to one of this picture
     */
    public void search(GreyImage picture, double scale, Effort most, Finders into) {
        image = picture;
        effort = most;
        if (stands.length < image.width * image.height) {
            stands = new float[image.width * image.height];
            ranges = new int[(image.width / SQUARE + 1) * (image.height / SQUARE + 1)];
        }
        measureRanges();
        places = 0;
        for (double module : MODULES) {
            compare(module);
            choose(module);
        }
        for (int i = 0; i < places; i++) {
            match(i, scale, into);
        }
    }

    /** How much the greys differ in each square of pixels. */
    private void measureRanges() {
        int wide = image.width / SQUARE;
        for (int j = 0; j < image.height / SQUARE; j++) {
            for (int i = 0; i < wide; i++) {
                int least = 255;
                int most = 0;
                for (int k = 0; k < SQUARE * SQUARE; k += 3) {
                    int grey = image.pixels[(j * SQUARE + k / SQUARE) * image.width + i * SQUARE + k % SQUARE] & 255;
                    least = Math.min(least, grey);
                    most = Math.max(most, grey);
                }
                ranges[j * wide + i] = most - least;
            }
        }
    }

    /** How far each place stands out from all of the circle around it, by the range of greys there, dark ones above 0. */
    private void compare(double module) {
        for (int i = 0; i < AROUND; i++) {
            double angle = 2 * Math.PI * ORDER[i] / AROUND;
            int dx = (int) Math.round(IN_LIGHT * module * Math.cos(angle));
            int dy = (int) Math.round(IN_LIGHT * module * Math.sin(angle));
            circle[i] = dy * image.width + dx;
            dx = (int) Math.round(IN_DARK * module * Math.cos(angle + 0.2));
            dy = (int) Math.round(IN_DARK * module * Math.sin(angle + 0.2));
            darkCircle[i] = dy * image.width + dx;
        }
        blobs = 0;
        int reach = (int) Math.ceil(IN_DARK * module) + 1;
        int wide = image.width / SQUARE;
        byte[] pixels = image.pixels;
        for (int y = reach; y < Math.min(image.height - reach, image.height / SQUARE * SQUARE); y++) {
            for (int i = 0; i < wide; i++) {
                int range = ranges[y / SQUARE * wide + i];
                int step = range / LEAST_STEP_PART;
                int last = Math.min(image.width - reach, (i + 1) * SQUARE);
                for (int x = Math.max(reach, i * SQUARE); x < last && range >= LEAST_RANGE; x++) {
                    int place = y * image.width + x;
                    if (isBlob(pixels, place, step)) {
                        add(place, standsOut(place) / range);
                    }
                }
            }
        }
    }

    private void add(int place, float out) {
        if (Math.abs(out) > LEAST_OUT && blobs < MOST_BLOBS) {
            stands[place] = out;
            blobPlaces[blobs++] = place;
        }
    }

    /** Whether the circle around a place is lighter all around, or darker. */
    private boolean isBlob(byte[] pixels, int place, int step) {
        int middle = pixels[place] & 255;
        int alike = effort.alike();
        int lighter = 0;
        int darker = 0;
        for (int i = 0; i < AROUND; i++) {
            int apart = (pixels[place + circle[i]] & 255) - middle;
            lighter += apart > step ? 1 : 0;
            darker += apart < -step ? 1 : 0;
            if (i - lighter >= alike && i - darker >= alike) {
                return false;
            }
        }
        return true;
    }

    private float standsOut(int place) {
        byte[] pixels = image.pixels;
        int middle = 2 * (pixels[place] & 255) + (pixels[place - 1] & 255) + (pixels[place + 1] & 255)
                + (pixels[place - image.width] & 255) + (pixels[place + image.width] & 255);
        int light = 0;
        int dark = 0;
        for (int i = 0; i < AROUND; i++) {
            light += pixels[place + circle[i]] & 255;
            dark += pixels[place + darkCircle[i]] & 255;
        }
        return (float) light / AROUND - middle / 12f - (float) dark / (2 * AROUND);
    }

    /** Keeps the places most like a pattern, of those that stand out more than their neighbours, and more than most. */
    private void choose(double module) {
        int count = gatherPeaks();
        int step = STEPS;
        for (int kept = counts[step]; step > 0 && kept + counts[step - 1] <= effort.peaks(); step--) {
            kept += counts[step - 1];
        }
        float least = (float) step / STEPS;
        int left = effort.peaks();
        for (int i = 0; i < count && left > 0; i++) {
            if (Math.abs(stands[peaks[i]]) >= least) {
                left--;
                keep(peaks[i], module, like(peaks[i], module));
            }
        }
        for (int i = 0; i < blobs; i++) {
            stands[blobPlaces[i]] = 0; // the next size begins with none
        }
    }

    /** Counts them by how far they stand out. */
    private int gatherPeaks() {
        Arrays.fill(counts, 0);
        int count = 0;
        for (int i = 0; i < blobs; i++) {
            float here = Math.abs(stands[blobPlaces[i]]);
            if (isPeak(blobPlaces[i], here)) {
                counts[Math.min(STEPS, (int) (here * STEPS))]++;
                peaks[count++] = blobPlaces[i];
            }
        }
        return count;
    }

    private boolean isPeak(int place, float here) {
        for (int j = -1; j <= 1; j++) {
            for (int i = -1; i <= 1; i++) {
                if (Math.abs(stands[place + j * image.width + i]) > here) {
                    return false;
                }
            }
        }
        return true;
    }

    private float like(int place, double module) {
        double best = 0;
        for (int i = 0; i < TURNS && (i == 0 || best > HOPELESS); i++) {
            double angle = Math.PI / 2 * i / TURNS;
            fit.glance(image, place % image.width + 0.5, place / image.width + 0.5, module, angle, stands[place] < 0);
            if (fit.likeness > best) {
                best = fit.likeness;
                turn = angle;
            }
        }
        return (float) best;
    }

    private void keep(int place, double module, float likeness) {
        if (likeness < LIKELY || places == effort.places() && likeness < likes[places - 1]) {
            return;
        }
        int i = places < effort.places() ? places++ : places - 1;
        for (; i > 0 && likes[i - 1] < likeness; i--) {
            likes[i] = likes[i - 1];
            at[i] = at[i - 1];
            sizes[i] = sizes[i - 1];
            turns[i] = turns[i - 1];
            inverted[i] = inverted[i - 1];
        }
        likes[i] = likeness;
        at[i] = place;
        sizes[i] = module;
        turns[i] = turn;
        inverted[i] = stands[place] < 0;
    }

    private void match(int i, double scale, Finders into) {
        double x = at[i] % image.width + 0.5;
        double y = at[i] / image.width + 0.5;
        // One that fits better already stands there: what it was moved from was liker too, and came first.
        if (into.knows(new Finder(x * scale, y * scale, 7 * sizes[i] * scale, inverted[i], hits(likes[i])))) {
            return;
        }
        fit.begin(image, x, y, sizes[i], turns[i], inverted[i]);
        fit.climb();
        if (fit.likeness > SURE && fit.isRinged()) {
            double size = 7 * fit.module() * scale;
            into.addMatched(new Finder(fit.place[0] * scale, fit.place[1] * scale, size, inverted[i], hits(fit.likeness)));
        }
    }

    private static int hits(double likeness) {
        return (int) (20 * (likeness - 0.5));
    }
}
