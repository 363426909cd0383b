package cn.ting.device.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.InventoryFault;
import cn.ting.device.inventory.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every printer of documents does, whatever stands at its address: the shipped driver in a real inventory. */
@Timeout(240)
abstract class DocumentPrinterContract {

    @TempDir
    Path directory;

    PrinterInItsCabinet cabinet;

    /** Switches the printer on and says where it stands. */
    abstract String address() throws Exception;

    /** Keys beside those of the test, as in the file; empty or ending in a comma. */
    String profile() throws Exception {
        return "";
    }

    /** Keeps what is printed from then on from coming to its end, or lets it. */
    abstract void hold(boolean on) throws Exception;

    /** How many jobs are not at their end, wherever they could come out of. */
    abstract int unfinished() throws Exception;

    /** True while a job is in the printer's mechanism. */
    abstract boolean printing() throws Exception;

    /** True when the job that was in the mechanism has been called off there, whether or not it has come to its end. */
    abstract boolean calledOff() throws Exception;

    /** How many papers came out. */
    abstract int papers() throws Exception;

    /** Holds the last paper to what was sent. */
    abstract void sees(byte[] pdf, int copies, Sides sides) throws Exception;

    /** Takes the paper away, or gives it back. */
    abstract void paper(boolean there) throws Exception;

    /** Cuts the printer's power, or gives it back. */
    abstract void power(boolean on) throws Exception;

    @BeforeEach
    void switchOn() throws Exception {
        cabinet = ready("k1");
    }

    private PrinterInItsCabinet ready(String kiosk) throws Exception {
        PrinterInItsCabinet ready = new PrinterInItsCabinet(directory, kiosk, address(), profile()
                + "pollEvery: 200ms, jobEvery: 100ms, answerPatience: 20s, jobPatience: 1min, pagePatience: 1s");
        ready.until("ready", ready::ready);
        return ready;
    }

    /** The same printer in a cabinet with other patience. */
    void reopen(String profile) throws Exception {
        cabinet.close();
        cabinet = new PrinterInItsCabinet(directory, address(), profile);
        cabinet.until("ready", cabinet::ready);
    }

    @AfterEach
    void switchOff() throws Exception {
        cabinet.close();
    }

    @Test
    void aDocumentIsPrintedWholeWithItsCopiesAndSides() throws Exception {
        Document document = TestPage.document();

        assertEquals(new PrintedDocument.Printed(),
                PrinterInItsCabinet.outcome(cabinet.printer.print(document, 2, Sides.TWO_LONG_EDGE)));

        assertArrayEquals(new byte[document.pdf().length], document.pdf(), "it is wiped before its outcome is told");
        assertEquals(1, papers());
        sees(TestPage.document().pdf(), 2, Sides.TWO_LONG_EDGE);
        assertEquals(1, cabinet.status().uses());
        assertEquals(0, unfinished());
    }

    @Test
    void aTechniciansTestPrintsAPage() throws Exception {
        Verdict verdict = cabinet.inventory.selfTest("a4").orElseThrow().get(60, TimeUnit.SECONDS);
        assertTrue(verdict.passed(), verdict.seen());
        assertEquals(1, papers());
        assertEquals(0, cabinet.status().uses(), "it was of no use to a resident");
    }

    @Test
    void noPaperIsToldAndThenPaper() throws Exception {
        paper(false);
        cabinet.until("paper out", () -> cabinet.printer.trouble().equals(Optional.of(DocumentFault.PAPER_OUT))
                && cabinet.conditions.has(DocumentFault.PAPER_OUT));
        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.PAPER_OUT), cabinet.print(1, Sides.ONE));

        paper(true);
        cabinet.until("paper again", cabinet::ready);
        assertEquals(0, cabinet.conditions.present().size());
        assertEquals(0, papers());
    }

    @Test
    void aVisitsEndCancelsItsDocumentAndTheNextVisitFindsTheQueuesEmpty() throws Exception {
        hold(true);
        CompletableFuture<PrintedDocument> printing = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        CompletableFuture<PrintedDocument> waiting = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        untilPrinting();

        cabinet.printer.visitEnded();

        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.VISIT_ENDED), PrinterInItsCabinet.outcome(waiting));
        until("called off", this::calledOff);
        hold(false);
        PrintedDocument ended = PrinterInItsCabinet.outcome(printing);
        assertTrue(ended.equals(new PrintedDocument.Unknown(DocumentFault.VISIT_ENDED))
                || ended.equals(new PrintedDocument.NotPrinted(DocumentFault.VISIT_ENDED)), ended::toString);
        until("emptied", () -> unfinished() == 0);
        assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));
        assertEquals(1, papers());
    }

    @Test
    void whatWaitsIsCalledOffAndWhatIsBeingPrintedComesOut() throws Exception {
        hold(true);
        CompletableFuture<PrintedDocument> printing = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        CompletableFuture<PrintedDocument> waiting = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        untilPrinting();

        cabinet.printer.callOff();

        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.NOT_PROMISED), waiting.getNow(null), "at once");
        hold(false);
        assertEquals(new PrintedDocument.Printed(), PrinterInItsCabinet.outcome(printing));
        assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));
        assertEquals(2, papers());
    }

    @Test
    void twoKiosksOnOnePrinterLeaveEachOthersDocumentsAlone() throws Exception {
        try (PrinterInItsCabinet neighbour = ready("k2")) {
            hold(true);
            CompletableFuture<PrintedDocument> printing = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
            untilPrinting();

            neighbour.printer.visitEnded();

            neighbour.until("theirs is waited for", () -> neighbour.conditions.has(DocumentFault.NOT_EMPTY));
            hold(false);
            assertEquals(new PrintedDocument.Printed(), PrinterInItsCabinet.outcome(printing));
            neighbour.until("and has come out", neighbour::ready);
            assertEquals(new PrintedDocument.Printed(), neighbour.print(1, Sides.ONE));
            assertEquals(2, papers());
        }
    }

    @Test
    void aPrinterKilledAtItsWorkLeavesTheOutcomeOpenAndComesBackWhenItIsSwitchedOn() throws Exception {
        hold(true);
        CompletableFuture<PrintedDocument> printing = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        untilPrinting();

        power(false);
        // Its patience with a printer that does not answer, less than a job is granted.
        cabinet.clock.leap(Duration.ofSeconds(21));

        assertInstanceOf(PrintedDocument.Unknown.class, PrinterInItsCabinet.outcome(printing));
        cabinet.until("absent", () -> cabinet.conditions.has(InventoryFault.ABSENT));
        cabinet.until("and why", () -> cabinet.status().now().cause().isPresent());
        assertEquals(Optional.of(DocumentFault.SILENT), cabinet.printer.trouble());
        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.SILENT), cabinet.print(1, Sides.ONE));

        hold(false);
        power(true);
        cabinet.until("ready again", cabinet::ready);
        assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));
        assertEquals(1, papers());
    }

    void untilPrinting() throws InterruptedException {
        until("printing", this::printing);
    }

    void until(String what, Callable<Boolean> holds) throws InterruptedException {
        cabinet.until(what, () -> {
            try {
                return holds.call();
            } catch (Exception unanswered) {
                throw new AssertionError(unanswered);
            }
        });
    }
}
