package cn.ting.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.picture.DarkImage.Cut;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is done to eight pixels at once is what would be done to each, also where a row is no multiple of eight. */
class EightTest {

    private static final int[][] SIZES = {{48, 48}, {64, 50}, {81, 49}, {95, 53}, {50, 97}, {127, 63}};

    private final Random random = new Random(7);

    @Test
    void aHalfPictureIsTheMeanOfTwoByTwo() {
        Pyramid pyramid = new Pyramid();
        for (int[] size : SIZES) {
            byte[] pixels = noise(size);
            pyramid.begin(pixels, size[0], size[1]);
            GreyImage half = pyramid.level(1);
            assertEquals(size[0] / 2, half.width);
            assertEquals(size[1] / 2, half.height);
            for (int i = 0; i < half.width * half.height; i++) {
                int at = i / half.width * 2 * size[0] + i % half.width * 2;
                int sum = grey(pixels, at) + grey(pixels, at + 1) + grey(pixels, at + size[0]) + grey(pixels, at + size[0] + 1);
                assertEquals((sum + 2) / 4, grey(half.pixels, i), size[0] + "x" + size[1] + " at " + i);
            }
        }
    }

    @Test
    void oneThresholdPartsAPictureWherePixelsSaySo() {
        DarkImage dark = new DarkImage();
        for (int[] size : SIZES) {
            byte[] pixels = noise(size);
            dark.global(new GreyImage(pixels, size[0], size[1]), Cut.MIDDLE);
            int darkest = 0;
            int lightest = 255;
            for (int i = 0; i < pixels.length; i++) {
                boolean isDark = dark.at(i % size[0], i / size[0]) == 1;
                darkest = isDark ? Math.max(darkest, grey(pixels, i)) : darkest;
                lightest = isDark ? lightest : Math.min(lightest, grey(pixels, i));
            }
            assertEquals(darkest + 1, lightest, size[0] + "x" + size[1]);
        }
    }

    /** Every grey there is, so that a threshold shows between two that follow each other. */
    private byte[] noise(int[] size) {
        byte[] pixels = new byte[size[0] * size[1]];
        random.nextBytes(pixels);
        return pixels;
    }

    private static int grey(byte[] pixels, int at) {
        return pixels[at] & 255;
    }
}
