package cn.ting.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** All photos of ZXing's own tests, 14 MB: {@code -Dphotos=} names its folder {@code core/src/test/resources/blackbox} or a copy. */
class KnownPhotosNight {

    private static final int ALL = 179;
    /** ZXing itself reads 157 of them, the best of five other readers 166. */
    private static final int GOAL = 178;

    @Test
    void nearlyAllThereAreAreRead() throws IOException {
        Path folder = Path.of(Objects.requireNonNull(System.getProperty("photos"), "-Dphotos= names the folder"));
        List<Path> all = KnownPhotosTest.pictures(folder).stream()
                .filter(picture -> picture.getParent().getFileName().toString().matches("qrcode-[1-6]")).toList();
        assertEquals(ALL, all.size());
        int right = 0;
        for (Path picture : all) {
            right += KnownPhotosTest.expected(picture).equals(KnownPhotosTest.read(picture)) ? 1 : 0;
        }
        assertTrue(right >= GOAL, right + " of " + ALL);
    }
}
