package cn.ting.roll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EscPosTextTest {

    private static final Charset GB18030 = Charset.forName("GB18030");

    private final EscPosText text = new EscPosText(PrinterModel.Glyphs.GBK);

    /** The codes of 号 and 码 in GB 2312, row 26 cell 37 and row 34 cell 75. */
    @Test
    void chineseTakesTwoBytesAndAsciiOne() {
        assertArrayEquals(HexFormat.of().parseHex("BAC5C2EB41303037"), text.encode("号码A007"));
    }

    @Test
    void aCharacterThePrinterCannotHoldLeavesAVisibleHole() {
        assertArrayEquals(HexFormat.of().parseHex("CDF5A1FE"), text.encode("王𬭎"));
        assertArrayEquals(HexFormat.of().parseHex("A1FE"), text.encode("\uE000"));
    }

    /** 靓 is in GB2312; 镕 came with GBK, 97D6 there; ① is a sign of GB2312, row 2. */
    @Test
    void aCheapFontHasTheCharactersOfGb2312Only() {
        EscPosText cheap = new EscPosText(PrinterModel.Glyphs.GB2312);
        assertArrayEquals(HexFormat.of().parseHex("F6A6A1FEA2D941"), cheap.encode("靓镕①A"));
        assertArrayEquals(HexFormat.of().parseHex("E946"), text.encode("镕"));
    }

    @Test
    void aTextCannotCommandThePrinter() {
        assertEquals("a @b  ", decoded(text.encode("a\u001B@b\u0010\n")));
    }

    @Test
    void aLongLineBreaksBetweenWordsAndBetweenChineseCharacters() {
        assertEquals(List.of("请到社保", "大厅 ask", "at the", "desk"), wrapped("请到社保大厅 ask at the desk", 9));
    }

    @Test
    void aWordLongerThanThePaperBreaksWhereThePaperEnds() {
        assertEquals(List.of("abcdefgh", "ij"), wrapped("abcdefghij", 8));
    }

    @Test
    void aPairStandsAtBothEdgesOfThePaper() {
        assertEquals("窗口        A区3号", decoded(text.spread("窗口", "A区3号", 18).get(0)));
    }

    @Test
    void aPairTooWideForOneLineTakesTwo() {
        List<String> lines = text.spread("办理事项", "基本养老保险", 16).stream().map(EscPosTextTest::decoded).toList();
        assertEquals(List.of("办理事项", "    基本养老保险"), lines);
    }

    @Property
    void noLineIsWiderThanThePaperAndNoneHoldsAControlCharacter(@ForAll String all, @ForAll @IntRange(min = 2, max = 48) int columns) {
        for (byte[] line : new EscPosText(PrinterModel.Glyphs.GBK).wrap(all, columns)) {
            assertTrue(line.length <= columns);
            for (byte one : line) {
                assertTrue((one & 0xFF) >= 0x20, "control character " + one);
            }
        }
    }

    private List<String> wrapped(String all, int columns) {
        return text.wrap(all, columns).stream().map(EscPosTextTest::decoded).toList();
    }

    private static String decoded(byte[] line) {
        return new String(line, GB18030);
    }
}
