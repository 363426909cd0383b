package cn.ting.device.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.hp.jipp.cups.Cups;
import com.hp.jipp.encoding.IppPacket;
import com.hp.jipp.model.PrinterState;
import com.hp.jipp.model.Status;
import com.hp.jipp.model.Types;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of RFC 8011, 5.4.12, of PWG 5100.9 and of ippeveprinter. */
class IppReasonsTest {

    @ParameterizedTest
    @CsvSource({
        "cover-open, COVER_OPEN", "door-open, COVER_OPEN", "media-jam, JAM", "media-empty, PAPER_OUT", "media-needed, PAPER_OUT",
        "media-low, PAPER_LOW", "input-tray-missing, TRAY_MISSING", "output-area-full, OUTPUT_FULL", "toner-low, TONER_LOW",
        "marker-supply-low, TONER_LOW", "toner-empty, TONER_EMPTY", "marker-supply-empty, TONER_EMPTY",
        "marker-waste-full, WASTE_FULL", "spool-area-full, SPOOL_FULL", "paused, STOPPED", "moving-to-paused, STOPPED",
        "shutdown, STOPPED", "offline, SILENT", "fuser-over-temp, OTHER", "stopped-partly, OTHER", "marker-waste-almost-full, OTHER",
        "word-of-a-maker, OTHER"
    })
    void aWordMeansTheSameWithEachEnding(String word, DocumentFault fault) {
        for (String ending : List.of("", "-report", "-warning", "-error")) {
            assertEquals(Set.of(fault), IppReasons.faults(List.of(word + ending)), word + ending);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "", "connecting-to-device", "cups-waiting-for-job-completed", "cups-pki-unknown-report"})
    void whatIsNoTroubleIsNone(String word) {
        assertEquals(Set.of(), IppReasons.faults(List.of(word)));
        assertEquals("", IppReasons.told(List.of(word)));
    }

    @Test
    void staffReadAPrintersOwnWordsCutAndCleaned() {
        assertEquals("media-jam, x?y", IppReasons.told(List.of("media-jam-error", "x\ny", "none")));
        assertFalse(IppReasons.told(List.of("z".repeat(5_000))).length() > 48);
    }

    /** A laser printer's drum and fuser wear out too, and are no toner. */
    @Test
    void onlyWhatColoursPaperIsToner() {
        IppPacket.Builder answer = IppPacket.response(Status.successfulOk);
        answer.putPrinterAttributes(Types.printerState.of(PrinterState.idle),
                Cups.Types.markerTypes.of(List.of("toner-cartridge", "opc", "fuser", "transferUnit", "waste-toner")),
                Cups.Types.markerLevels.of(List.of(80, 4, 3, 2, 1)));
        assertEquals(Optional.of(80), IppState.of(answer.build()).tonerPercent());
    }
}
