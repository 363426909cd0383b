package cn.ting.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodewordsTest {

    private final Codewords codewords = new Codewords();
    private final Payload payload = new Payload();
    private final Random random = new Random(5);
    private boolean[] bits;
    private float[] sureness;
    private int n;

    @Test
    void aStainThatIsKnownToBeOneIsMendedInEverySizeAndLevel() throws Exception {
        for (ErrorCorrectionLevel level : ErrorCorrectionLevel.values()) {
            for (int length = 10; length < 1_000; length = 2 * length + 7) {
                String text = draw(length, level, false);
                stain(0.2, 0.5, n / (level == ErrorCorrectionLevel.L ? 6 : 4));
                assertTrue(codewords.mend(bits, sureness, new Pattern(n)), length + " bytes, " + level);
                assertEquals(text, payload.read(bits, n), length + " bytes, " + level);
            }
        }
    }

    @Test
    void whatIsMendedZxingCouldNotRead() throws Exception {
        String text = draw(200, ErrorCorrectionLevel.M, false);
        stain(0.3, 0.3, 2 * n / 5);
        assertEquals(null, payload.read(bits, n));
        assertTrue(codewords.mend(bits, sureness, new Pattern(n)));
        assertEquals(text, payload.read(bits, n));
    }

    @Test
    void aCodeSeenInAMirrorIsMended() throws Exception {
        String text = draw(60, ErrorCorrectionLevel.M, true);
        stain(0.4, 0.6, n / 4);
        assertTrue(codewords.mend(bits, sureness, new Pattern(n)));
        assertEquals(text, payload.read(bits, n));
    }

    @Test
    void aCodeIsMendedWhoseFormatAndVersionAreHalfHidden() throws Exception {
        String text = draw(300, ErrorCorrectionLevel.Q, false);
        stain(0, 0, 10);
        stain(1, 0, 12);
        assertTrue(codewords.mend(bits, sureness, new Pattern(n)));
        assertEquals(text, payload.read(bits, n));
    }

    @Test
    void noiseIsNeverMended() {
        Codewords fresh = new Codewords();
        for (n = 21; n <= 61; n += 8) {
            Pattern pattern = new Pattern(n);
            bits = new boolean[n * n];
            sureness = new float[n * n];
            for (int round = 0; round < 100; round++) {
                for (int i = 0; i < n * n; i++) {
                    bits[i] = random.nextBoolean();
                    sureness[i] = random.nextFloat();
                }
                assertFalse(fresh.mend(bits, sureness, pattern), n + " modules, round " + round);
            }
        }
    }

    private String draw(int length, ErrorCorrectionLevel level, boolean mirrored) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        ByteMatrix code = Encoder.encode(text.toString(), level).getMatrix();
        n = code.getWidth();
        bits = new boolean[n * n];
        sureness = new float[n * n];
        Arrays.fill(sureness, 1);
        for (int i = 0; i < n * n; i++) {
            bits[i] = (mirrored ? code.get(i / n, i % n) : code.get(i % n, i / n)) == 1;
        }
        return text.toString();
    }

    /** A square in which nothing can be told, its corner by parts of what room there is. */
    private void stain(double right, double down, int side) {
        int left = (int) (right * (n - side));
        int top = (int) (down * (n - side));
        for (int i = 0; i < side * side; i++) {
            int at = (top + i / side) * n + left + i % side;
            bits[at] = random.nextBoolean();
            sureness[at] = 0;
        }
    }
}
