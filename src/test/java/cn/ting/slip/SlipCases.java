package cn.ting.slip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.receipt.EscPosDriver;
import cn.ting.device.receipt.ReceiptPrinter;
import cn.ting.device.receipt.SimulatedEscPosPrinter;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.outbox.Outbox;
import cn.ting.roll.Slip;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests of slips begin with: the shipped driver, on a printer that stands on the bench, and a visit. */
@Timeout(240)
abstract class SlipCases {

    static final Duration SECOND = Duration.ofSeconds(1);
    static final String ID = "a7Qk";
    static final String LINK = "https://ting.example.cn/a/40718836";

    private record Cabinet(@Setting(why = "devices") List<DeviceSettings> devices) {}

    final KioskClock clock = new SystemClock();
    final HeldClock motor = new HeldClock(clock);
    final Conditions conditions = new Conditions(clock);
    final SimulatedEscPosPrinter far = new SimulatedEscPosPrinter(0, Model.standard(), motor);
    final List<String> told = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    Ledger ledger;
    VisitBook book;
    Visits visits;
    Acts acts;
    Inventory inventory;
    SlipPrinting<String> printing;
    Visit visit;
    int intents;
    /** Whether what a slip is for is good still. */
    volatile boolean holds = true;
    /** What happens between an intent and the printer. */
    Runnable meanwhile = () -> { };

    @BeforeEach
    final void open() throws Exception {
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
        printing = printing(inventory, false);
        inventory.start();
        until(this::ready);
        printing.start();
        visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
    }

    final SlipPrinting<String> printing(Inventory with, boolean atOnce) {
        SlipPrinting<String> one = new SlipPrinting<>(
                new SlipKind<>("slip", id -> id, this::drawn, Milestone.Slip::new, atOnce, id -> holds), with, acts, visits);
        one.onChange(told::add);
        return one;
    }

    private Slip drawn(String id) {
        meanwhile.run();
        return new Slip(List.of(new Slip.Text(id, Slip.Size.DOUBLE, Slip.Align.CENTRE), new Slip.Qr(LINK)));
    }

    @AfterEach
    final void close() {
        printing.stop();
        inventory.stop();
        ledger.close();
        far.close();
    }

    final boolean ready() {
        return inventory.find(ReceiptPrinter.class).orElseThrow().trouble().isEmpty();
    }

    final Act intent() {
        intents++;
        return ledger.write(tx -> acts.intend(tx, visit.id(), "slip", ID));
    }

    final Optional<Act> again() {
        return Optional.of(intent());
    }

    /** What the page shows once it has been told. */
    final String printed() throws InterruptedException {
        int before = told.size();
        printing.print(intent(), ID);
        until(() -> told.size() > before);
        return paper();
    }

    final String paper() {
        return printing.paper(ID).word();
    }

    /** What stands in the visit book of slips, the oldest first. */
    final List<String> outcomes() {
        return ledger.read(tx -> {
            List<String> outcomes = new ArrayList<>();
            try (ResultSet row = tx.prepare("SELECT payload ->> 'ticket', payload ->> 'outcome', payload ->> 'why' FROM fact"
                    + " WHERE type = 'queue.slip' ORDER BY entry").executeQuery()) {
                while (row.next()) {
                    outcomes.add(String.join(" ", row.getString(1), row.getString(2), row.getString(3)));
                }
            }
            return outcomes;
        });
    }

    final void until(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 12_000 && !holds.getAsBoolean(); i++) {
            clock.pause(Duration.ofMillis(5));
        }
        assertTrue(holds.getAsBoolean(), () -> far.complaints() + " " + conditions.present());
    }
}
