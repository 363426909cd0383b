package cn.ting.picture;

/**
 * What the last picture that was not read looked like at a glance: whether this is the next frame of a camera that shows the same, or another
 * picture. Keeps a copy of some hundred pixels. Confined to the reader's thread.
 */
public final class Glance {

    private byte[] last = {};
    private int width;
    private int height;

    /**
     * How far a picture is from the one that was kept.
     *
     * @param coarse the picture, at the smallest size there is
     * @param fullWidth of the picture itself, in pixels
     * @param fullHeight likewise
     * @return greys by which pixels differ in the mean, 0 to 255; 256 of another size
     */
    public int apart(GreyImage coarse, int fullWidth, int fullHeight) {
        if (width != fullWidth || height != fullHeight) {
            return 256;
        }
        int count = coarse.width * coarse.height;
        long apart = 0;
        for (int i = 0; i < count; i++) {
            apart += Math.abs((last[i] & 255) - (coarse.pixels[i] & 255));
        }
        return (int) (apart / count);
    }

    /** Keeps what a picture looks like, in place of the one before. */
    public void keep(GreyImage coarse, int fullWidth, int fullHeight) {
        int count = coarse.width * coarse.height;
        if (last.length < count) {
            last = new byte[count];
        }
        System.arraycopy(coarse.pixels, 0, last, 0, count);
        width = fullWidth;
        height = fullHeight;
    }
}
