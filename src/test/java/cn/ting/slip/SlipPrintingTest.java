package cn.ting.slip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.inventory.PretendDriver;
import cn.ting.device.receipt.PrintOutcome;
import cn.ting.device.receipt.ReceiptFault;
import cn.ting.device.receipt.ReceiptPrinter;
import cn.ting.roll.Slip;
import cn.ting.settings.Section;
import cn.ting.visit.Acts;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of a slip, by the shipped driver on a printer that stands on the bench: whoever listens is told as it is. */
class SlipPrintingTest extends SlipCases {

    @Test
    void aSlipWithItsCodeIsPrintedAndNotOfferedTwice() throws Exception {
        assertEquals("none", paper());
        assertEquals("printed", printed());
        assertEquals(1, far.slipCount());
        assertTrue(far.slips().get(0).text().contains(ID));
        assertEquals(LINK, far.slips().get(0).code().orElse("none"));
        assertFalse(printing.mayPrintAgain(ID));
        assertEquals(List.of("a7Qk printed "), outcomes());
        visits.end(EndReason.BUTTON);
        assertEquals("none", paper(), "the next visit knows nothing of it");
    }

    @Test
    void whileActsAreHeldBackNothingIsPrintedAndLaterItMayBe() throws Exception {
        acts.hold(true);
        assertEquals("notprinted", printed());
        assertEquals(0, far.slipCount());
        assertTrue(printing.mayPrintAgain(ID));
        acts.hold(false);
        assertEquals("printed", printed());
        assertEquals(List.of("a7Qk notprinted receipt.no-mains", "a7Qk printed "), outcomes());
    }

    /** A slip that is underway is followed to its end; the one behind it has not begun. */
    @Test
    void whatWaitsInThePrinterWhenActsAreHeldBackIsNotPrinted() throws Exception {
        motor.holdWhen(() -> !far.hanging().text().isEmpty());
        printing.print(intent(), ID);
        until(motor::isHeld);
        printing.print(intent(), ID);
        acts.hold(true);
        until(() -> told.size() == 1);
        assertEquals("notprinted", paper(), "while the other is still underway");
        motor.goOn();
        until(() -> told.size() == 2);
        assertEquals(List.of("a7Qk notprinted receipt.no-mains", "a7Qk printed "), outcomes());
        assertEquals(1, far.slipCount());
    }

    @Test
    void aSlipThatIsDrawnWhileActsComeToBeHeldBackIsNotHandedOver() throws Exception {
        meanwhile = () -> acts.hold(true);
        assertEquals("notprinted", printed());
        assertEquals(List.of("a7Qk notprinted receipt.no-mains"), outcomes());
        assertEquals(0, far.slipCount());
    }

    @Test
    void paperThatEndsInTheMidstIsToldAndTheNextRollIsTheNextSlips() throws Exception {
        far.paperIn(25);
        assertEquals("notprinted", printed());
        assertTrue(printing.mayPrintAgain(ID));
        until(() -> far.waitingBytes() == 0);
        far.paperIn(30_000);
        until(this::ready);
        assertEquals(0, far.slipCount(), "a refill prints nothing by itself");
        assertEquals("printed", printed());
        assertEquals(1, far.slipCount());
        assertEquals(List.of("a7Qk notprinted receipt.paper-out", "a7Qk printed "), outcomes());
    }

    @Test
    void aPrinterThatGoesInTheMidstLeavesItOpenAndTheResidentMayAskAgain() throws Exception {
        motor.holdWhen(() -> !far.hanging().text().isEmpty());
        printing.print(intent(), ID);
        until(motor::isHeld);
        assertEquals("printing", paper());
        assertFalse(printing.mayPrintAgain(ID));
        far.line().unplug();
        until(() -> told.size() == 1);
        assertEquals("unknown", paper());
        motor.goOn();
        far.line().start();
        until(this::ready);
        assertTrue(printing.mayPrintAgain(ID));
        assertEquals("printed", printed());
        assertEquals(List.of("a7Qk printunknown receipt.silent", "a7Qk printed "), outcomes());
    }

    @Test
    void whatTheLastProcessLeftOpenIsAnsweredOnceAndNotRepeated() {
        ledger.write(tx -> new Acts(ledger, book).intend(tx, visit.id(), "slip", ID));
        printing.answer();
        printing.answer();
        assertEquals(List.of("a7Qk printunknown kiosk.restarted"), outcomes());
        assertEquals(0, far.slipCount());
    }

    @Test
    void aSlipThatCannotBeDrawnIsNotPrintedAndOneOfAPrinterThatBreaksItsPromiseIsUnknown() throws Exception {
        meanwhile = () -> {
            throw new IllegalStateException("a template that lacks a word");
        };
        assertEquals("notprinted", printed());
        meanwhile = () -> { };
        Inventory broken = new Inventory(new Drivers(List.of(new PretendDriver("broken", place -> new BrokenPrinter()))),
                new InventorySettings(true, SECOND, SECOND, SECOND),
                List.of(new DeviceSettings("printer", "broken", "tcp:127.0.0.1:1", Section.empty())), new Lines(), clock, conditions);
        SlipPrinting<String> breaking = printing(broken, false);
        breaking.start();
        visits.end(EndReason.BUTTON);
        visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
        breaking.print(intent(), ID);
        until(() -> told.size() == 2);
        assertEquals(List.of("a7Qk notprinted receipt.mechanical", "a7Qk printunknown receipt.silent"), outcomes());
        breaking.stop();
    }

    /** It is never served, and has no answer when it is asked. */
    private static final class BrokenPrinter implements Device, ReceiptPrinter {

        @Override
        public void serve(Line line) {}

        @Override
        public CompletableFuture<PrintOutcome> print(Slip slip) {
            throw new IllegalStateException("a bug of a driver");
        }

        @Override
        public Draft draft(Slip slip) {
            throw new IllegalStateException("nobody rehearses here");
        }

        @Override
        public void callOff(ReceiptFault why) {}

        @Override
        public Optional<ReceiptFault> trouble() {
            return Optional.empty();
        }
    }

    @Test
    void aPrinterThatIsAwayIsNotWaitedForAndACabinetWithoutOneOffersNoPaper() throws Exception {
        far.line().unplug();
        until(() -> !ready());
        assertEquals("notprinted", printed());
        assertEquals(List.of("a7Qk notprinted receipt.silent"), outcomes());
        Inventory none = new Inventory(new Drivers(List.of()), new InventorySettings(false, SECOND, SECOND, SECOND), List.of(), new Lines(),
                clock, conditions);
        SlipPrinting<String> paperless = printing(none, false);
        assertTrue(paperless.paperless());
        assertFalse(paperless.mayPrintAgain(ID));
        assertEquals(Optional.empty(), ledger.write(tx -> paperless.intend(tx, visit, ID)));
        paperless.stop();
    }
}
