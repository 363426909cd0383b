package cn.ting.finder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.picture.GreyImage;
import cn.ting.picture.Pyramid;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RingMatchTest {

    private static final int SIDE = 80;

    private final RingMatch match = new RingMatch();

    @Test
    void aBlurredAndNoisyPatternIsFoundHoweverItIsTurnedAndInBothTones() {
        for (RingMatch.Effort effort : List.of(RingMatch.Effort.QUICK, RingMatch.Effort.THOROUGH)) {
            for (int turn = 0; turn < 6; turn++) {
                boolean isInverted = turn % 2 == 1;
                Finder best = search(drawn(Math.toRadians(15 * turn), 1.2 + 0.1 * turn, isInverted), effort).get(0);
                assertEquals(SIDE / 2.0, best.x(), 0.7, "turned by " + 15 * turn);
                assertEquals(SIDE / 2.0, best.y(), 0.7, "turned by " + 15 * turn);
                assertEquals(7 * (1.2 + 0.1 * turn), best.size(), 2, "turned by " + 15 * turn);
                assertEquals(isInverted, best.inverted());
            }
        }
    }

    @Test
    void noiseOnAnEvenSurfaceAndABlobWithoutRingsAreNoPattern() {
        byte[] noise = new byte[SIDE * SIDE];
        byte[] blob = new byte[SIDE * SIDE];
        Random random = new Random(3);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (128 + 2 * random.nextGaussian());
            double away = Math.hypot(i % SIDE - SIDE / 2.0, i / SIDE - SIDE / 2.0);
            blob[i] = (byte) (200 - 150 * Math.exp(-away * away / 12));
        }
        assertTrue(search(noise, RingMatch.Effort.THOROUGH).isEmpty());
        assertTrue(search(blob, RingMatch.Effort.THOROUGH).isEmpty());
    }

    private List<Finder> search(byte[] picture, RingMatch.Effort effort) {
        Pyramid pyramid = new Pyramid();
        pyramid.begin(picture, SIDE, SIDE);
        Finders found = new Finders();
        found.begin(pyramid);
        match.search(new GreyImage(picture, SIDE, SIDE), 1, effort, found);
        return found.best(5);
    }

    /** One pattern in the middle, seen through a lens that blurs it by most of a module. */
    private static byte[] drawn(double turn, double module, boolean isInverted) {
        Random random = new Random(5);
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        byte[] picture = new byte[SIDE * SIDE];
        for (int i = 0; i < picture.length; i++) {
            double light = 0;
            for (int k = 0; k < 49; k++) {
                double x = i % SIDE + 0.5 - SIDE / 2.0 + module * 0.7 * (k % 7 - 3) / 3;
                double y = i / SIDE + 0.5 - SIDE / 2.0 + module * 0.7 * (k / 7 - 3) / 3;
                double u = (x * cos + y * sin) / module;
                double v = (y * cos - x * sin) / module;
                double ring = Math.max(Math.abs(u), Math.abs(v));
                boolean isDark = ring < 1.5 || ring > 2.5 && ring < 3.5;
                light += isDark == isInverted ? 200 : 60;
            }
            picture[i] = (byte) Math.round(light / 49 + 4 * random.nextGaussian());
        }
        return picture;
    }
}
