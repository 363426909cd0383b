package cn.ting.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.picture.DarkImage.Cut;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GreyImageTest {

    private final Random random = new Random(11);

    @Test
    void greysAlongALineAreThoseOfItsPlacesAlsoBeyondTheRim() {
        GreyImage image = noisy(31, 23, 128, 60);
        float[] greys = new float[9];
        for (int i = 0; i < 2_000; i++) {
            double x = 50 * random.nextDouble() - 10;
            double y = 40 * random.nextDouble() - 10;
            double dx = 6 * random.nextDouble() - 3;
            double dy = 6 * random.nextDouble() - 3;
            image.line(x, y, dx, dy, greys.length, greys);
            for (int k = 0; k < greys.length; k++) {
                assertEquals(image.at(x + k * dx, y + k * dy), greys[k], 0.01, x + " " + y + " by " + dx + " " + dy + ", the " + k);
            }
        }
    }

    @Test
    void aToneIsNotPartedFromItsOwnNoise() {
        DarkImage dark = new DarkImage();
        GreyImage sheet = noisy(80, 80, 200, 6);
        for (int i = 0; i < 80 * 20; i++) {
            sheet.pixels[i] = 20; // a table, so that all the rest is the lighter part
        }
        assertTrue(dark.global(sheet, Cut.MIDDLE));
        assertFalse(dark.global(sheet, Cut.UPPER));
        for (int i = 80 * 40; i < 80 * 50; i++) {
            sheet.pixels[i] = 120;
        }
        assertTrue(dark.global(sheet, Cut.UPPER));
    }

    private GreyImage noisy(int width, int height, int tone, double noise) {
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.max(0, Math.min(255, tone + noise * random.nextGaussian()));
        }
        return new GreyImage(pixels, width, height);
    }
}
