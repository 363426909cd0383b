package cn.ting.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the bytes of a picture are, nothing is thrown, and what is read is what was drawn. */
class CodeReaderFuzzTest {

    private static final int MOST_SIDE = 200;
    /** Pictures of one try, which one reader sees one after the other. */
    private static final int EACH = 3;

    /** A picture, and what a code in it says; null for a picture without one. */
    private record Picture(byte[] luminance, int width, int height, String text) {}

    @Property(tries = 120)
    void noiseIsNeitherReadNorDoesItThrow(@ForAll long seed) {
        Random random = new Random(seed);
        CodeReader reader = new CodeReader();
        for (int i = 0; i < EACH; i++) {
            Picture noise = noise(random);
            assertNull(read(reader, noise, random.nextBoolean()));
        }
    }

    @Property(tries = 200)
    void aDrawnSymbolSaysWhatItSaysOrNothingIsRead(@ForAll long seed) {
        Random random = new Random(seed);
        CodeReader reader = new CodeReader();
        for (int i = 0; i < EACH; i++) {
            Picture drawn = drawn(random, random.nextInt(4) == 0 ? DrawnSymbol.ofChance(random) : DrawnSymbol.ofSegments(random));
            Picture seen = i == 0 ? drawn : random.nextBoolean() ? cropped(drawn, random) : spoiled(drawn, random);
            String text = read(reader, seen, random.nextInt(4) == 0);
            assertTrue(text == null || text.equals(drawn.text()), () -> "of " + drawn.text() + " was read " + text);
        }
    }

    /** So that the property above says something: what is drawn well is read. */
    @Property(tries = 100)
    void aSymbolThatIsDrawnWellIsRead(@ForAll long seed) {
        DrawnSymbol symbol = DrawnSymbol.ofSegments(new Random(seed));
        Picture drawn = drawn(symbol, 3, 4, 30, 220, 220, new Random(seed));
        assertEquals(symbol.text(), read(new CodeReader(), drawn, false));
    }

    private static String read(CodeReader reader, Picture picture, boolean isWatched) {
        return isWatched ? reader.watch(picture.luminance(), picture.width(), picture.height())
                : reader.decode(picture.luminance(), picture.width(), picture.height());
    }

    /** Of all tones or two, plain, or fewer bytes than pixels. */
    private static Picture noise(Random random) {
        int width = 1 + random.nextInt(MOST_SIDE);
        int height = 1 + random.nextInt(MOST_SIDE);
        int spare = random.nextInt(3) == 0 ? random.nextInt(2_000) - 500 : 0;
        byte[] noise = new byte[Math.max(0, width * height + spare)];
        int kind = random.nextInt(4);
        int cell = 1 + random.nextInt(6);
        random.nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = kind == 0 ? noise[i] : kind == 1 ? (byte) (noise[i] < 0 ? 20 : 230) : kind == 2 ? noise[0]
                    : noise[i / width / cell * cell * width + i % width / cell * cell];
        }
        return new Picture(noise, width, height, null);
    }

    private static Picture drawn(Random random, DrawnSymbol symbol) {
        int dots = 1 + random.nextInt(MOST_SIDE / symbol.modules().getWidth());
        int light = 60 + random.nextInt(190);
        int dark = random.nextInt(light);
        boolean isInverted = random.nextInt(5) == 0;
        return drawn(symbol, dots, random.nextInt(6), isInverted ? light : dark, isInverted ? dark : light, random.nextInt(256), random);
    }

    /**
     * A symbol in front of an even ground, sometimes seen in a mirror, sometimes with bytes after the picture.
     *
     * @param dots pixels a module
     * @param quiet modules around it
     */
    private static Picture drawn(DrawnSymbol symbol, int dots, int quiet, int dark, int light, int ground, Random random) {
        int n = symbol.modules().getWidth();
        int side = Math.min(MOST_SIDE, (n + 2 * quiet) * dots);
        int width = side + random.nextInt(MOST_SIDE - side + 1);
        int height = side + random.nextInt(MOST_SIDE - side + 1);
        byte[] picture = new byte[width * height + (random.nextBoolean() ? random.nextInt(width * height) : 0)];
        Arrays.fill(picture, (byte) ground);
        boolean isMirrored = random.nextInt(5) == 0;
        int left = random.nextInt(width - side + 1);
        int top = random.nextInt(height - side + 1);
        for (int i = 0; i < side * side; i++) {
            int x = Math.floorDiv(i % side - (side - n * dots) / 2, dots);
            int y = Math.floorDiv(i / side - (side - n * dots) / 2, dots);
            boolean isInside = x >= 0 && y >= 0 && x < n && y < n;
            boolean isDark = isInside && symbol.modules().get(isMirrored ? y : x, isMirrored ? x : y) == 1;
            picture[(top + i / side) * width + left + i % side] = (byte) (isDark ? dark : light);
        }
        return new Picture(picture, width, height, symbol.text() == null ? said(symbol) : symbol.text());
    }

    /** What words by chance say, if anything. */
    private static String said(DrawnSymbol symbol) {
        int n = symbol.modules().getWidth();
        boolean[] bits = new boolean[n * n];
        for (int i = 0; i < n * n; i++) {
            bits[i] = symbol.modules().get(i % n, i / n) == 1;
        }
        return new Payload().read(bits, n);
    }

    private static Picture cropped(Picture from, Random random) {
        int width = 1 + random.nextInt(from.width());
        int height = 1 + random.nextInt(from.height());
        int left = random.nextInt(from.width() - width + 1);
        int top = random.nextInt(from.height() - height + 1);
        byte[] crop = new byte[width * height];
        for (int i = 0; i < crop.length; i++) {
            crop[i] = from.luminance()[(top + i / width) * from.width() + left + i % width];
        }
        return new Picture(crop, width, height, from.text());
    }

    /** With a stain of some kind, and noise. */
    private static Picture spoiled(Picture from, Random random) {
        byte[] spoiled = from.luminance().clone();
        int left = random.nextInt(from.width());
        int top = random.nextInt(from.height());
        int right = left + random.nextInt(from.width() / 2 + 1);
        int bottom = top + random.nextInt(from.height() / 2 + 1);
        int noise = random.nextInt(60);
        int kind = random.nextInt(3);
        for (int i = 0; i < from.width() * from.height(); i++) {
            int x = i % from.width();
            int y = i / from.width();
            boolean isStained = x >= left && x < right && y >= top && y < bottom;
            int grey = spoiled[i] & 255;
            int stained = kind == 0 ? 0 : kind == 1 ? 255 - grey : random.nextInt(256);
            spoiled[i] = (byte) Math.max(0, Math.min(255, (isStained ? stained : grey) + noise * random.nextGaussian() / 2));
        }
        return new Picture(spoiled, from.width(), from.height(), from.text());
    }
}
