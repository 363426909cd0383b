package cn.ting.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.picture.DarkImage.Cut;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void eightAreHeldAgainstAnyThreshold() {
        byte[] pixels = noise(new int[] {8, 64});
        for (int i = 0; i < 8; i++) {
            pixels[i] = (byte) (i % 2 == 0 ? 0 : 255);
        }
        for (int threshold = 0; threshold <= 256; threshold++) {
            for (int at = 0; at < pixels.length; at += 8) {
                long tones = Eight.below(Eight.at(pixels, at), Eight.threshold(threshold));
                for (int k = 0; k < 8; k++) {
                    assertEquals(grey(pixels, at + k) < threshold ? 1 : 0, tones >>> 8 * k & 255, grey(pixels, at + k) + " below " + threshold);
                }
            }
        }
    }

    @Test
    void eightAreSummedUpToTheLightestThereAre() {
        byte[] pixels = noise(new int[] {8, 64});
        Arrays.fill(pixels, 0, 8, (byte) 255);
        for (int at = 0; at < pixels.length; at += 8) {
            int sum = 0;
            for (int k = 0; k < 8; k++) {
                sum += grey(pixels, at + k);
            }
            assertEquals(sum, Eight.sum(Eight.at(pixels, at)));
        }
    }

    @Test
    void anyEightTonesAreEightBitsAndEachTellsWhichItIs() {
        for (int bits = 0; bits < 256; bits++) {
            long tones = 0;
            for (int k = 0; k < 8; k++) {
                tones |= (long) (bits >> k & 1) << 8 * k;
            }
            assertEquals(bits, Eight.bits(tones));
        }
        for (int k = 0; k < 8; k++) {
            assertEquals(k, Eight.which(1L << 8 * k));
        }
    }

    /** The square around eight pixels of a row has so many eights to either side as the radius, to the nearest; all squares end with the picture. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 40})
    void eachPixelIsHeldAgainstTheMeanAroundItsEightAtAnyWidth(int radius) {
        DarkImage dark = new DarkImage();
        for (int width = 33; width <= 40; width++) {
            int[] size = {width, 19};
            byte[] pixels = noise(size);
            dark.local(new GreyImage(pixels, width, size[1]), radius, 9);
            for (int i = 0; i < width * size[1]; i++) {
                int x = i % width;
                int y = i / width;
                assertEquals(grey(pixels, i) < meanAround(pixels, size, x / 8, y, radius) - 9 ? 1 : 0, dark.at(x, y), width + " wide at " + x + ", " + y);
            }
        }
    }

    /** Rounded up. */
    private static int meanAround(byte[] pixels, int[] size, int eight, int y, int radius) {
        int reach = (radius + 4) / 8;
        int sum = 0;
        int area = 0;
        for (int v = Math.max(0, y - radius); v <= Math.min(size[1] - 1, y + radius); v++) {
            for (int u = Math.max(0, 8 * (eight - reach)); u < Math.min(size[0], 8 * (eight + reach + 1)); u++) {
                sum += grey(pixels, v * size[0] + u);
                area++;
            }
        }
        return (sum + area - 1) / area;
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
