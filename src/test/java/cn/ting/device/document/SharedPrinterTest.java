package cn.ting.device.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.time.SystemClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A printer on which others print too. */
@Timeout(240)
class SharedPrinterTest {

    private final SimulatedIppPrinter far = new SimulatedIppPrinter(0, Duration.ofMillis(5), new SystemClock());

    @AfterEach
    void switchOff() {
        far.close();
    }

    private PrinterInItsCabinet ready(Path directory) throws Exception {
        return ready(directory, "k1");
    }

    private PrinterInItsCabinet ready(Path directory, String kiosk) throws Exception {
        return ready(directory, kiosk, "200ms");
    }

    private PrinterInItsCabinet ready(Path directory, String kiosk, String pollEvery) throws Exception {
        far.start();
        PrinterInItsCabinet cabinet = new PrinterInItsCabinet(
                directory, kiosk, far.address(), "pollEvery: " + pollEvery + ", jobEvery: 50ms, answerPatience: 20s");
        cabinet.until("ready", cabinet::ready);
        return cabinet;
    }

    /** A document of the kiosk's that has begun to print and does not end. */
    private CompletableFuture<PrintedDocument> held(PrinterInItsCabinet cabinet) throws Exception {
        far.hold(true);
        CompletableFuture<PrintedDocument> own = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
        cabinet.until("printing", far::isPrinting);
        return own;
    }

    @Test
    void whatOthersPrintIsTheirsAndWaitedFor(@TempDir Path directory) throws Exception {
        try (PrinterInItsCabinet cabinet = ready(directory)) {
            CompletableFuture<PrintedDocument> own = held(cabinet);
            far.printForAnother(TestPage.document().pdf());
            cabinet.printer.visitEnded();
            assertFalse(PrinterInItsCabinet.outcome(own) instanceof PrintedDocument.Printed);
            cabinet.until("theirs is waited for", () -> cabinet.printer.trouble().equals(Optional.of(DocumentFault.NOT_EMPTY)));
            assertEquals(1, far.unfinished(), "the kiosk's own is gone, and no other");
            assertEquals(new PrintedDocument.NotPrinted(DocumentFault.NOT_EMPTY), cabinet.print(1, Sides.ONE));

            far.hold(false);
            cabinet.until("ready", cabinet::ready);
            assertEquals(List.of("office"), far.papers().stream().map(PrintedPaper::user).toList());
            assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));
        }
    }

    /** A resident who waits for a neighbour's pages has them out soon; a job that somebody left stopped may lie there for hours. */
    @Test
    void whatOthersPrintIsLookedForOftenForAMinuteAndThenAsOftenAsAnIdlePrinter(@TempDir Path directory) throws Exception {
        Duration often = Duration.ofMillis(500);
        Duration seldom = Duration.ofSeconds(17);
        try (PrinterInItsCabinet cabinet = ready(directory, "k1", "17s")) {
            far.hold(true);
            for (int job = 0; job < 2; job++) {
                far.printForAnother(TestPage.document().pdf());
                cabinet.printer.visitEnded();
                cabinet.clock.leapIn(often, Duration.ofSeconds(31));
                cabinet.clock.leapIn(often, Duration.ofSeconds(31));
                cabinet.clock.leapOver(seldom);
                assertEquals(Optional.of(DocumentFault.NOT_EMPTY), cabinet.printer.trouble());
                far.hold(false);
                cabinet.until("out", () -> far.unfinished() == 0);
                cabinet.clock.leapOver(seldom);
                cabinet.until("ready", cabinet::ready);
                far.hold(true);
            }
        }
    }

    @Test
    void aKioskTakesItsOwnFromBehindItsNeighboursAlsoWhereAPrinterGivesAllToWhoAsksForHisOwn(@TempDir Path directory) throws Exception {
        far.looksUpUsers(false);
        try (PrinterInItsCabinet cabinet = ready(directory); PrinterInItsCabinet neighbour = ready(directory, "k2")) {
            CompletableFuture<PrintedDocument> theirs = held(neighbour);
            CompletableFuture<PrintedDocument> own = cabinet.printer.print(TestPage.document(), 1, Sides.ONE);
            cabinet.until("both are there", () -> far.unfinished() == 2);

            cabinet.printer.visitEnded();

            assertEquals(new PrintedDocument.NotPrinted(DocumentFault.VISIT_ENDED), PrinterInItsCabinet.outcome(own));
            cabinet.until("theirs is waited for", () -> cabinet.conditions.has(DocumentFault.NOT_EMPTY));
            far.hold(false);
            assertEquals(new PrintedDocument.Printed(), PrinterInItsCabinet.outcome(theirs));
            assertEquals(List.of("ting.fengshui.k2"), far.papers().stream().map(PrintedPaper::user).toList());
        }
    }

    @Test
    void whatAnotherHasHadHeldHoldsUpNobody(@TempDir Path directory) throws Exception {
        try (PrinterInItsCabinet cabinet = ready(directory)) {
            far.holdForAnother();
            cabinet.printer.visitEnded();
            assertEquals(new PrintedDocument.Printed(), cabinet.print(1, Sides.ONE));
            assertEquals(1, far.unfinished(), "theirs is held still");
        }
    }

    /** A list of jobs ends at a hundred; what an earlier life has left stands behind them. */
    @Test
    void whatOthersHaveHadHeldHidesNothingThatTheKioskHasLeft(@TempDir Path directory) throws Exception {
        try (PrinterInItsCabinet cabinet = ready(directory)) {
            for (int job = 0; job < 100; job++) {
                far.holdForAnother();
            }
            held(cabinet);
        }
        assertEquals(101, far.unfinished());
        try (PrinterInItsCabinet again = ready(directory)) {
            assertEquals(100, far.unfinished(), "ready, and only what others have had held is there");
            far.hold(false);
            assertEquals(new PrintedDocument.Printed(), again.print(1, Sides.ONE));
            assertEquals(1, far.papers().size(), "nothing of the life before comes out");
        }
    }

    @Test
    void wherePrintersForgetWhoSentAJobItsNameTells(@TempDir Path directory) throws Exception {
        far.keepsUsers(false);
        try (PrinterInItsCabinet cabinet = ready(directory)) {
            CompletableFuture<PrintedDocument> own = held(cabinet);
            cabinet.printer.visitEnded();
            assertFalse(PrinterInItsCabinet.outcome(own) instanceof PrintedDocument.Printed);
            cabinet.until("the queue is empty", () -> far.unfinished() == 0);
            far.hold(false);
            cabinet.until("ready", cabinet::ready);
            assertEquals(List.of(), far.papers(), "nothing of the visit before comes out");
        }
    }
}
