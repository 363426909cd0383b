package cn.ting.device.camera;

/**
 * One picture of a camera. Its bytes are lent for the time of one look and wiped thereafter.
 *
 * @param luminance a byte a pixel, row by row from the top, 0 black to 255 white
 */
public record Frame(byte[] luminance, int width, int height) {

    /** Says nothing of the picture. */
    @Override
    public String toString() {
        return "Frame of " + width + " by " + height;
    }
}
