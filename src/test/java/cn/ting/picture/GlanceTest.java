package cn.ting.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GlanceTest {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    /** Greys, of a camera in a lit hall. */
    private static final int NOISE = 6;

    private final Glance glance = new Glance();
    private final Pyramid pyramid = new Pyramid();
    private final Random random = new Random(3);

    @Test
    void aStandingSceneIsTheSameForAllTheNoise() {
        glance.keep(picture(scene()));
        for (int i = 0; i < 20; i++) {
            assertTrue(glance.isSame(picture(scene())), "frame " + i);
        }
    }

    @Test
    void aSmallThingAnywhereIsAChange() {
        glance.keep(picture(scene()));
        for (int i = 0; i < 20; i++) {
            byte[] scene = scene();
            int left = random.nextInt(WIDTH - 16);
            int top = random.nextInt(HEIGHT - 16);
            for (int j = 0; j < 16 * 16; j++) {
                int at = (top + j / 16) * WIDTH + left + j % 16;
                scene[at] = (byte) ((scene[at] & 255) - 25);
            }
            assertFalse(glance.isSame(picture(scene)), left + " " + top);
        }
    }

    @Test
    void whatHasTheSameLightButIsSharperIsAChange() {
        glance.keep(picture(scene()));
        byte[] scene = scene();
        for (int i = 0; i < 64 * 64; i++) {
            int at = (200 + i / 64) * WIDTH + 300 + i % 64;
            boolean isLighter = i / 64 / 4 % 2 == i % 64 / 4 % 2;
            scene[at] = (byte) ((scene[at] & 255) + (isLighter ? 15 : -15));
        }
        assertEquals(0, glance.apart(picture(scene)));
        assertFalse(glance.isSame(pyramid));
    }

    @Test
    void nothingIsTheSameOnceItIsForgottenOrOfAnotherSize() {
        byte[] scene = scene();
        glance.keep(picture(scene));
        assertTrue(glance.isSame(picture(scene)));
        pyramid.begin(scene, HEIGHT, WIDTH);
        assertFalse(glance.isSame(pyramid));
        assertEquals(256, glance.apart(pyramid));
        glance.forget();
        assertFalse(glance.isKept());
        assertFalse(glance.isSame(picture(scene)));
    }

    /** Every size there is can be kept, of whatever cells. */
    @Test
    void aPictureIsLikeItselfAtEverySize() {
        for (int side = 2; side < 200; side += 3) {
            byte[] some = new byte[side * (side + 9)];
            random.nextBytes(some);
            pyramid.begin(some, side, side + 9);
            glance.keep(pyramid);
            assertTrue(glance.isSame(pyramid), side + " pixels");
        }
    }

    private Pyramid picture(byte[] scene) {
        pyramid.begin(scene, WIDTH, HEIGHT);
        return pyramid;
    }

    /** A desk, darker to the right, with things on it, seen with noise. */
    private byte[] scene() {
        byte[] scene = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < scene.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            int grey = x / 90 * 37 % 5 == y / 70 * 53 % 4 ? 60 : 190 - x / 8;
            scene[i] = (byte) Math.max(0, Math.min(255, Math.round(grey + NOISE * random.nextGaussian())));
        }
        return scene;
    }
}
