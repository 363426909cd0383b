package cn.ting.picture;

/**
 * A picture in grey, a byte a pixel, row by row from the top, 0 black to 255 white. Places are told as on paper: pixel
 * (x, y) covers x to x+1 and y to y+1, so that a place is the same at every size of a {@link Pyramid} but for the scale.
 * Confined to the reader's thread; whoever owns the bytes may change them between frames.
 */
public final class GreyImage {

    public final byte[] pixels;
    public final int width;
    public final int height;

    /** @param pixels at least as many as there are places; not copied */
    public GreyImage(byte[] pixels, int width, int height) {
        this.pixels = pixels;
        this.width = width;
        this.height = height;
    }

    /** The grey at a place, 0 to 255, between the four pixels around it (bilinear); outside, the rim of the picture goes on. */
    public float at(double x, double y) {
        double left = Math.max(0, Math.min(x - 0.5, width - 1.001));
        double top = Math.max(0, Math.min(y - 0.5, height - 1.001));
        int column = (int) left;
        int row = (int) top;
        float right = (float) (left - column);
        float down = (float) (top - row);
        int at = row * width + column;
        float above = (pixels[at] & 255) * (1 - right) + (pixels[at + 1] & 255) * right;
        float below = (pixels[at + width] & 255) * (1 - right) + (pixels[at + width + 1] & 255) * right;
        return above * (1 - down) + below * down;
    }
}
