package cn.ting.device.receipt;

import static cn.ting.device.receipt.PrinterOnItsLine.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.receipt.PrintOutcome.NotPrinted;
import cn.ting.device.receipt.PrintOutcome.Printed;
import cn.ting.device.receipt.PrintOutcome.Unknown;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.roll.EscPosEncoder;
import cn.ting.roll.SampleSlips;
import cn.ting.roll.Slip;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The driver against a printer with a real buffer, a feed speed and paper that ends, over TCP. */
class EscPosPrinterTest {

    private PrinterOnItsLine printer;

    @AfterEach
    void switchOff() throws Exception {
        printer.close();
    }

    @Test
    void aSlipComesOutWholeAndIsPrinted() throws Exception {
        printer = PrinterOnItsLine.of(Model.standard());
        assertEquals(new Printed(), printer.print(SampleSlips.ticket("A007")));
        assertEquals(1, printer.far.slipCount());
        assertTrue(printer.far.slips().get(0).text().contains("A007"));
        assertEquals(List.of(), printer.far.complaints());
    }

    @Test
    void nothingIsCalledPrintedBeforeThePaperHasFallen() throws Exception {
        printer = PrinterOnItsLine.of(Model.standard());
        CompletableFuture<PrintOutcome> printing =
                printer.heldIn(SampleSlips.ticket("A007"), () -> printer.far.hanging().text().size() > 3);
        assertTrue(printer.ready(), "real-time status is clean all the while");
        assertFalse(printing.isDone());
        printer.motor.goOn();
        int fallen = printing.thenApply(outcome -> printer.far.slipCount()).get(60, TimeUnit.SECONDS);
        assertEquals(1, fallen);
    }

    @Test
    void withoutPaperNothingIsSent() throws Exception {
        printer = PrinterOnItsLine.of(Model.instant());
        // That order comes first, and would wait in its buffer without paper.
        printer.until(printer.far::tellsChanges);
        printer.far.paperOut();
        printer.until(() -> printer.driver.trouble().isPresent());
        assertEquals(new NotPrinted(ReceiptFault.PAPER_OUT), printer.print(SampleSlips.ticket("A007")));
        // A slip would stay there; a question how it is does not.
        printer.until(() -> printer.far.waitingBytes() == 0);
        assertTrue(printer.conditions.has(ReceiptFault.PAPER_OUT));
    }

    @Test
    void paperThatEndsInTheMiddleOfASlipPrintsNothingOfItOnTheNextRoll() throws Exception {
        printer = PrinterOnItsLine.of(Model.standard());
        printer.far.paperIn(25);
        assertEquals(new NotPrinted(ReceiptFault.PAPER_OUT), printer.print(SampleSlips.ticket("A007")));
        printer.until(() -> printer.far.waitingBytes() == 0);
        printer.far.paperIn(30_000);
        printer.until(printer::ready);
        assertTrue(printer.far.hanging().blank());
        assertFalse(printer.conditions.has(ReceiptFault.PAPER_OUT));

        assertEquals(new Printed(), printer.print(SampleSlips.ticket("A008")));
        assertEquals(1, printer.far.slipCount());
        assertFalse(printer.far.slips().get(0).text().contains("A007"));
    }

    @Test
    void paperThatEndsBetweenTheLastLineAndTheKnifeLeavesItUnknown() throws Exception {
        printer = PrinterOnItsLine.of(Model.standard());
        assertEquals(new Printed(), printer.print(SampleSlips.ticket("A006")));
        printer.far.paperIn(16);
        Slip brief = new Slip(List.of(new Slip.Text("A007", Slip.Size.NORMAL, Slip.Align.LEFT)));
        assertEquals(new Unknown(ReceiptFault.PAPER_OUT), printer.print(brief));
    }

    @Test
    void aCoverOpenedInTheMiddleOfASlipEndsItForGood() throws Exception {
        printer = PrinterOnItsLine.of(Model.standard());
        CompletableFuture<PrintOutcome> printing =
                printer.heldIn(SampleSlips.ticket("A007"), () -> printer.far.hanging().text().contains("A007"));
        printer.far.cover(true);
        assertEquals(new NotPrinted(ReceiptFault.COVER_OPEN), outcome(printing));
        printer.until(() -> printer.far.waitingBytes() == 0);
        printer.motor.goOn();
        printer.far.cover(false);
        printer.until(printer::ready);

        assertEquals(new Printed(), printer.print(SampleSlips.ticket("A008")));
        List<PaperPiece> fallen = printer.far.slips();
        assertEquals(2, fallen.size(), "the rest of the old slip falls apart from the new one");
        assertFalse(fallen.get(1).text().contains("A007"));
    }

    @Test
    void aKnifeThatSticksLeavesItUnknown() throws Exception {
        printer = PrinterOnItsLine.of(Model.standard());
        assertEquals(new Printed(), printer.print(SampleSlips.ticket("A006")));
        printer.far.cutterFault(true);
        assertEquals(new Unknown(ReceiptFault.CUTTER), printer.print(SampleSlips.ticket("A007")));
        printer.far.cutterFault(false);
        printer.until(printer::ready);
    }

    @Test
    void aPrinterThatFallsSilentInTheMiddleLeavesItUnknown() throws Exception {
        printer = new PrinterOnItsLine(Model.standard(), Duration.ofSeconds(20));
        printer.hurryWhatIsMuted();
        printer.start();
        CompletableFuture<PrintOutcome> printing = printer.heldIn(SampleSlips.ticket("A007"), printer::begun);
        printer.far.mute(true);
        assertEquals(new Unknown(ReceiptFault.SILENT), outcome(printing));
        printer.motor.goOn();
        printer.until(() -> printer.conditions.has(ReceiptFault.SILENT));
        assertEquals(new NotPrinted(ReceiptFault.SILENT), printer.print(SampleSlips.ticket("A008")));
        printer.far.mute(false);
        printer.until(printer::ready);
        assertFalse(printer.conditions.has(ReceiptFault.SILENT));
    }

    @Test
    void aPrinterThatWasSilentBeforeTheSlipHasCertainlyNotPrintedIt() throws Exception {
        printer = new PrinterOnItsLine(Model.standard(), Duration.ofSeconds(20));
        printer.hurryWhatIsMuted();
        printer.start();
        printer.far.mute(true);
        assertEquals(new NotPrinted(ReceiptFault.SILENT), printer.print(SampleSlips.ticket("A007")));
        assertTrue(printer.far.hanging().blank());
    }

    @Test
    void aPrinterThatAnswersButDoesNotFinishInTimeLeavesItUnknownAndIsCleared() throws Exception {
        printer = PrinterOnItsLine.of(Model.standard());
        CompletableFuture<PrintOutcome> printing = printer.heldIn(SampleSlips.ticket("A007"), printer::begun);
        // More than a slip and an answer take.
        printer.clock.leap(Duration.ofMinutes(1));
        assertEquals(new Unknown(ReceiptFault.SILENT), outcome(printing));
        printer.until(() -> printer.far.waitingBytes() == 0);
        printer.motor.goOn();
        printer.until(printer::ready);
        assertEquals(0, printer.far.slipCount());
    }

    @Test
    void aLineThatBreaksInTheMiddleLeavesItUnknownAndTheBufferIsClearedFirst() throws Exception {
        printer = PrinterOnItsLine.of(Model.standard());
        int clearsBefore = printer.far.clearCount();
        CompletableFuture<PrintOutcome> printing = printer.heldIn(SampleSlips.ticket("A007"), printer::begun);
        printer.far.line().hangUp();
        assertEquals(new Unknown(ReceiptFault.SILENT), outcome(printing));
        printer.until(() -> printer.far.clearCount() > clearsBefore);
        printer.motor.goOn();
        printer.until(printer::ready);
        assertEquals(0, printer.far.slipCount());
        printer.until(() -> printer.far.waitingBytes() == 0);
    }

    @Test
    void whatAKilledKioskLeftInTheBufferNeverComesOut() throws Exception {
        printer = new PrinterOnItsLine(Model.standard(), Duration.ofSeconds(5));
        printer.far.start();
        printer.far.paperOut();
        try (Line killed = new Lines().open(printer.far.line().address())) {
            killed.write(new EscPosEncoder(PrinterOnItsLine.profile("model: default-80").model()).encode(SampleSlips.ticket("A006")).chunks().get(0));
        }
        printer.until(() -> printer.far.waitingBytes() > 0);
        printer.serve();
        printer.until(() -> printer.driver.trouble().equals(Optional.of(ReceiptFault.PAPER_OUT)));
        printer.far.paperIn(30_000);
        printer.until(printer::ready);
        printer.until(() -> printer.far.waitingBytes() == 0);
        assertTrue(printer.far.hanging().blank());
    }

    @Test
    void whatAKilledKioskLeftHangingDoesNotHeadTheNextSlip() throws Exception {
        printer = new PrinterOnItsLine(Model.standard(), Duration.ofSeconds(5));
        printer.far.start();
        try (Line killed = new Lines().open(printer.far.line().address())) {
            killed.write(new EscPosEncoder(PrinterOnItsLine.profile("model: default-80").model()).encode(SampleSlips.ticket("A006")).chunks().get(0));
        }
        printer.until(() -> printer.far.hanging().text().contains("A006"));
        printer.serve();
        printer.until(printer::ready);

        assertEquals(new Printed(), printer.print(SampleSlips.ticket("A007")));
        PaperPiece fallen = printer.far.slips().get(printer.far.slipCount() - 1);
        assertTrue(fallen.text().contains("A007"));
        assertFalse(fallen.text().contains("A006"));
    }

    @Test
    void anAnswerThatWasLongOnItsWayProvesNothing() throws Exception {
        printer = new PrinterOnItsLine(Model.standard(), "model: default-80\nanswerPatience: 20s");
        printer.start();
        printer.far.stray(0x00);
        printer.far.stray(0x00);
        CompletableFuture<PrintOutcome> printing = printer.driver.print(SampleSlips.ticket("A007"));
        assertEquals(1, printing.thenApply(outcome -> printer.far.slipCount()).get(60, TimeUnit.SECONDS));
        assertInstanceOf(Printed.class, outcome(printing));
    }

    @Test
    void oneSlipMayWaitAndTheNextIsToldSo() throws Exception {
        printer = PrinterOnItsLine.of(Model.standard());
        CompletableFuture<PrintOutcome> first = printer.heldIn(SampleSlips.ticket("A007"), printer::begun);
        CompletableFuture<PrintOutcome> second = printer.driver.print(SampleSlips.ticket("A008"));
        CompletableFuture<PrintOutcome> third = printer.driver.print(SampleSlips.ticket("A009"));
        assertEquals(new NotPrinted(ReceiptFault.BUSY), third.getNow(null));
        printer.motor.goOn();
        assertEquals(new Printed(), outcome(first));
        assertEquals(new Printed(), outcome(second));
    }

    @Test
    void aSlipThatWaitsIsNotPrintedWhenTheOneBeforeItEndedThePaper() throws Exception {
        printer = PrinterOnItsLine.of(Model.standard());
        CompletableFuture<PrintOutcome> first = printer.heldIn(SampleSlips.ticket("A007"), printer::begun);
        CompletableFuture<PrintOutcome> second = printer.driver.print(SampleSlips.ticket("A008"));
        printer.far.paperOut();
        assertEquals(new NotPrinted(ReceiptFault.PAPER_OUT), outcome(first));
        assertEquals(new NotPrinted(ReceiptFault.PAPER_OUT), outcome(second));
    }

    @Test
    void aSlipLargerThanThePrintersBufferIsHeldBackAndPrinted() throws Exception {
        printer = PrinterOnItsLine.of(new Model(576, 150, 256));
        assertEquals(new Printed(), printer.print(SampleSlips.ticket("A007")));
    }

    @Test
    void aSlipDoesNotWaitForTheNextLookAtAnIdlePrinter() throws Exception {
        printer = new PrinterOnItsLine(Model.instant(), "statusEvery: 10s");
        printer.start();
        BlockingQueue<Duration> begun = new LinkedBlockingQueue<>();
        printer.far.onSlipBegun(begun::add);
        printer.driver.print(SampleSlips.ticket("A007"));
        assertNotNull(begun.poll(9, TimeUnit.SECONDS), "it waits for the next look");
    }

    @Test
    void aPrinterThatTellsChangesIsHeardWithoutBeingAsked() throws Exception {
        printer = new PrinterOnItsLine(Model.instant(), "model: TM-T70II-CH\nstatusEvery: 10s");
        printer.start();
        BlockingQueue<ReceiptFault> told = new LinkedBlockingQueue<>();
        printer.conditions.onChange(() -> told.addAll(printer.conditions.has(ReceiptFault.PAPER_OUT)
                ? List.of(ReceiptFault.PAPER_OUT) : List.of()));
        printer.until(printer.far::tellsChanges);
        printer.far.paperOut();
        assertEquals(ReceiptFault.PAPER_OUT, told.poll(9, TimeUnit.SECONDS), "it waits for the next look");
    }

    /** An order waits in its buffer until it is online again: until then nothing is told, and one who relied on it would not hear. */
    @Test
    void aPrinterThatIsOfflineDoesNotTellChangesYet() throws Exception {
        printer = new PrinterOnItsLine(Model.instant(), "model: TM-T70II-CH");
        printer.far.start();
        printer.far.paperOut();
        try (Line line = new Lines().open(printer.far.line().address())) {
            EscPosLine asked = new EscPosLine(line, printer.clock, PrinterOnItsLine.profile("model: TM-T70II-CH"), again -> { });
            asked.tellChanges();
            assertEquals(Optional.of(ReceiptFault.PAPER_OUT), asked.status().stop());
            assertFalse(asked.tellsChanges());
            printer.far.paperIn(30_000);
            printer.until(printer.far::tellsChanges);
            assertEquals(Optional.empty(), asked.status().stop());
            assertTrue(asked.tellsChanges());
        }
    }

    @Test
    void lowPaperIsToldAndStopsNobody() throws Exception {
        printer = PrinterOnItsLine.of(Model.instant());
        printer.far.paperIn(1_000);
        printer.until(() -> printer.conditions.has(ReceiptFault.PAPER_LOW));
        assertEquals(new Printed(), printer.print(SampleSlips.ticket("A007")));
    }
}
