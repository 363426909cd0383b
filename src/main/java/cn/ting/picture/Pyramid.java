package cn.ting.picture;

/**
 * One frame at full, half, quarter … size, each the mean of two by two pixels of the one before: noise and moiré of a screen
 * are averaged away, and a search costs a quarter. Made as asked for; buffers are kept from frame to frame, together a third
 * of the largest frame. Confined to the reader's thread.
 */
public final class Pyramid {

    /** No finder pattern is wide enough to be seen below this many pixels a side. */
    private static final int SMALLEST_SIDE = 24;
    private static final int MOST_LEVELS = 6;
    private static final double FEW_PIXELS = 3;

    private final GreyImage[] levels = new GreyImage[MOST_LEVELS];
    private final byte[][] buffers = new byte[MOST_LEVELS][];
    private int made;

    /** Begins a new frame, whose bytes must stay until its end. */
    public void begin(byte[] luminance, int width, int height) {
        levels[0] = new GreyImage(luminance, width, height);
        made = 1;
    }

    /** Ends the frame: its bytes are held no more, by nobody who was given a picture of it. Harmless without a frame. */
    public void end() {
        if (made > 0) {
            levels[0].letGo();
        }
    }

    /** The size nearest to the one asked for that is not too small: 0 is full, 1 half. */
    public int nearest(int level) {
        int most = Math.max(0, Math.min(level, MOST_LEVELS - 1));
        int side = Math.min(levels[0].width, levels[0].height);
        while (most > 0 && side >> most < SMALLEST_SIDE) {
            most--;
        }
        return most;
    }

    /** The level at which a module is still a few pixels wide: what finer ones add is noise and work. */
    public int levelFor(double modulePixels) {
        int level = 0;
        while (modulePixels / (2 << level) >= FEW_PIXELS && nearest(level + 1) == level + 1) {
            level++;
        }
        return level;
    }

    /** The smallest picture there is. */
    public GreyImage coarsest() {
        return level(nearest(MOST_LEVELS - 1));
    }

    /** @param level 0 to what {@link #nearest} gives */
    public GreyImage level(int level) {
        while (made <= level) {
            levels[made] = half(levels[made - 1], made);
            made++;
        }
        return levels[level];
    }

    private GreyImage half(GreyImage from, int level) {
        int width = from.width / 2;
        int height = from.height / 2;
        if (buffers[level] == null || buffers[level].length < width * height) {
            buffers[level] = new byte[width * height];
        }
        byte[] to = buffers[level];
        byte[] pixels = from.pixels;
        for (int y = 0; y < height; y++) {
            int above = 2 * y * from.width;
            int below = above + from.width;
            int at = y * width;
            int x = 0;
            for (; x + 8 <= width; x += 8) {
                long left = Eight.half(Eight.at(pixels, above + 2 * x), Eight.at(pixels, below + 2 * x));
                long right = Eight.half(Eight.at(pixels, above + 2 * x + 8), Eight.at(pixels, below + 2 * x + 8));
                Eight.put(to, at + x, left | right << 32);
            }
            for (; x < width; x++) {
                int sum = (pixels[above + 2 * x] & 255) + (pixels[above + 2 * x + 1] & 255)
                        + (pixels[below + 2 * x] & 255) + (pixels[below + 2 * x + 1] & 255);
                to[at + x] = (byte) (sum + 2 >> 2);
            }
        }
        return new GreyImage(to, width, height);
    }
}
