package cn.ting.device.receipt;

import static cn.ting.device.receipt.PrinterOnItsLine.outcome;
import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventoryFault;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.inventory.Verdict;
import cn.ting.device.receipt.PrintOutcome.NotPrinted;
import cn.ting.device.receipt.PrintOutcome.Printed;
import cn.ting.device.receipt.PrintOutcome.Unknown;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.roll.SampleSlips;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.supply.KeptNowhere;
import cn.ting.supply.Supplies;
import cn.ting.time.HeldClock;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every receipt printer, whatever its line: the shipped driver in a real inventory, a printer with a buffer and paper. */
@Timeout(240)
abstract class ReceiptPrinterContract {

    /** A file of settings with devices alone. */
    record Cabinet(@Setting(why = "the devices") List<DeviceSettings> devices) {}

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    final KioskClock clock = new SystemClock();
    private final Conditions conditions = new Conditions(clock);
    private final Supplies supplies = KeptNowhere.supplies(clock, conditions);
    private final HeldClock motor = new HeldClock(clock);
    private SimulatedEscPosPrinter far;
    private Inventory inventory;
    private ReceiptPrinter printer;

    /** Lays the line to a printer that is switched on; its address as in {@code device-config}. */
    abstract String lay(SimulatedEscPosPrinter to);

    /** Pulls it. */
    abstract void unplug();

    /** Plugs it in again. */
    abstract void plug();

    @AfterEach
    void stop() {
        if (inventory != null) {
            inventory.stop();
        }
        if (far != null) {
            far.close();
        }
    }

    private void ready(Model model) throws Exception {
        ready(model, "20s");
    }

    private void ready(Model model, String answerPatience) throws Exception {
        far = new SimulatedEscPosPrinter(0, model, motor);
        far.start();
        Duration reopen = Duration.ofMillis(50);
        Path file = Files.writeString(directory.resolve("cabinet.yaml"), """
                devices: [{name: printer, driver: esc-pos, line: "%s", profile: {model: TM-T70II-CH, statusEvery: 100ms, answerPatience: %s}}]
                """.formatted(lay(far), answerPatience));
        inventory = new Inventory(new Drivers(List.of(new EscPosDriver(supplies))),
                new InventorySettings(true, reopen, reopen, Duration.ofSeconds(30)),
                SettingsFile.read(file, Cabinet.class).devices(), new Lines(), clock, conditions);
        printer = inventory.find(ReceiptPrinter.class).orElseThrow();
        inventory.start();
        until(this::isReady);
    }

    private boolean isReady() {
        return status().now().state() == DeviceState.READY && printer.trouble().isEmpty();
    }

    DeviceStatus status() {
        return inventory.statuses().get(0);
    }

    private void until(BooleanSupplier condition) throws InterruptedException {
        eventually(() -> "it: " + status().now() + ", " + printer.trouble() + ", " + status().events() + "; complaints: " + far.complaints(),
                condition::getAsBoolean);
    }

    /** Begins A007 and holds the printer's motor when that much of it has come out. */
    private CompletableFuture<PrintOutcome> held() throws InterruptedException {
        motor.holdWhen(() -> far.hanging().text().contains("A007"));
        CompletableFuture<PrintOutcome> printing = printer.print(SampleSlips.ticket("A007"));
        until(motor::isHeld);
        return printing;
    }

    private PrintOutcome print(String number) throws Exception {
        return outcome(printer.print(SampleSlips.ticket(number)));
    }

    @Test
    void aSlipComesOutWholeAndIsPrinted() throws Exception {
        ready(Model.standard());
        assertEquals(new Printed(), print("A007"));
        assertEquals(1, far.slipCount());
        assertTrue(far.slips().get(0).text().contains("A007"));
        assertEquals(SampleSlips.LINK, far.slips().get(0).code().orElse("none"));
        assertEquals(List.of(), far.complaints());
        assertEquals(1, status().uses());
        assertPaperLeft(50 - metres(far.slips().get(0)));
    }

    private static double metres(PaperPiece slip) {
        return slip.dots().getHeight() / 8_000.0;
    }

    /** By what has fallen into the tray, but for two centimetres. */
    private void assertPaperLeft(double metres) {
        assertEquals(metres, supplies.all().get(0).left(), 0.02);
    }

    @Test
    void itProvesItselfByASlipOfItsOwn() throws Exception {
        ready(Model.instant());
        Verdict verdict = inventory.selfTest("printer").orElseThrow().get(60, TimeUnit.SECONDS);
        assertTrue(verdict.passed(), verdict.toString());
        assertEquals("TING TEST", far.slips().get(0).code().orElse("none"));
        assertEquals(0, status().uses(), "it was of no use to a resident");
        far.paperOut();
        until(() -> printer.trouble().isPresent());
        verdict = inventory.selfTest("printer").orElseThrow().get(60, TimeUnit.SECONDS);
        assertEquals(Optional.of(ReceiptFault.PAPER_OUT), verdict.fault());
    }

    @Test
    void everyTroubleHasItsOwnCodeAndEndsWithIt() throws Exception {
        ready(Model.instant());
        trouble(ReceiptFault.COVER_OPEN, () -> far.cover(true), () -> far.cover(false));
        trouble(ReceiptFault.PAPER_OUT, far::paperOut, () -> far.paperIn(30_000));
        trouble(ReceiptFault.HEAD_HOT, () -> far.trouble("head-hot", true), () -> far.trouble("head-hot", false));
        trouble(ReceiptFault.MECHANICAL, () -> far.trouble("jam", true), () -> far.trouble("jam", false));
        trouble(ReceiptFault.MECHANICAL, () -> far.trouble("broken", true), () -> far.trouble("broken", false));
        trouble(ReceiptFault.OFFLINE, () -> far.trouble("offline", true), () -> far.trouble("offline", false));
        trouble(ReceiptFault.SILENT, this::unplug, this::plug);
        assertEquals(0, far.slipCount());
        assertTrue(far.hanging().blank());
    }

    private void trouble(ReceiptFault fault, Runnable begins, Runnable ends) throws Exception {
        begins.run();
        until(() -> printer.trouble().equals(Optional.of(fault)) && conditions.has(fault));
        assertEquals(new NotPrinted(fault), print("A007"));
        if (fault == ReceiptFault.SILENT) {
            until(() -> status().now().state() == DeviceState.ABSENT && status().now().cause().isPresent());
        } else {
            until(() -> status().now().state() == DeviceState.FAULTY && status().now().cause().equals(Optional.of(fault)));
        }
        ends.run();
        until(this::isReady);
        assertFalse(conditions.has(fault));
    }

    @Test
    void lowPaperIsToldAndStopsNobody() throws Exception {
        ready(Model.instant());
        far.paperIn(1_000);
        until(() -> status().now().state() == DeviceState.DEGRADED);
        assertEquals(Optional.of(ReceiptFault.PAPER_LOW), status().now().cause());
        assertEquals(new Printed(), print("A007"));
        assertPaperLeft(50 - metres(far.slips().get(0)));

        unplug();
        // Nobody knows while it is away.
        until(() -> !conditions.has(ReceiptFault.PAPER_LOW));
        assertTrue(conditions.has(ReceiptFault.SILENT));
        plug();
        until(() -> conditions.has(ReceiptFault.PAPER_LOW));
    }

    @Test
    void theRollAfterOneThatEndedIsAFullOneUnlessThePrinterCallsItLow() throws Exception {
        ready(Model.instant());
        assertEquals(new Printed(), print("A007"));
        double left = 50 - metres(far.slips().get(0));
        far.cover(true);
        until(() -> conditions.has(ReceiptFault.COVER_OPEN));
        far.cover(false);
        until(this::isReady);
        far.paperOut();
        until(() -> conditions.has(ReceiptFault.PAPER_OUT));
        far.paperIn(1_000);
        until(() -> status().now().cause().equals(Optional.of(ReceiptFault.PAPER_LOW)));
        assertPaperLeft(left);
        until(() -> !conditions.has(ReceiptFault.PAPER_OUT));
        far.paperOut();
        until(() -> conditions.has(ReceiptFault.PAPER_OUT));
        far.paperIn(30_000);
        until(() -> supplies.all().get(0).left() == 50);
    }

    @Test
    void aStuckKnifeLeavesASlipUnknown() throws Exception {
        ready(Model.standard());
        assertEquals(new Printed(), print("A006"));
        far.cutterFault(true);
        assertEquals(new Unknown(ReceiptFault.CUTTER), print("A007"));
        assertTrue(conditions.has(ReceiptFault.CUTTER) || printer.trouble().equals(Optional.of(ReceiptFault.CUTTER)));
        far.cutterFault(false);
        until(this::isReady);
    }

    @Test
    void aHeadThatGetsHotDelaysASlipOnly() throws Exception {
        ready(Model.standard());
        CompletableFuture<PrintOutcome> printing = held();
        far.trouble("head-hot", true);
        motor.goOn();
        until(far::isOffline);
        far.trouble("head-hot", false);
        assertEquals(new Printed(), outcome(printing));
    }

    @Test
    void paperThatEndsInASlipPrintsNothingOfItOnTheNextRoll() throws Exception {
        ready(Model.standard());
        far.paperIn(25);
        assertEquals(new NotPrinted(ReceiptFault.PAPER_OUT), print("A007"));
        until(() -> far.waitingBytes() == 0);
        far.paperIn(30_000);
        until(this::isReady);
        assertEquals(new Printed(), print("A008"));
        assertEquals(1, far.slipCount());
        assertFalse(far.slips().get(0).text().contains("A007"));
        assertPaperLeft(50 - metres(far.slips().get(0)));
    }

    @Test
    void aLinePulledInASlipLeavesItUnknownAndTheNextOneIsAlone() throws Exception {
        lostInASlip(Executors.callable(this::unplug), Executors.callable(this::plug));
    }

    /** What happens in the midst of a slip takes the line. */
    void lostInASlip(Callable<?> happens, Callable<?> isMended) throws Exception {
        ready(Model.standard());
        CompletableFuture<PrintOutcome> printing = held();
        happens.call();
        assertEquals(new Unknown(ReceiptFault.SILENT), outcome(printing));
        isMended.call();
        motor.goOn();
        until(this::isReady);
        until(() -> far.waitingBytes() == 0);
        assertEquals(new Printed(), print("A008"));
        PaperPiece slip = far.slips().get(far.slips().size() - 1);
        assertTrue(slip.text().contains("A008") && !slip.text().contains("A007"), slip.text().toString());
    }

    @Test
    void aSlipThatWaitsIsCalledOffAndOneInThePrinterIsFollowedToItsEnd() throws Exception {
        ready(Model.standard());
        CompletableFuture<PrintOutcome> printing = held();
        CompletableFuture<PrintOutcome> waiting = printer.print(SampleSlips.ticket("A008"));
        printer.callOff(ReceiptFault.CALLED_OFF);
        assertEquals(new NotPrinted(ReceiptFault.CALLED_OFF), waiting.getNow(null), "at once");
        assertFalse(printing.isDone());
        CompletableFuture<PrintOutcome> next = printer.print(SampleSlips.ticket("A009"));
        motor.goOn();
        assertEquals(new Printed(), outcome(printing));
        assertEquals(new Printed(), outcome(next), "what was called off keeps no place");
        printer.callOff(ReceiptFault.CALLED_OFF);
        assertEquals(2, far.slipCount());
        assertFalse(far.slips().stream().anyMatch(slip -> slip.text().contains("A008")));
        assertEquals(2, status().uses());
    }

    @Test
    void bytesNobodyAskedForDoNoHarm() throws Exception {
        ready(Model.instant());
        for (int stray : new int[] {0x00, 0x03, 0x12, 0x7E, 0x18, 0x37, 0x22, 0x41, 0xFF, 0x80, 0x10, 0x00}) {
            far.stray(stray);
        }
        assertEquals(new Printed(), print("A007"));
        assertEquals(new Printed(), print("A008"));
        assertEquals(2, far.slipCount());
    }

    @Test
    void aPrinterThatFallsSilentIsToldAndComesBack() throws Exception {
        ready(Model.instant(), "3s");
        far.mute(true);
        until(() -> conditions.has(ReceiptFault.SILENT));
        until(() -> status().now().cause().equals(Optional.of(InventoryFault.MUTE)));
        assertInstanceOf(NotPrinted.class, print("A007"));
        far.mute(false);
        until(this::isReady);
        assertEquals(new Printed(), print("A008"));
        assertEquals(1, far.slipCount());
    }
}
