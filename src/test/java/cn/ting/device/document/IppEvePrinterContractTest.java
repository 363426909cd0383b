package cn.ting.device.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The real {@code ippeveprinter}, which takes PDF. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IppEvePrinterContractTest extends IppEveContract {

    @Override
    String formats() {
        return "application/pdf,image/pwg-raster,image/urf,image/jpeg";
    }

    @Override
    void sees(byte[] pdf, int copies, Sides sides) throws IOException {
        List<Path> printed = far.printed();
        assertArrayEquals(pdf, Files.readAllBytes(printed.get(printed.size() - 1)));
        assertEquals("copies=%d sides=%s media=iso_a4_210x297mm".formatted(copies,
                sides == Sides.ONE ? "one-sided" : "two-sided-long-edge"), far.ticket());
    }

    @Test
    void littleInkIsToldByItsSupplies() throws Exception {
        far.black(4);
        cabinet.until("ink low", () -> cabinet.conditions.has(DocumentFault.TONER_LOW));
        assertEquals(List.of(4.0), cabinet.toner());
        far.black(75);
        cabinet.until("ink again", () -> cabinet.conditions.present().isEmpty());
        assertEquals(List.of(50.0), cabinet.toner(), "the colour that is nearest its end");
    }
}
