package cn.ting.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pictures that others took, of ZXing's tests; see NOTICE beside them. Here are those that are small, and some that were hard. All 179 of
 * them, 14 MB, are read where {@code -Dphotos=} names ZXing's folder {@code core/src/test/resources/blackbox} or a copy.
 */
class KnownPhotosTest {

    private static final int HERE = 56;
    private static final int ALL = 179;
    /** ZXing itself reads 157 of them, the best of five other readers 166. */
    private static final int GOAL = 178;

    static List<Path> pictures() throws URISyntaxException {
        List<Path> pictures = pictures(Path.of(Objects.requireNonNull(KnownPhotosTest.class.getResource("NOTICE")).toURI()).getParent());
        assertTrue(pictures.size() >= HERE, "only " + pictures.size() + " pictures are here");
        return pictures;
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void isRead(Path picture) throws IOException {
        assertEquals(expected(picture), read(picture));
    }

    @Test
    @EnabledIfSystemProperty(named = "photos", matches = ".+")
    void nearlyAllThereAreAreRead() throws IOException {
        List<Path> all = pictures(Path.of(System.getProperty("photos"))).stream()
                .filter(picture -> picture.getParent().getFileName().toString().matches("qrcode-[1-6]")).toList();
        assertEquals(ALL, all.size());
        int right = 0;
        for (Path picture : all) {
            right += expected(picture).equals(read(picture)) ? 1 : 0;
        }
        assertTrue(right >= GOAL, right + " of " + ALL);
    }

    private static List<Path> pictures(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static String expected(Path picture) throws IOException {
        return Files.readString(Path.of(picture.toString().replaceFirst("png$", "txt")), StandardCharsets.UTF_8);
    }

    private static String read(Path picture) throws IOException {
        BufferedImage image = ImageIO.read(picture.toFile());
        byte[] grey = new byte[image.getWidth() * image.getHeight()];
        for (int i = 0; i < grey.length; i++) {
            int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
            boolean isClear = rgb >>> 24 == 0;
            grey[i] = (byte) (isClear ? 255 : (306 * (rgb >> 16 & 255) + 601 * (rgb >> 8 & 255) + 117 * (rgb & 255)) >> 10);
        }
        return new CodeReader().decode(grey, image.getWidth(), image.getHeight());
    }
}
