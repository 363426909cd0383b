package cn.ting.code;

/** A picture of two tones: 1 where it is dark, 0 where it is light. Its buffer grows and is kept from frame to frame. */
final class DarkImage {

    byte[] dark = {};
    int width;
    int height;

    /** Takes the size of a picture; what it held before is lost. */
    void resize(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
        if (dark.length < width * height) {
            dark = new byte[width * height];
        }
    }

    /** 1 dark, 0 light, 2 outside of the picture. */
    int at(int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? 2 : dark[y * width + x];
    }
}
