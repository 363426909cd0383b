package cn.ting.device.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.device.inventory.DeviceState;
import cn.ting.time.SystemClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulated printer, whose hands reach troubles that the real peers do not have. */
class SimulatedIppContractTest extends DocumentPrinterContract {

    final SimulatedIppPrinter far = new SimulatedIppPrinter(0, Duration.ofMillis(5), new SystemClock());

    @Override
    String address() {
        far.start();
        return far.address();
    }

    @Override
    void hold(boolean on) {
        far.hold(on);
    }

    @Override
    int unfinished() {
        return far.unfinished();
    }

    @Override
    boolean printing() {
        return far.isPrinting();
    }

    @Override
    boolean calledOff() {
        return far.unfinished() == 0;
    }

    @Override
    int papers() {
        return far.papers().size();
    }

    @Override
    void sees(byte[] pdf, int copies, Sides sides) {
        List<PrintedPaper> papers = far.papers();
        PrintedPaper paper = papers.get(papers.size() - 1);
        assertArrayEquals(pdf, paper.pdf());
        assertEquals(copies, paper.copies());
        assertEquals(sides == Sides.ONE ? "one-sided" : "two-sided-long-edge", paper.sides());
        assertEquals("iso_a4_210x297mm", paper.media());
    }

    @Override
    void paper(boolean there) {
        far.reason("media-empty", !there);
    }

    @Override
    void power(boolean on) {
        if (on) {
            far.start();
        } else {
            far.kill();
        }
    }

    @AfterEach
    void switchPrinterOff() {
        far.close();
    }

    @Test
    void twoMayWaitAndAThirdIsToldSo() throws Exception {
        hold(true);
        CompletableFuture<PrintedDocument> first = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        untilPrinting();
        cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        CompletableFuture<PrintedDocument> third = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.BUSY), cabinet.print(1, Sides.ONE));

        hold(false);
        assertEquals(new PrintedDocument.Printed(), PrinterInItsCabinet.outcome(first));
        assertEquals(new PrintedDocument.Printed(), PrinterInItsCabinet.outcome(third));
        assertEquals(3, papers());
    }

    @Test
    void asManyCopiesAsNobodyWantsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> cabinet.printer.print(TestPage.document(), 21, Sides.ONE));
    }

    @Test
    void noJobNamesAPerson() throws Exception {
        cabinet.print(1, Sides.ONE);
        PrintedPaper paper = far.papers().get(0);
        assertEquals("ting.fengshui.k1 ting.fengshui.k1", paper.name() + " " + paper.user());
    }

    @Test
    void aPrinterThatTakesNoJobBeforeItsDocumentIsGivenBothAtOnce() throws Exception {
        // It shall not look by itself before it has been told.
        reopen("pollEvery: 20s, jobEvery: 100ms");
        far.createsJobs(false);
        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.REFUSED), cabinet.print(1, Sides.ONE));
        cabinet.printer.visitEnded();
        cabinet.until("asked anew", cabinet::ready);
        assertEquals(new PrintedDocument.Printed(), cabinet.print(3, Sides.ONE));
        assertEquals(3, far.papers().get(0).copies());
    }

    @Test
    void aJobGivenUpAndOneSpoiledAreNoPrintedOnes() throws Exception {
        far.abortNext();
        assertEquals(new PrintedDocument.Unknown(DocumentFault.FAILED), cabinet.print(1, Sides.ONE));
        far.spoilNext();
        assertEquals(new PrintedDocument.Unknown(DocumentFault.FAILED), cabinet.print(1, Sides.ONE));
        assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));
    }

    @Test
    void aQueueThatCannotBeEmptiedKeepsTheNextVisitFromPrinting() throws Exception {
        reopen("pollEvery: 200ms, jobEvery: 100ms, answerPatience: 20s");
        far.hold(true);
        far.stuck(true);
        cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        untilPrinting();

        cabinet.printer.visitEnded();

        patienceEndsUntil(() -> cabinet.printer.trouble().equals(Optional.of(DocumentFault.NOT_EMPTY))
                && cabinet.status().now().state() == DeviceState.FAULTY);
        CompletableFuture<PrintedDocument> next = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        patienceEndsUntil(next::isDone);
        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.NOT_EMPTY), PrinterInItsCabinet.outcome(next));
        far.stuck(false);
        far.hold(false);
        cabinet.until("emptied", cabinet::ready);
        assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));
    }

    /** The driver looks every tenth of a second whether a job is gone; whenever it waits for its next look its patience has come to its end. */
    private void patienceEndsUntil(BooleanSupplier holds) throws InterruptedException {
        while (!holds.getAsBoolean()) {
            cabinet.clock.leapIn(Duration.ofMillis(100), Duration.ofSeconds(21));
        }
    }

    @Test
    void aPrinterWithoutPdfAndWithoutCupsIsOfNoUse() throws Exception {
        far.formats("image/pwg-raster");
        cabinet.until("no PDF", () -> cabinet.printer.trouble().equals(Optional.of(DocumentFault.NO_PDF)));
    }

    @Test
    void troublesAreToldByTheirCodesAndTakenBack() throws Exception {
        told("cover-open", DocumentFault.COVER_OPEN);
        told("media-jam", DocumentFault.JAM);
        told("toner-empty", DocumentFault.TONER_EMPTY);
        told("paused", DocumentFault.STOPPED);
        told("media-low", DocumentFault.PAPER_LOW);
        told("fuser-over-temp", DocumentFault.OTHER);
    }

    private void told(String word, DocumentFault fault) throws InterruptedException {
        far.reason(word, true);
        cabinet.until(word, () -> cabinet.conditions.has(fault));
        assertEquals(fault.stops(), cabinet.printer.trouble().isPresent(), word);
        far.reason(word, false);
        cabinet.until("no " + word, () -> cabinet.conditions.present().isEmpty() && cabinet.ready());
    }

    @Test
    void paperThatRunsOutUnderAJobIsToldMeanwhileAndTheJobGoesOnWithNewPaper() throws Exception {
        far.hold(true);
        CompletableFuture<PrintedDocument> printing = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        untilPrinting();
        far.reason("media-empty", true);
        cabinet.until("paper out", () -> cabinet.conditions.has(DocumentFault.PAPER_OUT));
        far.hold(false);
        far.reason("media-empty", false);
        assertEquals(new PrintedDocument.Printed(), PrinterInItsCabinet.outcome(printing));
    }

    @Test
    void nothingOfADocumentComesBeforeItIsPromised() throws Exception {
        CompletableFuture<Boolean> promised = new CompletableFuture<>();
        CompletableFuture<PrintedDocument> printing = cabinet.printer.print(TestPage.document(), 1, Sides.ONE, promised);
        cabinet.until("its job is opened", () -> far.unfinished() == 1);
        assertFalse(far.isPrinting());
        promised.complete(true);
        assertEquals(new PrintedDocument.Printed(), PrinterInItsCabinet.outcome(printing));
        assertEquals(1, papers());
        assertEquals(0, unfinished());
    }

    @Test
    void aPrinterThatTakesNoJobBeforeItsDocumentIsGivenNothingBeforeThePromise() throws Exception {
        far.createsJobs(false);
        cabinet.printer.visitEnded();
        assertEquals(new PrintedDocument.Printed(), printedWithoutAJobBefore());
        CompletableFuture<Boolean> promised = new CompletableFuture<>();
        CompletableFuture<PrintedDocument> printing = cabinet.printer.print(TestPage.document(), 1, Sides.ONE, promised);
        promised.complete(false);
        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.NOT_PROMISED), PrinterInItsCabinet.outcome(printing));
        assertEquals(1, papers());
    }

    /** The printer is asked what it can at its next look; a document before that is refused. */
    private PrintedDocument printedWithoutAJobBefore() throws Exception {
        PrintedDocument outcome = cabinet.print(1, Sides.ONE);
        return outcome instanceof PrintedDocument.NotPrinted ? cabinet.print(1, Sides.ONE) : outcome;
    }

    @Test
    void whatIsTakenBackOrNeverPromisedLeavesAnEmptyQueue() throws Exception {
        CompletableFuture<PrintedDocument> takenBack =
                cabinet.printer.print(TestPage.document(), 1, Sides.ONE, CompletableFuture.completedFuture(false));
        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.NOT_PROMISED), PrinterInItsCabinet.outcome(takenBack));
        CompletableFuture<PrintedDocument> failed =
                cabinet.printer.print(TestPage.document(), 1, Sides.ONE, CompletableFuture.failedFuture(new IllegalStateException()));
        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.NOT_PROMISED), PrinterInItsCabinet.outcome(failed));
        CompletableFuture<PrintedDocument> forgotten = cabinet.printer.print(TestPage.document(), 1, Sides.ONE, new CompletableFuture<>());
        cabinet.clock.leapOver(Duration.ofSeconds(20));
        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.NOT_PROMISED), PrinterInItsCabinet.outcome(forgotten));
        cabinet.until("emptied", () -> far.unfinished() == 0);
        assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));
        assertEquals(1, papers());
    }

    @Test
    void aVisitThatEndsBeforeThePromiseGetsNothing() throws Exception {
        CompletableFuture<Boolean> promised = new CompletableFuture<>();
        CompletableFuture<PrintedDocument> printing = cabinet.printer.print(TestPage.document(), 1, Sides.ONE, promised);
        cabinet.until("its job is opened", () -> far.unfinished() == 1);
        cabinet.printer.visitEnded();
        promised.complete(true);
        assertEquals(new PrintedDocument.NotPrinted(DocumentFault.VISIT_ENDED), PrinterInItsCabinet.outcome(printing));
        cabinet.until("emptied", () -> far.unfinished() == 0);
        assertEquals(0, papers());
    }

    @Test
    void aJobThatTakesTooLongIsCancelledAndLeftOpen() throws Exception {
        reopen("pollEvery: 200ms, jobEvery: 50ms, jobPatience: 1s, pagePatience: 100ms");
        far.hold(true);
        assertEquals(new PrintedDocument.Unknown(DocumentFault.TOO_LONG), cabinet.print(1, Sides.ONE));
        cabinet.until("cancelled", () -> far.unfinished() == 0);
        assertEquals(0, far.papers().size());
    }

    @Test
    void whatAKilledKioskLeftInThePrinterIsClearedBeforeAnythingIsPrinted() throws Exception {
        far.hold(true);
        cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        untilPrinting();
        cabinet.close();
        assertEquals(1, far.unfinished());

        cabinet = new PrinterInItsCabinet(directory, far.address(), "pollEvery: 200ms");
        cabinet.until("ready", cabinet::ready);
        assertEquals(0, far.unfinished());
        far.hold(false);
        assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));
        assertEquals(1, far.papers().size());
    }

    @Test
    void littleTonerAndStrangePaperAreToldAndDoNotStopIt() throws Exception {
        far.toner(7);
        far.load("na_letter_8.5x11in");
        cabinet.until("both", () -> cabinet.conditions.has(DocumentFault.TONER_LOW)
                && cabinet.conditions.has(DocumentFault.WRONG_PAPER));
        assertEquals(List.of(7.0), cabinet.toner());
        assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));
    }

    @Test
    void anEmptyTrayBesideAFullOneOfTheSamePaperIsToldAndDoesNotStopIt() throws Exception {
        far.trays(0, 120);
        far.reason("media-empty", true);
        cabinet.until("paper low", () -> cabinet.conditions.has(DocumentFault.PAPER_LOW));
        assertFalse(cabinet.conditions.has(DocumentFault.PAPER_OUT));
        cabinet.until("degraded", () -> cabinet.status().now().state() == DeviceState.DEGRADED);
        assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));

        far.load("na_letter_8.5x11in");
        cabinet.until("the full one may be another's", () -> cabinet.conditions.has(DocumentFault.PAPER_OUT));
        far.load("iso_a4_210x297mm");
        cabinet.until("A4", () -> !cabinet.conditions.has(DocumentFault.PAPER_OUT));
        far.trays(0, -2);
        cabinet.until("nobody knows", () -> cabinet.conditions.has(DocumentFault.PAPER_OUT));
        far.trays(0, 120);
        far.reason("media-needed", true);
        cabinet.until("a job waits", () -> cabinet.printer.trouble().equals(Optional.of(DocumentFault.PAPER_OUT)));
    }

    @Test
    void aPrinterThatTakesNoJobsIsToldAsThat() throws Exception {
        far.accepting(false);
        cabinet.until("not accepting", () -> cabinet.printer.trouble().equals(Optional.of(DocumentFault.NOT_ACCEPTING)));
    }
}
