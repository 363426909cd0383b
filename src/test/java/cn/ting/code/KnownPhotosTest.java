package cn.ting.code;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that others took, of ZXing's tests; see NOTICE beside them. */
class KnownPhotosTest {

    @ParameterizedTest
    @ValueSource(strings = {"2-17", "2-29", "2-32", "3-10", "3-25", "4-05", "4-20", "5-16", "6-1"})
    void isRead(String name) throws Exception {
        String expected = new String(bytes("qrcode-" + name + ".txt"), StandardCharsets.UTF_8);
        BufferedImage image;
        try (InputStream in = open("qrcode-" + name + ".png")) {
            image = ImageIO.read(in);
        }
        byte[] grey = new byte[image.getWidth() * image.getHeight()];
        for (int i = 0; i < grey.length; i++) {
            int rgb = image.getRGB(i % image.getWidth(), i / image.getWidth());
            boolean isClear = rgb >>> 24 == 0;
            grey[i] = (byte) (isClear ? 255 : (306 * (rgb >> 16 & 255) + 601 * (rgb >> 8 & 255) + 117 * (rgb & 255)) >> 10);
        }
        assertEquals(expected, new CodeReader().decode(grey, image.getWidth(), image.getHeight()));
    }

    private static byte[] bytes(String name) throws Exception {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        }
    }

    private static InputStream open(String name) {
        return KnownPhotosTest.class.getResourceAsStream(name);
    }
}
