package cn.ting.device.receipt;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.board.ModbusBoardDriver;
import cn.ting.device.board.SimulatedModbusBoard;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.receipt.PrintOutcome.NotPrinted;
import cn.ting.device.receipt.PrintOutcome.Printed;
import cn.ting.device.receipt.ReceiptPrinterContract.Cabinet;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Ability;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.roll.SampleSlips;
import cn.ting.settings.SettingsFile;
import cn.ting.store.Ledger;
import cn.ting.supply.KeptNowhere;
import cn.ting.supply.Leftover;
import cn.ting.supply.Supplies;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a slip that did not come out, on models that forget it at a word, at times, or never. */
@Timeout(240)
class PurgingTest {

    private static final String QUICK = "\nstatusEvery: 50ms\nanswerPatience: 20s";
    private static final Optional<ReceiptFault> UNPURGED = Optional.of(ReceiptFault.UNPURGED);
    private static final Model FORGETTING_IN_ERRORS = Model.standard().with(Ability.RECOVER_FROM_ERRORS, Ability.TELL_CHANGES);

    /** On such a model the roll is changed under an open cover, and that is when it listens. */
    @Test
    void aModelThatHeedsAfterErrorsOnlyIsToldUntilItDoes() throws Exception {
        try (PrinterOnItsLine printer = new PrinterOnItsLine(FORGETTING_IN_ERRORS, "model: TP80K" + QUICK)) {
            printer.start();
            paperEndsInASlip(printer);
            printer.until(() -> printer.conditions.has(ReceiptFault.UNPURGED) && printer.conditions.has(ReceiptFault.PAPER_OUT));
            assertTrue(printer.far.waitingBytes() > 0, "it did not heed the order without an error");
            printer.far.cover(true);
            printer.until(() -> !printer.conditions.has(ReceiptFault.UNPURGED));
            assertEquals(0, printer.far.waitingBytes());
            printer.far.paperIn(30_000);
            printer.far.cover(false);
            nextSlipIsAlone(printer);
        }
    }

    @Test
    void aModelThatHeedsNothingWaitsForItsPower() throws Exception {
        try (PrinterOnItsLine printer = new PrinterOnItsLine(Model.standard().with(), "model: default-80" + QUICK)) {
            printer.start();
            paperEndsInASlip(printer);
            printer.until(() -> printer.conditions.has(ReceiptFault.UNPURGED) && printer.conditions.has(ReceiptFault.PAPER_OUT));

            technician(printer.far);
            printer.far.paperIn(30_000);
            nextSlipIsAlone(printer);
            assertFalse(printer.conditions.has(ReceiptFault.UNPURGED));
        }
    }

    /** The printer kept its power, and with the new roll comes the rest of what it was to forget: it owes answers to that slip. */
    @ParameterizedTest
    @ValueSource(strings = {"default-80", "TP80K"})
    void aCableThatWasOnlyPulledIsNoPower(String model) throws Exception {
        try (PrinterOnItsLine printer = new PrinterOnItsLine(FORGETTING_IN_ERRORS, "model: " + model + QUICK)) {
            printer.start();
            paperEndsInASlip(printer);
            printer.until(() -> printer.conditions.has(ReceiptFault.UNPURGED) && printer.conditions.has(ReceiptFault.PAPER_OUT));
            printer.far.line().unplug();
            printer.until(() -> printer.conditions.has(ReceiptFault.SILENT));
            printer.far.line().start();
            printer.until(() -> !printer.conditions.has(ReceiptFault.SILENT));
            assertTrue(printer.conditions.has(ReceiptFault.UNPURGED), "nobody knows what was pulled");

            printer.far.paperIn(30_000);
            printer.until(() -> printer.driver.trouble().equals(UNPURGED));
            assertEquals(new NotPrinted(ReceiptFault.UNPURGED), printer.print(SampleSlips.ticket("A008")));
            technician(printer.far);
            printer.until(printer::ready);
            assertEquals(new Printed(), printer.print(SampleSlips.ticket("A009")));
            PaperPiece last = printer.far.slips().get(printer.far.slips().size() - 1);
            assertFalse(last.text().contains("A007"), last.text().toString());
        }
    }

    /** Of models whose queued answers have numbers the old ones are told by these. */
    @Test
    void aCableThatWasOnlyPulledIsNoPowerWhereAnswersHaveNumbersToo() throws Exception {
        try (PrinterOnItsLine printer = new PrinterOnItsLine(Model.standard().with(Ability.NUMBER),
                "model: {like: default-80, ting: {processId: true}}" + QUICK)) {
            printer.start();
            paperEndsInASlip(printer);
            printer.far.line().unplug();
            printer.until(() -> printer.conditions.has(ReceiptFault.SILENT));
            printer.far.line().start();
            printer.until(() -> !printer.conditions.has(ReceiptFault.SILENT));
            printer.far.paperIn(30_000);
            printer.until(() -> printer.driver.trouble().equals(UNPURGED));
            technician(printer.far);
            printer.until(printer::ready);
        }
    }

    /** A fault of the line alone needs no hand: what it broke under has come out meanwhile. */
    @Test
    void aCablePulledUnderASlipThatNothingStoppedLetsNoKioskStand() throws Exception {
        try (PrinterOnItsLine printer = new PrinterOnItsLine(Model.standard().with(), "model: default-80" + QUICK)) {
            printer.start();
            CompletableFuture<PrintOutcome> printing = printer.heldIn(SampleSlips.ticket("A007"), printer::begun);
            printer.far.line().unplug();
            assertEquals(new PrintOutcome.Unknown(ReceiptFault.SILENT), PrinterOnItsLine.outcome(printing));
            printer.motor.goOn();
            printer.far.line().start();
            printer.until(printer::ready);
            assertFalse(printer.conditions.has(ReceiptFault.UNPURGED));
        }
    }

    @Test
    void aRollAloneDoesNotMakeItReady() throws Exception {
        try (PrinterOnItsLine printer = new PrinterOnItsLine(Model.standard().with(), "model: default-80" + QUICK)) {
            printer.start();
            paperEndsInASlip(printer);
            printer.far.paperIn(30_000);
            printer.until(() -> printer.driver.trouble().equals(UNPURGED)
                    && printer.status.now().cause().equals(Optional.of(ReceiptFault.UNPURGED)));
            assertEquals(new NotPrinted(ReceiptFault.UNPURGED), printer.print(SampleSlips.ticket("A008")));

            technician(printer.far);
            printer.until(printer::ready);
            assertEquals(new Printed(), printer.print(SampleSlips.ticket("A009")));
            PaperPiece last = printer.far.slips().get(printer.far.slips().size() - 1);
            assertFalse(last.text().contains("A007"), last.text().toString());
        }
    }

    @Test
    void aPrinterThatWasOnlyOutOfOrderNeedsNoPower() throws Exception {
        try (PrinterOnItsLine printer = new PrinterOnItsLine(Model.standard().with(), "model: default-80" + QUICK)) {
            printer.start();
            printer.far.cover(true);
            printer.until(() -> printer.driver.trouble().isPresent());
            assertEquals(new NotPrinted(ReceiptFault.COVER_OPEN), printer.print(SampleSlips.ticket("A007")));
            printer.far.cover(false);
            nextSlipIsAlone(printer);
        }
    }

    @Test
    void aSlipNobodyTakesOutOfThePresenterIsToldUntilItIsTaken() throws Exception {
        try (PrinterOnItsLine printer = new PrinterOnItsLine(
                Model.standard().with(Ability.PRESENT, Ability.CLEAR, Ability.TELL_CHANGES), "model: PPU-700\ntakeWithin: 100ms" + QUICK)) {
            printer.start();
            assertEquals(new Printed(), printer.print(SampleSlips.ticket("A007")));
            printer.until(() -> printer.status.now().state() == DeviceState.DEGRADED);
            assertTrue(printer.conditions.has(ReceiptFault.UNCOLLECTED));
            assertEquals(Optional.of(ReceiptFault.UNCOLLECTED), printer.status.now().cause());
            printer.far.take();
            printer.until(() -> printer.status.now().state() == DeviceState.READY);
            assertFalse(printer.conditions.has(ReceiptFault.UNCOLLECTED));

            printer.far.trouble("presenter-jam", true);
            printer.until(() -> printer.driver.trouble().equals(Optional.of(ReceiptFault.PRESENTER)));
            printer.far.trouble("presenter-jam", false);
            printer.until(printer::ready);
        }
    }

    /** Its automatic status says nothing of the presenter. */
    @Test
    void aSlipThatLiesInThePresenterStaysToldWhateverElseIs() throws Exception {
        try (PrinterOnItsLine printer = new PrinterOnItsLine(
                Model.standard().with(Ability.PRESENT, Ability.CLEAR, Ability.TELL_CHANGES), "model: PPU-700\ntakeWithin: 10min" + QUICK)) {
            printer.start();
            assertEquals(new Printed(), printer.print(SampleSlips.ticket("A007")));
            printer.until(printer.far::tellsChanges);
            printer.clock.leap(Duration.ofMinutes(11));
            printer.until(() -> printer.conditions.has(ReceiptFault.UNCOLLECTED));
            printer.far.cover(true);
            printer.until(() -> printer.driver.trouble().equals(Optional.of(ReceiptFault.COVER_OPEN)));
            assertTrue(printer.conditions.has(ReceiptFault.UNCOLLECTED));
            printer.far.cover(false);
            printer.until(printer::ready);
            assertTrue(printer.conditions.has(ReceiptFault.UNCOLLECTED), "ten minutes do not begin anew");
            printer.far.take();
            printer.until(() -> printer.status.now().state() == DeviceState.READY);
        }
    }

    /** On this model as on one that heeds nothing: its paper ended, which is no error. */
    @Test
    void aRelaySwitchesItOffAndOn(@TempDir Path directory) throws Exception {
        try (CabinetWithRelay cabinet = new CabinetWithRelay(directory, "TP80K", one -> { })) {
            cabinet.start(KeptNowhere.supplies(cabinet.clock, cabinet.conditions));
            eventually(() -> cabinet.printer.trouble().isEmpty());
            assertEquals(List.of(false), cabinet.second(), "first of all it has power");
            cabinet.far.paperIn(25);
            assertEquals(new NotPrinted(ReceiptFault.PAPER_OUT), PrinterOnItsLine.outcome(cabinet.printer.print(SampleSlips.ticket("A007"))));
            eventually(() -> cabinet.far.waitingBytes() == 0);
            eventually(() -> !cabinet.conditions.has(ReceiptFault.UNPURGED));
            cabinet.far.paperIn(30_000);
            eventually(() -> cabinet.printer.trouble().isEmpty());
            assertTrue(cabinet.far.hanging().blank());
            assertEquals(new Printed(), PrinterOnItsLine.outcome(cabinet.printer.print(SampleSlips.ticket("A008"))));
            assertEquals(1, cabinet.far.slipCount());
            assertEquals(List.of(false, true, false), cabinet.second());
        }
    }

    /** What the life before has left is for the relay, though the printer is well; and what was begun before that would be cut off with the power. */
    @Test
    void aRelayIsUsedByTheNextLifeBeforeAnythingIsPrinted(@TempDir Path directory) throws Exception {
        Semaphore relay = new Semaphore(0);
        try (CabinetWithRelay cabinet = new CabinetWithRelay(directory, "default-80", one -> {
                    if (one.relay() == 2 && one.on()) {
                        relay.acquireUninterruptibly();
                    }
                });
                Ledger ledger = new Ledger(directory.resolve("ledger.db"), cabinet.conditions, cabinet.clock)) {
            Supplies kept = new Supplies(ledger, cabinet.clock, cabinet.conditions);
            kept.start();
            kept.leftover("printer").keep(Leftover.Kept.STUCK);
            cabinet.start(kept);
            eventually(() -> !cabinet.printer.trouble().equals(Optional.of(ReceiptFault.SILENT)));
            assertEquals(UNPURGED, cabinet.printer.trouble());
            relay.release();
            eventually(() -> cabinet.printer.trouble().isEmpty());
            assertTrue(cabinet.second().contains(true));
            assertEquals(new Printed(), PrinterOnItsLine.outcome(cabinet.printer.print(SampleSlips.ticket("A008"))));
            kept.stop();
        }
    }

    /** The shipped inventory with a printer that hangs from the second relay of a board: one that is on takes the power. */
    private static final class CabinetWithRelay implements AutoCloseable {

        private final KioskClock clock = new SystemClock();
        private final Conditions conditions = new Conditions(clock);
        private final SimulatedEscPosPrinter far = new SimulatedEscPosPrinter(0, FORGETTING_IN_ERRORS, clock);
        private final SimulatedModbusBoard board = new SimulatedModbusBoard(0, clock);
        private final Path directory;
        private final String model;
        private Inventory inventory;
        private ReceiptPrinter printer;

        /** @param before told of every switch before the printer feels it */
        CabinetWithRelay(Path directory, String model, Consumer<SimulatedModbusBoard.Switched> before) {
            this.directory = directory;
            this.model = model;
            far.start();
            board.onSwitch(before);
            board.onSwitch(one -> feed(far, one));
            board.start();
        }

        void start(Supplies supplies) throws Exception {
            Path file = Files.writeString(directory.resolve("cabinet.yaml"), """
                    devices:
                      - {name: relay, driver: modbus-board, line: "%s", profile: {answerPatience: 5s}}
                      - {name: printer, driver: esc-pos, line: "%s", power: relay/2, profile: {model: %s, statusEvery: 50ms}}
                    """.formatted(board.line().address(), far.line().address(), model));
            Duration reopen = Duration.ofMillis(50);
            inventory = new Inventory(new Drivers(List.of(new EscPosDriver(supplies), new ModbusBoardDriver())),
                    new InventorySettings(true, reopen, reopen, Duration.ofSeconds(30), Duration.ofDays(1), Duration.ofMillis(200), 4),
                    SettingsFile.read(file, Cabinet.class).devices(), new Lines(), clock, conditions);
            printer = inventory.find(ReceiptPrinter.class).orElseThrow();
            inventory.start();
        }

        List<Boolean> second() {
            return board.history().stream().filter(one -> one.relay() == 2).map(SimulatedModbusBoard.Switched::on).toList();
        }

        @Override
        public void close() {
            inventory.stop();
            board.close();
            far.close();
        }
    }

    private static void feed(SimulatedEscPosPrinter far, SimulatedModbusBoard.Switched one) {
        if (one.relay() == 2 && one.on()) {
            far.power(false);
            far.line().hangUp();
        } else if (one.relay() == 2) {
            far.power(true);
        }
    }

    /** Switches the printer off and on. */
    private static void technician(SimulatedEscPosPrinter far) {
        far.power(false);
        far.line().hangUp();
        far.power(true);
    }

    private static void paperEndsInASlip(PrinterOnItsLine printer) throws Exception {
        printer.far.paperIn(25);
        assertEquals(new NotPrinted(ReceiptFault.PAPER_OUT), printer.print(SampleSlips.ticket("A007")));
    }

    private static void nextSlipIsAlone(PrinterOnItsLine printer) throws Exception {
        printer.until(printer::ready);
        assertTrue(printer.far.hanging().blank());
        assertEquals(new Printed(), printer.print(SampleSlips.ticket("A008")));
        assertEquals(1, printer.far.slipCount());
        assertFalse(printer.far.slips().get(0).text().contains("A007"));
    }
}
