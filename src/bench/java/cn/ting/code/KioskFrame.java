package cn.ting.code;

import java.util.List;

/**
 * One frame of an invented camera.
 *
 * @param kind what makes it hard to read
 * @param seed it was made from, with the kind
 * @param luminance a byte a pixel, row by row, 0 black to 255 white
 * @param texts of the codes in it, each other than the others; none when there is no code
 */
public record KioskFrame(FrameKind kind, long seed, byte[] luminance, int width, int height, List<String> texts) {

    /** What the code says, of several the first; null when there is none. */
    public String text() {
        return texts.isEmpty() ? null : texts.get(0);
    }
}
