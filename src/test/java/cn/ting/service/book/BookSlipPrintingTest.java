package cn.ting.service.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.appointment.Booking;
import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.receipt.EscPosDriver;
import cn.ting.device.receipt.ReceiptPrinter;
import cn.ting.device.receipt.SimulatedEscPosPrinter;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.device.receipt.Slip;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.store.Ledger;
import cn.ting.supply.KeptNowhere;
import cn.ting.time.HeldClock;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.visit.Act;
import cn.ting.visit.Acts;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import cn.ting.wire.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an appointment's slip, by the shipped driver on a printer that stands on the bench: the page is told as it is. */
@Timeout(240)
class BookSlipPrintingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Booking BOOKING = new Booking("a7Qk", "h", "s", LocalDate.of(2026, 11, 30), LocalTime.of(9, 0), LocalTime.of(9, 30),
            Booking.State.BOOKED, "", "40718836", "https://ting.example.cn/a/40718836", "");

    private record Cabinet(@Setting(why = "devices") List<DeviceSettings> devices) {}

    private final KioskClock clock = new SystemClock();
    private final HeldClock motor = new HeldClock(clock);
    private final Conditions conditions = new Conditions(clock);
    private final SimulatedEscPosPrinter far = new SimulatedEscPosPrinter(0, Model.standard(), motor);
    private final List<String> told = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private Ledger ledger;
    private VisitBook book;
    private Visits visits;
    private Acts acts;
    private Inventory inventory;
    private BookSlipPrinting printing;
    private Visit visit;
    private int intents;
    /** What happens between an intent and the printer. */
    private Runnable meanwhile = () -> { };

    @BeforeEach
    void open() throws Exception {
        far.start();
        ledger = new Ledger(folder.resolve("ledger.db"), conditions, clock);
        book = new VisitBook(new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk")), clock);
        visits = new Visits(new VisitSettings(SECOND.multipliedBy(600), SECOND.multipliedBy(20), 1, SECOND), clock, ledger, book);
        acts = new Acts(ledger, book);
        Path file = Files.writeString(folder.resolve("cabinet.yaml"), """
                devices: [{name: printer, driver: esc-pos, line: "%s", profile: {model: TM-T70II-CH, statusEvery: 100ms, answerPatience: 20s}}]
                """.formatted(far.line().address()));
        inventory = new Inventory(new Drivers(List.of(new EscPosDriver(KeptNowhere.supplies(clock, conditions)))),
                new InventorySettings(true, Duration.ofMillis(50), Duration.ofMillis(50), SECOND),
                SettingsFile.read(file, Cabinet.class).devices(), new Lines(), clock, conditions);
        printing = new BookSlipPrinting(inventory, acts, visits, this::composed, told::add);
        inventory.start();
        until(this::ready);
        printing.start();
        visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
    }

    private Slip composed(Booking booking) {
        meanwhile.run();
        return slip(booking);
    }

    private static Slip slip(Booking booking) {
        return new Slip(List.of(new Slip.Text(booking.code(), Slip.Size.DOUBLE, Slip.Align.CENTRE), new Slip.Qr(booking.link())));
    }

    @AfterEach
    void close() {
        printing.stop();
        inventory.stop();
        ledger.close();
        far.close();
    }

    private boolean ready() {
        return inventory.find(ReceiptPrinter.class).orElseThrow().trouble().isEmpty();
    }

    private Act intent() {
        intents++;
        return ledger.write(tx -> acts.intend(tx, visit.id(), BookSlipPrinting.SLIP, BOOKING.appointment()));
    }

    private Optional<Act> again() {
        return Optional.of(intent());
    }

    /** What the page shows once it has been told. */
    private String printed() throws InterruptedException {
        int before = told.size();
        printing.print(intent(), BOOKING);
        until(() -> told.size() > before);
        return printing.outcome(BOOKING.appointment());
    }

    @Test
    void aSlipWithItsCodeIsPrintedAndNotOfferedTwice() throws Exception {
        assertEquals("none", printing.outcome(BOOKING.appointment()));
        assertEquals("printed", printed());
        assertEquals(1, far.slipCount());
        assertTrue(far.slips().get(0).text().contains(BOOKING.code()));
        assertEquals(BOOKING.link(), far.slips().get(0).code().orElse("none"));
        assertFalse(printing.mayPrintAgain(BOOKING.appointment()));
        assertEquals(List.of("a7Qk printed "), outcomes());
        visits.end(EndReason.BUTTON);
        assertEquals("none", printing.outcome(BOOKING.appointment()), "the next visit knows nothing of it");
    }

    @Test
    void onBatteryNothingIsPrintedTheAppointmentHoldsAndLaterItMayBe() throws Exception {
        acts.hold(true);
        assertEquals("notprinted", printed());
        assertEquals(0, far.slipCount());
        assertTrue(printing.mayPrintAgain(BOOKING.appointment()));
        acts.hold(false);
        assertEquals("printed", printed());
        assertEquals(List.of("a7Qk notprinted receipt.no-mains", "a7Qk printed "), outcomes());
    }

    @Test
    void paperThatEndsInTheMidstIsToldAndTheNextRollIsTheNextSlips() throws Exception {
        far.paperIn(25);
        assertEquals("notprinted", printed());
        assertTrue(printing.mayPrintAgain(BOOKING.appointment()));
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
        printing.print(intent(), BOOKING);
        until(motor::isHeld);
        assertEquals("printing", printing.outcome(BOOKING.appointment()));
        assertFalse(printing.mayPrintAgain(BOOKING.appointment()));
        far.line().unplug();
        until(() -> told.size() == 1);
        assertEquals("unknown", printing.outcome(BOOKING.appointment()));
        motor.goOn();
        far.line().start();
        until(this::ready);
        assertTrue(printing.mayPrintAgain(BOOKING.appointment()));
        assertEquals("printed", printed());
        assertEquals(List.of("a7Qk printunknown receipt.silent", "a7Qk printed "), outcomes());
    }

    @Test
    void whatTheLastProcessLeftOpenIsAnsweredOnceAndNotRepeated() {
        ledger.write(tx -> new Acts(ledger, book).intend(tx, visit.id(), BookSlipPrinting.SLIP, BOOKING.appointment()));
        printing.answer();
        printing.answer();
        assertEquals(List.of("a7Qk printunknown kiosk.restarted"), outcomes());
        assertEquals(0, far.slipCount());
    }

    @Test
    void aSlipThatWaitsIsCalledOffWhenNobodyIsKnownToStandThere() throws Exception {
        motor.holdWhen(() -> !far.hanging().text().isEmpty());
        printing.print(intent(), BOOKING);
        until(motor::isHeld);
        printing.print(intent(), BOOKING);
        visits.end(EndReason.POWER);
        until(() -> told.size() == 1);
        motor.goOn();
        until(() -> told.size() == 2);
        assertEquals(List.of("a7Qk notprinted receipt.called-off", "a7Qk printed "), outcomes());
        assertEquals(1, far.slipCount());
    }

    @Test
    void aSlipWhoseVisitRunsOutBeforeThePrinterHasItStaysInside() throws Exception {
        meanwhile = () -> {
            visits.end(EndReason.IDLE);
            visits.begin(new Milestone.Began("touch"));
        };
        printing.print(intent(), BOOKING);
        until(() -> told.size() == 1);
        assertEquals(List.of("a7Qk notprinted receipt.called-off"), outcomes());
        assertEquals(0, far.slipCount());
        assertEquals("none", printing.outcome(BOOKING.appointment()));
    }

    @Test
    void whoHasPressedTheButtonStandsThereForTheirSlipUntilAnotherDoes() throws Exception {
        meanwhile = () -> visits.end(EndReason.BUTTON);
        printing.print(intent(), BOOKING);
        until(() -> told.size() == 1);
        Act late = intent();
        visits.begin(new Milestone.Began("touch"));
        printing.print(late, BOOKING);
        until(() -> told.size() == 2);
        assertEquals(List.of("a7Qk printed ", "a7Qk notprinted receipt.called-off"), outcomes());
        assertEquals(1, far.slipCount());
    }

    @Test
    void aTapThatItsVisitsEndOvertakesHoldsNothingBackFromTheNextVisit() throws Exception {
        printing.printAgain(visit, BOOKING, () -> {
            visits.end(EndReason.IDLE);
            return Optional.empty();
        });
        printing.printAgain(visit, BOOKING, this::again);
        assertEquals(0, intents, "nobody is there for it");
        visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
        assertEquals("none", printing.outcome(BOOKING.appointment()));
        printing.printAgain(visit, BOOKING, this::again);
        until(() -> told.size() == 1);
        assertEquals("printed", printing.outcome(BOOKING.appointment()));
    }

    @Test
    void aSecondTapBesideTheFirstPrintsNothing() throws Exception {
        printing.printAgain(visit, BOOKING, () -> {
            printing.printAgain(visit, BOOKING, this::again);
            return again();
        });
        assertEquals(1, intents);
        until(() -> !told.isEmpty());
        printing.printAgain(visit, BOOKING, this::again);
        assertEquals(1, intents);
        assertEquals(List.of("a7Qk printed "), outcomes());
    }

    @Test
    void aTapWhoseIntentIsNotWrittenLeavesTheNextOneFree() throws Exception {
        acts.hold(true);
        assertEquals("notprinted", printed());
        acts.hold(false);
        assertThrows(IllegalStateException.class, () -> printing.printAgain(visit, BOOKING, () -> {
            throw new IllegalStateException("a full disk");
        }));
        assertEquals("notprinted", printing.outcome(BOOKING.appointment()), "nothing is on its way");
        printing.printAgain(visit, BOOKING, this::again);
        until(() -> told.size() == 2);
        assertEquals("printed", printing.outcome(BOOKING.appointment()));
    }

    @Test
    void aPrinterThatIsAwayIsNotWaitedForAndACabinetWithoutOneOffersNoPaper() throws Exception {
        far.line().unplug();
        until(() -> !ready());
        assertEquals("notprinted", printed());
        assertEquals(List.of("a7Qk notprinted receipt.silent"), outcomes());
        Inventory none = new Inventory(new Drivers(List.of()), new InventorySettings(false, SECOND, SECOND, SECOND), List.of(), new Lines(),
                clock, conditions);
        BookSlipPrinting paperless = new BookSlipPrinting(none, acts, visits, BookSlipPrintingTest::slip, told::add);
        assertTrue(paperless.paperless());
        assertFalse(paperless.mayPrintAgain(BOOKING.appointment()));
        paperless.stop();
    }

    /** What stands in the visit book of slips, the oldest first. */
    private List<String> outcomes() {
        return ledger.read(tx -> {
            List<String> outcomes = new ArrayList<>();
            try (ResultSet row = tx.prepare("SELECT payload ->> 'appointment', payload ->> 'outcome', payload ->> 'why' FROM fact"
                    + " WHERE type = 'appointment.slip' ORDER BY entry").executeQuery()) {
                while (row.next()) {
                    outcomes.add(String.join(" ", row.getString(1), row.getString(2), row.getString(3)));
                }
            }
            return outcomes;
        });
    }

    private void until(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 12_000 && !holds.getAsBoolean(); i++) {
            clock.pause(Duration.ofMillis(5));
        }
        assertTrue(holds.getAsBoolean(), () -> far.complaints() + " " + conditions.present());
    }
}
