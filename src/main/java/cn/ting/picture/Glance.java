package cn.ting.picture;

import java.util.Arrays;

/**
 * What the last picture looked like at a glance: whether this is the next frame of a camera that shows the same, or another
 * picture. Keeps a copy of some hundred pixels. Confined to the reader's thread.
 */
public final class Glance {

    /** Greys by which pixels of frames that show the same differ at most, in the mean. */
    private static final int ALIKE = 8;

    private byte[] last = {};
    private int width;
    private int height;

    /**
     * Whether a picture is like the one that was told before; it is then the one that the next is held against.
     *
     * @param coarse the picture, at the smallest size there is
     * @param fullWidth of the picture itself, in pixels
     * @param fullHeight likewise
     */
    public boolean isLikeBefore(GreyImage coarse, int fullWidth, int fullHeight) {
        int count = coarse.width * coarse.height;
        boolean isSameSize = width == fullWidth && height == fullHeight && last.length == count;
        long apart = 0;
        for (int i = 0; isSameSize && i < count; i++) {
            apart += Math.abs((last[i] & 255) - (coarse.pixels[i] & 255));
        }
        width = fullWidth;
        height = fullHeight;
        last = Arrays.copyOf(coarse.pixels, count);
        return isSameSize && apart < (long) ALIKE * count;
    }
}
