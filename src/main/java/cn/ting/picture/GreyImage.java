package cn.ting.picture;

/**
 * A picture in grey, a byte a pixel, row by row from the top, 0 black to 255 white. Places are told as on paper: pixel
 * (x, y) covers x to x+1 and y to y+1, so that a place is the same at every size of a {@link Pyramid} but for the scale.
 * Confined to the reader's thread; whoever owns the bytes may change them between frames.
 */
public final class GreyImage {

    private static final double RIM = 1.001;

    /** Null after {@link #letGo}. */
    public byte[] pixels;

    public final int width;
    public final int height;
    private final double lastLeft;
    private final double lastTop;

    /** @param pixels at least as many as there are places; not copied */
    public GreyImage(byte[] pixels, int width, int height) {
        this.pixels = pixels;
        this.width = width;
        this.height = height;
        lastLeft = width - RIM;
        lastTop = height - RIM;
    }

    /** Lets go of the pixels, so that whoever still has this picture holds nothing of it. It is not to be looked at any more. */
    void letGo() {
        pixels = null;
    }

    /** The grey at a place, 0 to 255, between the four pixels around it (bilinear); outside, the rim of the picture goes on. */
    public float at(double x, double y) {
        double left = x - 0.5;
        double top = y - 0.5;
        // Reading a code is half made of this; hardly any place lies at the rim, and Math.max and min cost more than the sampling.
        if (!(left >= 0 && top >= 0 && left <= lastLeft && top <= lastTop)) {
            left = Math.max(0, Math.min(left, lastLeft));
            top = Math.max(0, Math.min(top, lastTop));
        }
        int column = (int) left;
        int row = (int) top;
        float right = (float) (left - column);
        float down = (float) (top - row);
        int at = row * width + column;
        byte[] p = pixels;
        int aboveLeft = p[at] & 255;
        int belowLeft = p[at + width] & 255;
        float above = aboveLeft + ((p[at + 1] & 255) - aboveLeft) * right;
        float below = belowLeft + ((p[at + width + 1] & 255) - belowLeft) * right;
        return above + (below - above) * down;
    }

    /**
     * The greys at places in a straight line, each as {@link #at} tells it. Most of what is looked at lies in lines, and one
     * whose ends lie in the picture need not be asked place by place whether it does.
     *
     * @param x of the first
     * @param dx from each to the next, with {@code dy}
     * @param into as many as {@code count}
     */
    public void line(double x, double y, double dx, double dy, int count, float[] into) {
        double left = x - 0.5;
        double top = y - 0.5;
        if (!isInside(left, top) || !isInside(left + (count - 1) * dx, top + (count - 1) * dy)) {
            for (int i = 0; i < count; i++) {
                into[i] = at(x + i * dx, y + i * dy);
            }
            return;
        }
        byte[] p = pixels;
        int wide = width;
        for (int i = 0; i < count; i++) {
            double alongX = left + i * dx;
            double alongY = top + i * dy;
            int column = (int) alongX;
            int row = (int) alongY;
            float right = (float) (alongX - column);
            int at = row * wide + column;
            int aboveLeft = p[at] & 255;
            int belowLeft = p[at + wide] & 255;
            float above = aboveLeft + ((p[at + 1] & 255) - aboveLeft) * right;
            float below = belowLeft + ((p[at + wide + 1] & 255) - belowLeft) * right;
            into[i] = above + (below - above) * (float) (alongY - row);
        }
    }

    private boolean isInside(double left, double top) {
        return left >= 0 && top >= 0 && left <= lastLeft && top <= lastTop;
    }
}
