package cn.ting.device.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.time.SystemClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Paper that jams in the midst of a sheet, and what comes of the sheet. */
@Timeout(240)
class JammedSheetTest {

    private final SimulatedIppPrinter far = new SimulatedIppPrinter(0, Duration.ofMillis(5), new SystemClock());

    @TempDir
    Path directory;

    private PrinterInItsCabinet cabinet;

    @BeforeEach
    void switchOn() throws Exception {
        far.start();
        open("20s");
    }

    /** @param patience what is granted to a job */
    private void open(String patience) throws IOException, InterruptedException {
        cabinet = new PrinterInItsCabinet(directory, far.address(), "pollEvery: 200ms, jobEvery: 50ms, answerPatience: 20s,"
                + " pagePatience: 100ms, jobPatience: " + patience);
        cabinet.until("ready", cabinet::ready);
    }

    @AfterEach
    void switchOff() {
        cabinet.close();
        far.close();
    }

    /** Printing, and then jammed: processing, printer-state stopped with media-jam, and the job processing-stopped (RFC 8011, 5.3.7). */
    private CompletableFuture<PrintedDocument> jammed() throws Exception {
        far.hold(true);
        CompletableFuture<PrintedDocument> printing = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        cabinet.until("printing", far::isPrinting);
        far.reason("media-jam", true);
        far.hold(false);
        cabinet.until("jammed", () -> cabinet.conditions.has(DocumentFault.JAM));
        assertEquals(Optional.of(DocumentFault.JAM), cabinet.printer.trouble());
        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.JAM), cabinet.print(1, Sides.ONE), "nothing is put behind it");
        assertFalse(printing.isDone());
        return printing;
    }

    @Test
    void aJamUnderASheetIsToldMeanwhileAndTheSheetComesOutOnceWhenItIsCleared() throws Exception {
        CompletableFuture<PrintedDocument> printing = jammed();
        far.reason("media-jam", false);
        assertEquals(new PrintedDocument.Printed(), PrinterInItsCabinet.outcome(printing));
        cabinet.until("well", () -> cabinet.conditions.present().isEmpty() && cabinet.ready());
        assertEquals(1, far.papers().size());
    }

    @Test
    void aJammedSheetIsCancelledAtTheVisitsEndAndDoesNotComeOutWhenTheJamIsCleared() throws Exception {
        CompletableFuture<PrintedDocument> printing = jammed();
        cabinet.printer.visitEnded();
        assertEquals(new PrintedDocument.Unknown(DocumentFault.VISIT_ENDED), PrinterInItsCabinet.outcome(printing));
        far.reason("media-jam", false);
        cabinet.until("well", () -> cabinet.conditions.present().isEmpty() && cabinet.ready());
        assertEquals(0, far.papers().size());
        assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));
        assertEquals(1, far.papers().size());
    }

    @Test
    void aJamThatNobodyClearsIsWhatTheSheetWasGivenUpFor() throws Exception {
        cabinet.close();
        open("12s");
        CompletableFuture<PrintedDocument> printing = jammed();
        // Longer than a job is granted, and shorter than an answer.
        cabinet.clock.leap(Duration.ofSeconds(15));
        assertEquals(new PrintedDocument.Unknown(DocumentFault.JAM), PrinterInItsCabinet.outcome(printing));
        far.reason("media-jam", false);
        cabinet.until("well", () -> cabinet.conditions.present().isEmpty() && cabinet.ready());
        assertEquals(0, far.unfinished());
        assertEquals(0, far.papers().size());
    }

    @Test
    void aJamIsNotToldWhileThePrinterIsSwitchedOffAndIsAgainOnceItIsBack() throws Exception {
        far.reason("media-jam", true);
        cabinet.until("jammed", () -> cabinet.conditions.has(DocumentFault.JAM));
        far.kill();
        cabinet.until("nobody knows", () -> !cabinet.conditions.has(DocumentFault.JAM) && cabinet.conditions.has(DocumentFault.SILENT));
        far.start();
        cabinet.until("asked anew", () -> cabinet.conditions.has(DocumentFault.JAM) && !cabinet.conditions.has(DocumentFault.SILENT));
    }
}
