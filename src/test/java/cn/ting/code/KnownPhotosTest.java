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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pictures that others took, of ZXing's tests; see NOTICE beside them. Here are those that are small, and some that were hard; all of them
 * are read by {@link KnownPhotosNight}.
 */
class KnownPhotosTest {

    private static final int HERE = 56;

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

    static List<Path> pictures(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    static String expected(Path picture) throws IOException {
        return Files.readString(Path.of(picture.toString().replaceFirst("png$", "txt")), StandardCharsets.UTF_8);
    }

    static String read(Path picture) throws IOException {
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
