package cn.ting.roll;

import static cn.ting.roll.Models.model;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.roll.Slip.Align;
import cn.ting.roll.Slip.Size;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Against the command tables of the Epson TM-T88III and SP91 manuals. */
class EscPosEncoderTest {

    private static final int CUT_DOTS = 120 + 48;

    private final EscPosEncoder encoder = new EscPosEncoder(model("default-80"));

    @Test
    void aSlipEndsWithFeedAndCutAsTheModelCan() {
        assertEquals("1d564230", cut("{paperFullCut: true, paperPartCut: true}"));
        assertEquals("1d564130", cut("{paperFullCut: true, paperPartCut: false}"));
        assertEquals("1b4aa8", cut("{paperFullCut: false, paperPartCut: false}"), "without a knife it is fed past the edge");
    }

    private static String cut(String features) {
        PrinterModel model = model("{features: " + features + "}");
        return HexFormat.of().formatHex(new EscPosEncoder(model).encode(new Slip(List.of(new Slip.Rule()))).cut());
    }

    /** As the manuals of HPRT's TP80K (p44) and Citizen's CT-S280 (p320) have it. */
    @Test
    void aPrinterThatDrawsCodesIsToldWhatTheySay() {
        PrinterModel model = model("{like: TP80K, ting: {codes: printer}}");
        assertEquals("1b4a28" + "1b6101" + "1d286b0400" + "31413200" + "1d286b0300" + "31430a" + "1d286b0300" + "314531"
                        + "1d286b0700" + "315030" + "74696e67" + "1d286b0300" + "315130" + "1b4a28",
                hex(new EscPosEncoder(model), new Slip.Qr("ting")));
    }

    @Test
    void aPrinterWithoutPicturesRulesWithDashes() {
        PrinterModel model = model("{like: TP80K, features: {bitImageRaster: false}, ting: {codes: printer}}");
        assertEquals("1b4a0c" + "1b6100" + "1d2100" + "1b4500" + "2d".repeat(48) + "0a", hex(new EscPosEncoder(model), new Slip.Rule()));
    }

    @Test
    void aNormalLineIsAlignedSizedPlainAndFed() {
        assertEquals("1b6100" + "1d2100" + "1b4500" + "bac5" + "0a", hex(new Slip.Text("号", Size.NORMAL, Align.LEFT)));
    }

    @Test
    void aLargeLineIsBoldCentredAndGivenAir() {
        assertEquals("1b6101" + "1d2111" + "1b4501" + "41" + "0a" + "1b4a0c", hex(new Slip.Text("A", Size.DOUBLE, Align.CENTRE)));
        assertEquals("1b6101" + "1d2133" + "1b4501" + "41" + "0a" + "1b4a0c", hex(new Slip.Text("A", Size.HUGE, Align.CENTRE)));
    }

    @Test
    void aRuleIsARasterAcrossThePaperWithAirAboveAndBelow() {
        assertEquals("1b4a0c" + "1d763000" + "4800" + "0200" + "ff".repeat(144) + "1b4a0c", hex(new Slip.Rule()));
    }

    @Test
    void aCodeIsAboutThirtyFiveMillimetresWideOnBothPapers() {
        for (String model : List.of("default-80", "default-58")) {
            int side = new EscPosEncoder(model(model)).encode(new Slip(List.of(new Slip.Qr("https://ting.example/t/k3Xw9")))).lengthDots();
            assertTrue(side - CUT_DOTS > 240 && side - CUT_DOTS <= 300, "dots a side: " + (side - CUT_DOTS));
        }
    }

    @Test
    void theLongestCodeStillFitsTheNarrowPaper() {
        EscPosEncoder.Encoded slip = new EscPosEncoder(model("default-58")).encode(new Slip(List.of(new Slip.Qr("字".repeat(500)))));
        assertTrue(slip.lengthDots() - CUT_DOTS <= 384);
    }

    /** 10 04, 10 05 and 10 14 begin real-time commands wherever they stand, in pictures and text too. */
    @Property(tries = 200)
    void noSlipHoldsARealTimeCommandByChance(@ForAll @StringLength(min = 1, max = 256) String text) {
        Slip slip = new Slip(List.of(
                new Slip.Text(text, Size.NORMAL, Align.LEFT), new Slip.Pair(text, text), qr(text)));
        for (byte[] chunk : encoder.encode(slip).chunks()) {
            for (int i = 0; i + 1 < chunk.length; i++) {
                assertFalse(chunk[i] == 0x10 && List.of(4, 5, 0x14).contains((int) chunk[i + 1]));
            }
        }
    }

    @Property(tries = 100)
    void noChunkIsLongerThanAPrinterTakesBetweenTwoQuestions(@ForAll @StringLength(min = 1, max = 256) String text) {
        Slip slip = new Slip(List.of(new Slip.Text(text, Size.HUGE, Align.CENTRE), new Slip.Rule(), qr(text)));
        assertTrue(encoder.encode(slip).chunks().stream().allMatch(chunk -> chunk.length > 0 && chunk.length <= 1024));
    }

    private static Slip.Qr qr(String text) {
        StringBuilder says = new StringBuilder("q");
        text.codePoints().filter(point -> !Character.isISOControl(point)).forEach(says::appendCodePoint);
        return new Slip.Qr(says.toString());
    }

    private String hex(Slip.Part part) {
        return hex(encoder, part);
    }

    private static String hex(EscPosEncoder encoder, Slip.Part part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        encoder.encode(new Slip(List.of(part))).chunks().forEach(bytes::writeBytes);
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
