package cn.ting.picture;

import java.util.Arrays;

/**
 * A picture parted in two tones: 1 where it is dark, 0 where it is light. Where one threshold parts it, pixels are parted as they
 * are asked for, since a search goes over every second row and a few columns. Buffers are kept from frame to frame, a byte a pixel
 * and an int for eight columns. Confined to the reader's thread.
 */
public final class DarkImage {

    /** Row by row; longer than the picture, by {@link Eight#BEYOND} bytes at least, that mean nothing. */
    private byte[] dark = {};
    /** The picture itself where one threshold parts all of it, else null. */
    private byte[] greys;

    private int threshold;
    private long thresholds;
    private int lastWord;

    public int width;
    public int height;

    /** Greys, and what noise adds to them, by which the two parts of one tone differ when they are parted all the same. */
    private static final int SAME_TONE = 8;

    private static final int SAME_TONE_NOISE = 3;

    private int[] columns = {};

    /** Lets go of the picture that was parted; nothing is to be asked before the next. */
    public void end() {
        greys = null;
    }

    /** 1 dark, 0 light, 2 outside of the picture. */
    public int at(int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? 2 : tone(y * width + x);
    }

    /** 1 dark, 0 light, of a pixel by its place, row by row. */
    public int tone(int place) {
        return greys == null ? dark[place] : (greys[place] & 255) - threshold >>> 31;
    }

    /** The tones of eight pixels from a place on, as {@link Eight} has them; those beyond a row mean nothing. */
    public long eight(int from) {
        if (greys == null) {
            return Eight.at(dark, from);
        }
        return from <= lastWord ? Eight.below(Eight.at(greys, from), thresholds) : last(from);
    }

    private long last(int from) {
        long eight = 0;
        for (int place = from; place < width * height; place++) {
            eight |= (long) tone(place) << 8 * (place - from);
        }
        return eight;
    }

    private void resize(GreyImage grey) {
        width = grey.width;
        height = grey.height;
        greys = null;
        if (dark.length < width * height + Eight.BEYOND) {
            dark = new byte[width * height + Eight.BEYOND];
        }
    }

    /** Which threshold of one picture is meant. */
    public enum Cut {
        /** Between the two tones that most of it has. */
        MIDDLE,
        /** Between two tones of its lighter part: a code on a light sheet, on a dark table. */
        UPPER,
        /** Likewise of its darker part. */
        LOWER
    }

    /**
     * One threshold for the whole picture, where dark and light are each most alike (Otsu 1979). The cheapest, and on an
     * evenly lit code the one that keeps thin modules whole.
     *
     * @param grey whose bytes must stay as long as this is asked
     * @return false, and nothing parted, when the lighter or the darker part is of one tone and its noise
     */
    public boolean global(GreyImage grey, Cut cut) {
        int[] histogram = new int[256];
        int count = grey.width * grey.height;
        // 16,384 pixels tell as much as all of them. Odd: widths are even, and so it meets all columns, or each third or fifth at worst.
        int stride = Math.max(1, count >> 14) | 1;
        for (int i = 0; i < count; i += stride) {
            histogram[grey.pixels[i] & 255]++;
        }
        threshold = otsu(histogram, 0, 256);
        if (cut != Cut.MIDDLE) {
            int from = cut == Cut.UPPER ? threshold : 0;
            int to = cut == Cut.UPPER ? 256 : threshold;
            threshold = otsu(histogram, from, to);
            if (mean(histogram, threshold, to) - mean(histogram, from, threshold) < SAME_TONE + SAME_TONE_NOISE * noise(grey)) {
                return false;
            }
        }
        width = grey.width;
        height = grey.height;
        greys = grey.pixels;
        thresholds = Eight.threshold(threshold);
        lastWord = count - Eight.BEYOND;
        return true;
    }

    /** Of the greys from one to before another; their middle when there are none. */
    private static double mean(int[] histogram, int from, int to) {
        int count = 0;
        long sum = 0;
        for (int value = from; value < to; value++) {
            count += histogram[value];
            sum += (long) value * histogram[value];
        }
        return count == 0 ? (from + to) / 2.0 : (double) sum / count;
    }

    /** Of the greys from one to before another. */
    private static int otsu(int[] histogram, int from, int to) {
        int count = 0;
        long sum = 0;
        for (int value = from; value < to; value++) {
            count += histogram[value];
            sum += (long) value * histogram[value];
        }
        double best = -1;
        int first = (from + to) / 2;
        int last = first;
        long below = 0;
        long belowSum = 0;
        for (int value = from; value < to - 1; value++) {
            below += histogram[value];
            belowSum += (long) value * histogram[value];
            if (below == 0 || below == count) {
                continue;
            }
            double apart = (double) belowSum / below - (double) (sum - belowSum) / (count - below);
            double between = apart * apart * below * (count - below);
            if (between > best) {
                best = between;
                first = value;
            }
            if (between >= best) {
                last = value; // empty greys between the two are all as good: take their middle
            }
        }
        return (first + last) / 2 + 1;
    }

    /**
     * How noisy a picture is: the middle one of many second differences, which edges leave alone (Immerkær 1996, with the
     * median for the mean). A dense code looks noisier than it is.
     *
     * @return about the standard deviation, in greys
     */
    public static int noise(GreyImage grey) {
        int[] histogram = new int[256];
        int seen = 0;
        byte[] p = grey.pixels;
        int w = grey.width;
        for (int y = 1; y < grey.height - 1; y += 5) {
            for (int x = 1 + y % 3; x < w - 1; x += 5) {
                int at = y * w + x;
                int sides = (p[at - 1] & 255) + (p[at + 1] & 255) + (p[at - w] & 255) + (p[at + w] & 255);
                int corners = (p[at - w - 1] & 255) + (p[at - w + 1] & 255) + (p[at + w - 1] & 255) + (p[at + w + 1] & 255);
                histogram[Math.min(255, Math.abs(4 * (p[at] & 255) - 2 * sides + corners) / 4)]++;
                seen++;
            }
        }
        int value = 0;
        for (int below = histogram[0]; below < seen / 2; below += histogram[value]) {
            value++;
        }
        return value; // the median of a normal distribution's |x| is 0.67 of its deviation, six of which the mask makes of one
    }

    /**
     * Against the mean of a square around each pixel, for light that changes over the picture (Wellner 1993). Eight pixels of a
     * row have the mean of the square around them in common, which over so short a way hardly changes. The sums slide along, so
     * that the square's size costs nothing.
     *
     * @param radius of the square in pixels, its side is twice that and one; to the nearest eight across
     * @param margin greys by which a pixel must be darker than the mean, so that an even surface stays light
     */
    public void local(GreyImage grey, int radius, int margin) {
        resize(grey);
        int wide = (width + 7) / 8;
        if (columns.length < wide) {
            columns = new int[wide];
        }
        Arrays.fill(columns, 0, wide, 0);
        byte[] pixels = grey.pixels;
        for (int y = 0; y < Math.min(radius, height); y++) {
            addRow(pixels, y * width, 1);
        }
        for (int y = 0; y < height; y++) {
            if (y + radius < height) {
                addRow(pixels, (y + radius) * width, 1);
            }
            if (y - radius > 0) {
                addRow(pixels, (y - radius - 1) * width, -1);
            }
            int rows = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1;
            slide(pixels, y * width, (radius + 4) / 8, rows, margin);
        }
    }

    private void addRow(byte[] pixels, int from, int sign) {
        int whole = width / 8;
        for (int i = 0; i < whole; i++) {
            columns[i] += sign * Eight.sum(Eight.at(pixels, from + 8 * i));
        }
        for (int x = 8 * whole; x < width; x++) {
            columns[whole] += sign * (pixels[from + x] & 255);
        }
    }

    private void slide(byte[] pixels, int from, int reach, int rows, int margin) {
        int last = (width - 1) / 8;
        int sum = 0;
        for (int i = 0; i < Math.min(reach, last + 1); i++) {
            sum += columns[i];
        }
        for (int i = 0; i <= last; i++) {
            sum += i + reach <= last ? columns[i + reach] : 0;
            sum -= i > reach ? columns[i - reach - 1] : 0;
            int area = (Math.min(width, 8 * (i + reach + 1)) - Math.max(0, 8 * (i - reach))) * rows;
            int least = Math.max(0, (sum + area - 1) / area - margin);
            int at = from + 8 * i;
            if (8 * i + 8 <= width) {
                Eight.put(dark, at, Eight.below(Eight.at(pixels, at), Eight.threshold(least)));
            } else {
                for (; at < from + width; at++) {
                    dark[at] = (byte) ((pixels[at] & 255) - least >>> 31);
                }
            }
        }
    }
}
