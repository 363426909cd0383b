package cn.ting.service.sheet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.document.DocumentPrinter;
import cn.ting.device.document.IppDriver;
import cn.ting.device.document.SimulatedIppPrinter;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.outbox.Outbox;
import cn.ting.paper.PaperSettings;
import cn.ting.paper.Sheet;
import cn.ting.paper.SheetMaker;
import cn.ting.screen.Language;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.Section;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.store.Ledger;
import cn.ting.supply.KeptNowhere;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
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
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sheets of a real visit, printed by the shipped driver on a printer that stands on the bench. */
@Timeout(120)
abstract class SheetCases {

    static final String MATTER = "social-card-apply";
    static final Duration SECOND = Duration.ofSeconds(1);
    private static final PlaceSettings PLACE = new PlaceSettings("area", "k1", "亭", "Kiosk");

    private record Cabinet(@Setting(why = "devices") List<DeviceSettings> devices) {}

    final KioskClock clock = new SystemClock();
    final Conditions conditions = new Conditions(clock);
    final SimulatedIppPrinter far = new SimulatedIppPrinter(0, Duration.ofMillis(1), clock);

    @TempDir
    Path folder;

    Ledger ledger;
    private Inventory inventory;
    Visits visits;
    Acts acts;
    VisitBook book;
    SheetPrinting printing;
    SheetDesk desk;
    volatile int version = 7;
    /** What holds up whoever makes sheets. */
    final CompletableFuture<Void> slow = new CompletableFuture<>();

    @BeforeEach
    void open() throws Exception {
        far.start();
        ledger = new Ledger(folder.resolve("ledger.db"), conditions, clock);
        inventory = new Inventory(new Drivers(List.of(new IppDriver(KeptNowhere.supplies(clock, conditions), () -> PLACE))),
                new InventorySettings(false, SECOND, SECOND, SECOND),
                SettingsFile.read(Files.writeString(folder.resolve("cabinet.yaml"),
                        "devices: [{name: a4, driver: ipp, line: \"%s\", profile: {pollEvery: 200ms, jobEvery: 50ms}}]\n"
                                .formatted(far.address())), Cabinet.class).devices(), new Lines(), clock, conditions);
        book = new VisitBook(new Outbox(ledger, clock, PLACE), clock);
        visits = new Visits(new VisitSettings(SECOND.multipliedBy(600), SECOND.multipliedBy(20), 1, SECOND), clock, ledger, book);
        acts = new Acts(ledger, book);
        desk(new SheetMaker(Section.empty().as(PaperSettings.class)));
        inventory.start();
        until(() -> inventory.find(DocumentPrinter.class).orElseThrow().trouble().isEmpty());
    }

    void desk(SheetMaker maker) {
        ReadySheets sheets = new ReadySheets(this::content, () -> version, maker, clock);
        printing = new SheetPrinting(inventory, acts, visits, sheets, conditions, clock);
        desk = new SheetDesk(ledger, acts, visits, printing);
    }

    private Optional<Sheet> content(String id, Language language) {
        if (id.equals("slow")) {
            slow.join();
        }
        return id.equals("gone") ? Optional.empty()
                : Optional.of(new Sheet("一次性告知单", id, List.of(new Sheet.Text(language.tag())), "foot"));
    }

    @AfterEach
    void close() {
        printing.stop();
        inventory.stop();
        ledger.close();
        far.close();
    }

    Visit begin() {
        desk.start();
        return visits.begin(new Milestone.Began("touch")).orElseThrow();
    }

    /** Asks for a sheet and waits for what becomes of it. */
    SheetState print(Visit visit, String matter, boolean again) throws InterruptedException {
        desk.print(visit, matter, Language.CHINESE, again);
        until(() -> desk.state(matter).filter(state -> !(state instanceof SheetState.Printing)).isPresent());
        return desk.state(matter).orElseThrow();
    }

    /** What stands in the visit book of sheets, the oldest first. */
    List<String> outcomes() {
        return ledger.read(tx -> {
            List<String> outcomes = new ArrayList<>();
            try (ResultSet row = tx.prepare("SELECT payload ->> 'matter', payload ->> 'catalogue', payload ->> 'pages', payload ->> 'outcome',"
                    + " payload ->> 'why' FROM fact WHERE type = 'sheet.paper' ORDER BY entry").executeQuery()) {
                while (row.next()) {
                    outcomes.add(String.join(" ", row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
                }
            }
            return outcomes;
        });
    }

    void until(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 12_000 && !holds.getAsBoolean(); i++) {
            clock.pause(Duration.ofMillis(5));
        }
        assertTrue(holds.getAsBoolean());
    }
}
