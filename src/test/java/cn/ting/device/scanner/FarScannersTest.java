package cn.ting.device.scanner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What the simulated scanners say, byte by byte, as the manuals and the kernel's headers have it. */
class FarScannersTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void aCodeThatFillsMoreThanOneReportSaysSoInItsLastByte() {
        List<byte[]> reports = SpokenReports.USUAL.of("7".repeat(56) + "A");
        assertEquals(2, reports.size());
        assertEquals("02" + "38" + "5d5131" + "37".repeat(56) + "0000" + "01", HEX.formatHex(reports.get(0)));
        assertEquals("02" + "01" + "5d5131" + "41" + "00".repeat(58), HEX.formatHex(reports.get(1)));
    }

    @Test
    void reportsWithoutAnIdBeginWithTheLength() {
        assertEquals("02" + "000000" + "4142" + "00".repeat(10), HEX.formatHex(new SpokenReports(0, 16, "\0\0\0").of("AB").get(0)));
    }

    /** KEY_LEFTSHIFT 42, KEY_A 30, KEY_ENTER 28, each told by MSC_SCAN, EV_KEY and SYN_REPORT. */
    @Test
    @EnabledIf("isLittleEndian")
    void aCapitalLetterIsTypedWithShift() {
        String expected = List.of("2a 1", "1e 1", "1e 0", "2a 0", "1c 1", "1c 0").stream().map(told -> {
            String key = told.substring(0, 2);
            String time = "00f1536500000000" + "40e2010000000000";
            return time + "0400" + "0400" + key + "000700" + time + "0100" + key + "00" + "0" + told.charAt(3) + "000000" + time + "0000" + "0000" + "00000000";
        }).collect(Collectors.joining());
        assertEquals(expected, new SpokenKeys().of("A").stream().map(HEX::formatHex).collect(Collectors.joining()));
    }

    @Test
    void keysAreThoseOfTheKernelsHeader() {
        byte[] expected = SpokenKeys.pressed(2, 11, 12, 13, 16, 25, 26, 27, 30, 31, 38, 39, 40, 41, 43, 44, 50, 51, 52, 53, 57, 28);
        assertEquals(HEX.formatHex(expected), new SpokenKeys().of("10-=qp[]asl;'`\\zm,./ ").stream().map(HEX::formatHex).collect(Collectors.joining()));
    }

    /** 中 is D6D0 in GB18030, which is 54992: KEY_KP5 76, KEY_KP4 75, KEY_KP9 73 twice, KEY_KP2 80. */
    @Test
    void whatAKeyboardLacksIsTypedAsItsNumberBehindAlt() {
        List<byte[]> records = new SpokenKeys().of("中");
        assertArrayEquals(SpokenKeys.stroke(56, 1), records.get(0));
        assertArrayEquals(SpokenKeys.pressed(76, 75, 73, 73, 80), records.get(1));
        assertArrayEquals(SpokenKeys.stroke(56, 0), records.get(2));
    }

    static boolean isLittleEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }
}
