package cn.ting.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.zxing.DecodeHintType;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QrCodeTest {

    @Property(tries = 200)
    void whatIsWrittenIsRead(@ForAll @From("texts") String text) throws Exception {
        assertEquals(text, read(QrCode.of(text)));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange('一', '龥').withCharRange(' ', '~').ofMinLength(1).ofMaxLength(300);
    }

    @Example
    void aTicketsLinkTakesASmallCode() throws Exception {
        QrCode code = QrCode.of("https://ting.example.cn/t/k3Xw9Qz8Lr?m=7Yp2");
        assertEquals("https://ting.example.cn/t/k3Xw9Qz8Lr?m=7Yp2", read(code));
        assertEquals(33, code.size());
    }

    @Example
    void thePathOfThePageDrawsTheSameModules() {
        QrCode code = QrCode.of("A007");
        assertEquals(21, code.size());
        assertEquals("M0 0h1v1h-1z", code.svgPath().substring(0, 12));
        long dark = code.svgPath().chars().filter(letter -> letter == 'M').count();
        long counted = 0;
        for (int i = 0; i < code.size() * code.size(); i++) {
            counted += code.dark(i % code.size(), i / code.size()) ? 1 : 0;
        }
        assertEquals(counted, dark);
    }

    @Example
    void anEmptyAndAnEndlessTextAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> QrCode.of(""));
        assertThrows(IllegalArgumentException.class, () -> QrCode.of("x".repeat(501)));
    }

    private static String read(QrCode code) throws Exception {
        BitMatrix bits = new BitMatrix(code.size());
        for (int y = 0; y < code.size(); y++) {
            for (int x = 0; x < code.size(); x++) {
                if (code.dark(x, y)) {
                    bits.set(x, y);
                }
            }
        }
        return new Decoder().decode(bits, Map.of(DecodeHintType.CHARACTER_SET, "UTF-8")).getText();
    }
}
