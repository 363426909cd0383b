package cn.ting.finder;

import cn.ting.picture.DarkImage;
import cn.ting.picture.Eight;

/**
 * Finds finder patterns by their 1:1:3:1:1 of dark and light along rows, checked along the column and the row through their
 * middle, as ZXing does, for both polarities in one pass. Unlike there, what is compared are the distances between edges of
 * the same kind (2:4:4:2): light that eats into dark moves both edges of such a pair alike (zxing-cpp, Pattern.h, "E2E").
 * Confined to the reader's thread.
 */
public final class RowScan {

    /** Up to this width, modules of one pixel are looked for: pictures made by a program, not by a camera. */
    private static final int SMALL_PICTURE = 400;
    /** A camera's modules are a pixel and a half at least, and a finder pattern reads half a pixel shorter than it is. */
    private static final int SMALLEST = 10;

    private final int[] runs = new int[5];
    private double middle;
    private boolean isOpen;
    private int smallest;
    private int most;

    /**
     * Adds what it finds in every {@code step}th row.
     *
     * @param scale pixels of the full frame to one of this picture
     * @param open true to take a pattern too whose outer ring has run into something of its tone, as where the quiet zone was
     *     cut off; there is more of such by chance
     */
    public void scan(DarkImage image, int step, double scale, boolean open, Finders into) {
        isOpen = open;
        smallest = scale == 1 && image.width > SMALL_PICTURE ? SMALLEST : 7;
        for (int y = step / 2; y < image.height; y += step) {
            scanRow(image, y, scale, into);
        }
    }

    /** Goes from edge to edge, of which there are few: words of eight pixels of one tone are passed over. */
    private void scanRow(DarkImage image, int y, double scale, Finders into) {
        int from = y * image.width;
        int width = image.width;
        int seen = 0;
        int colour = image.tone(from);
        long before = colour;
        int began = 0;
        int first = 0;
        int second = 0;
        int third = 0;
        int fourth = 0;
        for (int x = 0; x <= width; x += 8) {
            long eight = image.eight(from + x);
            long edges = Eight.edges(eight, before, width - x); // the last run ends with the row
            before = eight >>> 56;
            for (; edges != 0; edges &= edges - 1) {
                int at = x + Eight.which(edges & -edges);
                int fifth = at - began;
                seen++;
                if (seen >= 5 && third > second && third > fourth) {
                    set(first, second, third, fourth, fifth);
                    if (isPattern(runs)) {
                        check(image, began - fourth - (third + 1) / 2, y, colour, scale, into);
                    }
                }
                first = second;
                second = third;
                third = fourth;
                fourth = fifth;
                began = at;
                colour ^= 1;
            }
        }
    }

    private void set(int first, int second, int third, int fourth, int fifth) {
        runs[0] = first;
        runs[1] = second;
        runs[2] = third;
        runs[3] = fourth;
        runs[4] = fifth;
    }

    /** Whether five runs are 1:1:3:1:1, as far as a blurred picture of few pixels can tell. */
    private boolean isPattern(int[] runs) {
        if (isOpen) {
            double inner = (runs[1] + runs[2] + runs[3]) / 5.0;
            runs[0] = trimmed(runs[0], inner);
            runs[4] = trimmed(runs[4], inner);
        }
        int total = runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
        if (total < smallest) {
            return false;
        }
        float module = total / 7f;
        float slack = module * 0.6f + 0.45f;
        return runs[2] > runs[0] && runs[2] > runs[4] && runs[2] > runs[1] && runs[2] > runs[3]
                && Math.abs(runs[0] + runs[1] - 2 * module) < slack
                && Math.abs(runs[1] + runs[2] - 4 * module) < slack
                && Math.abs(runs[2] + runs[3] - 4 * module) < slack
                && Math.abs(runs[3] + runs[4] - 2 * module) < slack;
    }

    private static int trimmed(int run, double module) {
        return run > 1.8 * module ? (int) Math.round(module) : run;
    }

    /** Looks across and aslant at what a row shows. */
    private void check(DarkImage image, int x, int y, int colour, double scale, Finders into) {
        most = 2 * (runs[0] + runs[1] + runs[2] + runs[3] + runs[4]);
        int across = cross(image, x, y, 0, 1, colour);
        if (across == 0) {
            return;
        }
        double centreY = y + 0.5 + middle;
        int along = cross(image, x, (int) centreY, 1, 0, colour);
        if (along == 0 || along > 3 * across || across > 3 * along) {
            return;
        }
        double centreX = x + 0.5 + middle;
        if (cross(image, (int) centreX, (int) centreY, 1, 1, colour) == 0
                && cross(image, (int) centreX, (int) centreY, 1, -1, colour) == 0) {
            return;
        }
        into.add(new Finder(centreX * scale, centreY * scale, Math.sqrt((double) along * across) * scale, colour == 0, 1));
    }

    /**
     * Measures the five runs through a pixel in one direction.
     *
     * @return their sum in steps, 0 when they are no pattern; {@link #middle} then is how many steps the centre lies ahead
     */
    private int cross(DarkImage image, int x, int y, int dx, int dy, int colour) {
        int ahead = arm(image, x, y, dx, dy, colour, 1);
        int behind = arm(image, x, y, -dx, -dy, colour, -1);
        if (ahead == 0 || behind == 0) {
            return 0;
        }
        runs[2]--; // the pixel itself was counted by both arms
        middle = (ahead - behind) / 2.0;
        return isPattern(runs) ? runs[0] + runs[1] + runs[2] + runs[3] + runs[4] : 0;
    }

    /** Fills the runs on one side; returns how long the arm's part of the middle run is, 0 when the arm is not whole. */
    private int arm(DarkImage image, int x, int y, int dx, int dy, int colour, int side) {
        if (side > 0) {
            runs[2] = 0;
        }
        int left = Math.min(room(x, dx, image.width), room(y, dy, image.height)); // so that no pixel is asked whether it is inside
        int stride = dy * image.width + dx;
        int at = y * image.width + x;
        int wanted = colour;
        int half = 0;
        for (int ring = 0; ring < 3; ring++) {
            int longest = Math.min(most, left);
            int length = 0;
            while (length < longest && image.tone(at) == wanted) {
                length++;
                at += stride;
            }
            if (length == 0) {
                return 0;
            }
            left -= length;
            if (ring == 0) {
                half = length;
                runs[2] += length;
            } else {
                runs[2 + side * ring] = length;
            }
            wanted ^= 1;
        }
        return half;
    }

    /** Pixels from one on, itself too, to the rim. */
    private static int room(int from, int step, int size) {
        return step == 0 ? Integer.MAX_VALUE : step > 0 ? size - from : from + 1;
    }
}
