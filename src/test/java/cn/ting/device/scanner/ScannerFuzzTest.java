package cn.ting.device.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Whatever comes over the line: no exception, no code longer than a code can be, none that is blank. */
class ScannerFuzzTest {

    @Property(tries = 1_000)
    void serialNoise(@ForAll @Size(max = 4_000) byte[] noise) {
        CodeFraming framing = new CodeFraming();
        feed(noise, framing::take);
        framing.end().ifPresent(ScannerFuzzTest::holds);
        assertFalse(framing.underway());
    }

    @Property(tries = 1_000)
    void noisyReports(@ForAll @Size(max = 4_000) byte[] noise) {
        feed(noise, new HidPosReports(new HidPosDriver.HidPosSettings(2, 64), strange -> { })::take);
    }

    @Property(tries = 1_000)
    void noisyRecords(@ForAll @Size(max = 4_000) byte[] noise) {
        feed(noise, new KeyStrokes(strange -> { })::take);
    }

    @Property(tries = 500)
    void aCodeIsReadAsItWasWritten(@ForAll @StringLength(min = 1, max = 300) String code) {
        String text = code.strip();
        Assume.that(!text.isEmpty() && text.chars().noneMatch(Character::isISOControl));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Assume.that(new String(bytes, StandardCharsets.UTF_8).equals(text) && bytes.length <= CodeText.MOST_BYTES);
        assertEquals(Optional.of(text), CodeText.of(bytes, bytes.length));
    }

    /** Names as they stand on cards; what GB18030 writes of these is never valid UTF-8. */
    @Property(tries = 200)
    void chineseInGb18030IsReadToo(@ForAll("names") String name) {
        byte[] bytes = name.getBytes(Charset.forName("GB18030"));
        assertEquals(Optional.of(name), CodeText.of(bytes, bytes.length));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("张小三", "欧阳静怡", "沣水公园便民服务站", "社会保险", "请到三号窗口");
    }

    private static void feed(byte[] noise, Function<Byte, Optional<String>> into) {
        for (byte next : noise) {
            into.apply(next).ifPresent(ScannerFuzzTest::holds);
        }
    }

    private static void holds(String code) {
        assertFalse(code.isBlank());
        assertTrue(code.length() <= CodeText.MOST_BYTES);
    }
}
