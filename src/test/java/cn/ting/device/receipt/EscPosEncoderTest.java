package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.receipt.Slip.Align;
import cn.ting.device.receipt.Slip.Size;
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

    private final EscPosEncoder encoder = new EscPosEncoder(576);

    @Test
    void aSlipBeginsWithInitialiseAndChineseModeAndEndsWithFeedAndCut() {
        assertEquals("1b401c26", HexFormat.of().formatHex(EscPosEncoder.BEGIN));
        assertEquals("1d564230", HexFormat.of().formatHex(EscPosEncoder.CUT));
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
        for (int width : new int[] {576, 384}) {
            int side = new EscPosEncoder(width).encode(new Slip(List.of(new Slip.Qr("https://ting.example/t/k3Xw9")))).lengthDots();
            assertTrue(side - CUT_DOTS > 240 && side - CUT_DOTS <= 300, "dots a side: " + (side - CUT_DOTS));
        }
    }

    @Test
    void theLongestCodeStillFitsTheNarrowPaper() {
        EscPosEncoder.Encoded slip = new EscPosEncoder(384).encode(new Slip(List.of(new Slip.Qr("字".repeat(500)))));
        assertTrue(slip.lengthDots() - CUT_DOTS <= 384);
    }

    /** 10 04, 10 05 and 10 14 begin real-time commands wherever they stand, in pictures and text too. */
    @Property(tries = 200)
    void noSlipHoldsARealTimeCommandByChance(@ForAll @StringLength(min = 1, max = 256) String text) {
        Slip slip = new Slip(List.of(
                new Slip.Text(text, Size.NORMAL, Align.LEFT), new Slip.Pair(text, text), new Slip.Qr(text)));
        for (byte[] chunk : encoder.encode(slip).chunks()) {
            for (int i = 0; i + 1 < chunk.length; i++) {
                assertFalse(chunk[i] == 0x10 && List.of(4, 5, 0x14).contains((int) chunk[i + 1]));
            }
        }
    }

    @Property(tries = 100)
    void noChunkIsLongerThanAPrinterTakesBetweenTwoQuestions(@ForAll @StringLength(min = 1, max = 256) String text) {
        Slip slip = new Slip(List.of(new Slip.Text(text, Size.HUGE, Align.CENTRE), new Slip.Rule(), new Slip.Qr(text)));
        assertTrue(encoder.encode(slip).chunks().stream().allMatch(chunk -> chunk.length > 0 && chunk.length <= 1024));
    }

    private String hex(Slip.Part part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        encoder.encode(new Slip(List.of(part))).chunks().forEach(bytes::writeBytes);
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
