package cn.ting.code;

import cn.ting.picture.GreyImage;
import java.util.Arrays;

/**
 * Finds finder patterns in grey, where blur, noise or glare leave no threshold that parts their rings: the places that are
 * darkest, or lightest, beside a circle around them are held against a drawn pattern by correlation, at several sizes and
 * turns, and moved to where they fit best. Each size is looked for where a module is a pixel or two wide, so that noise is
 * averaged away, and only where the picture is not plain. Confined to the reader's thread.
 */
final class RingMatch {

    /** Pixels a module at which is looked; the next level of the pyramid begins where they end. */
    private static final double[] MODULES = {1.1, 1.4, 1.8};
    /** Modules from the middle to a circle that lies in the light ring however the pattern is turned. */
    private static final double IN_LIGHT = 2.2;
    /** Likewise to one three quarters of which lie in the dark ring. */
    private static final double IN_DARK = 3;

    private static final int AROUND = 8;
    private static final int TURNS = 3;
    /** Of squares of pixels, of which those are left out whose greys differ less. */
    private static final int SQUARE = 8;

    private static final int LEAST_RANGE = 12;
    private static final double LIKELY = 0.5;
    /** Hits of one that need not be looked for again. */
    private static final int CLEAR = 8;

    private static final double SURE = 0.55;
    /** Places of one size that are held against the pattern, those that stand out most. */
    private static final int MOST_PLACES = 80;
    /** Places of one size that are looked at, and how far they stand out at least, by the range of greys around. */
    private static final int MOST_PEAKS = 6_000;

    private static final float LEAST_OUT = 0.15f;

    private final int[] circle = new int[AROUND];
    private final int[] darkCircle = new int[AROUND];
    private final int[] at = new int[MOST_PLACES];
    private final float[] likes = new float[MOST_PLACES];
    private final RingFit fit = new RingFit();
    private float[] stands = {};
    private int[] ranges = {};
    private GreyImage image;
    private int places;

    /**
     * Adds what it finds.
     *
     * @param scale pixels of the full frame to one of this picture
     */
    void search(GreyImage picture, double scale, Finders into) {
        image = picture;
        if (stands.length < image.width * image.height) {
            stands = new float[image.width * image.height];
            ranges = new int[(image.width / SQUARE + 1) * (image.height / SQUARE + 1)];
        }
        measureRanges();
        for (double module : MODULES) {
            compare(module);
            choose(module);
            for (int i = 0; i < places; i++) {
                match(at[i] % image.width + 0.5, at[i] / image.width + 0.5, module, scale, into);
            }
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

    /** How far each place stands out from the circle around it, by the range of greys there, dark ones above 0. */
    private void compare(double module) {
        for (int i = 0; i < AROUND; i++) {
            double angle = 2 * Math.PI * i / AROUND;
            int dx = (int) Math.round(IN_LIGHT * module * Math.cos(angle));
            int dy = (int) Math.round(IN_LIGHT * module * Math.sin(angle));
            circle[i] = dy * image.width + dx;
            dx = (int) Math.round(IN_DARK * module * Math.cos(angle + 0.2));
            dy = (int) Math.round(IN_DARK * module * Math.sin(angle + 0.2));
            darkCircle[i] = dy * image.width + dx;
        }
        Arrays.fill(stands, 0, image.width * image.height, 0);
        int reach = (int) Math.ceil(IN_DARK * module) + 1;
        int wide = image.width / SQUARE;
        for (int y = reach; y < Math.min(image.height - reach, image.height / SQUARE * SQUARE); y++) {
            for (int i = 0; i < wide; i++) {
                int range = ranges[y / SQUARE * wide + i];
                int last = Math.min(image.width - reach, (i + 1) * SQUARE);
                for (int x = Math.max(reach, i * SQUARE); x < last && range >= LEAST_RANGE; x++) {
                    stands[y * image.width + x] = standsOut(y * image.width + x) / range;
                }
            }
        }
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

    /** Keeps the places most like a pattern, of those that stand out more than their neighbours. */
    private void choose(double module) {
        places = 0;
        int peaks = 0;
        for (int y = 1; y < image.height - 1; y++) {
            for (int x = 1; x < image.width - 1; x++) {
                int place = y * image.width + x;
                float here = Math.abs(stands[place]);
                if (here > LEAST_OUT && peaks < MOST_PEAKS && isPeak(place, here)) {
                    peaks++;
                    keep(place, like(place, module));
                }
            }
        }
    }

    private float like(int place, double module) {
        double best = 0;
        for (int i = 0; i < TURNS; i++) {
            fit.begin(
                    image, place % image.width + 0.5, place / image.width + 0.5, module, Math.PI / 2 * i / TURNS, stands[place] < 0);
            best = Math.max(best, fit.likeness);
        }
        return (float) best;
    }

    private void keep(int place, float likeness) {
        if (likeness < LIKELY || places == MOST_PLACES && likeness < likes[places - 1]) {
            return;
        }
        int i = places < MOST_PLACES ? places++ : MOST_PLACES - 1;
        for (; i > 0 && likes[i - 1] < likeness; i--) {
            likes[i] = likes[i - 1];
            at[i] = at[i - 1];
        }
        likes[i] = likeness;
        at[i] = place;
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

    private void match(double x, double y, double module, double scale, Finders into) {
        boolean inverted = stands[(int) y * image.width + (int) x] < 0;
        if (into.knows(new Finder(x * scale, y * scale, 7 * module * scale, inverted, CLEAR))) {
            return;
        }
        double best = 0;
        double turn = 0;
        for (int i = 0; i < TURNS; i++) {
            double angle = Math.PI / 2 * i / TURNS;
            fit.begin(image, x, y, module, angle, inverted);
            if (fit.likeness > best) {
                best = fit.likeness;
                turn = angle;
            }
        }
        fit.begin(image, x, y, module, turn, inverted);
        fit.climb();
        if (fit.likeness > SURE && fit.isRinged()) {
            int hits = (int) (20 * (fit.likeness - 0.5));
            into.addMatched(new Finder(fit.place[0] * scale, fit.place[1] * scale, 7 * fit.module() * scale, inverted, hits));
        }
    }
}
