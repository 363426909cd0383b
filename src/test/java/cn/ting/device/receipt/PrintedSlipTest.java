package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.roll.SampleSlips;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a resident holds in the hand. */
class PrintedSlipTest {

    @Test
    void theNumberIsLargeAndTheCodeIsReadFromThePaper() throws Exception {
        PaperPiece slip = printed(576, "model: default-80");
        assertTrue(slip.lines().contains(new PaperPiece.Line("A007", 4, 4, true, true)));
        assertEquals(SampleSlips.LINK, codeOn(slip.dots()));
        Files.write(Path.of("target", "sample-slip-80mm.png"), slip.png());
    }

    @Test
    void narrowPaperHoldsTheSame() throws Exception {
        PaperPiece slip = printed(384, "model: default-58");
        assertTrue(slip.text().contains("A007"));
        assertEquals(SampleSlips.LINK, codeOn(slip.dots()));
        Files.write(Path.of("target", "sample-slip-58mm.png"), slip.png());
    }

    @Test
    void aCodeThatThePrinterDrawsSaysTheSame() throws Exception {
        PaperPiece slip = printed(576, "model: {like: TP80K, ting: {codes: printer, automatic: {told: false}}}");
        assertEquals(SampleSlips.LINK, codeOn(slip.dots()));
    }

    private static PaperPiece printed(int widthDots, String profile) throws Exception {
        try (PrinterOnItsLine printer = new PrinterOnItsLine(new Model(widthDots, 0, 65_536), profile)) {
            printer.start();
            assertEquals(new PrintOutcome.Printed(), printer.print(SampleSlips.ticket("A007")));
            assertEquals(List.of(), printer.far.complaints());
            printer.until(() -> printer.far.slipCount() == 1 || printer.far.hangingMm() > 40);
            return printer.far.slipCount() == 1 ? printer.far.slips().get(0) : printer.far.hanging();
        }
    }

    private static String codeOn(BufferedImage paper) throws Exception {
        int width = paper.getWidth();
        int height = paper.getHeight();
        int[] pixels = paper.getRGB(0, 0, width, height, null, 0, width);
        BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        return new QRCodeReader().decode(bitmap, Map.of(DecodeHintType.TRY_HARDER, true)).getText();
    }
}
