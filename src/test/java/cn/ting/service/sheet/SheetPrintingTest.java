package cn.ting.service.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.document.DocumentFault;
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
import cn.ting.store.LedgerFault;
import cn.ting.supply.KeptNowhere;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.visit.Acts;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import cn.ting.wire.Lines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sheets of a real visit, printed by the shipped driver on a printer that stands on the bench. */
@Timeout(120)
class SheetPrintingTest {

    private static final String MATTER = "social-card-apply";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final PlaceSettings PLACE = new PlaceSettings("area", "k1", "亭", "Kiosk");

    private record Cabinet(@Setting(why = "devices") List<DeviceSettings> devices) {}

    private final KioskClock clock = new SystemClock();
    private final Conditions conditions = new Conditions(clock);
    private final SimulatedIppPrinter far = new SimulatedIppPrinter(0, Duration.ofMillis(1), clock);

    @TempDir
    Path folder;

    private Ledger ledger;
    private Inventory inventory;
    private Visits visits;
    private Acts acts;
    private VisitBook book;
    private SheetPrinting printing;
    private SheetDesk desk;
    private volatile int version = 7;
    /** What holds up whoever makes sheets. */
    private final CompletableFuture<Void> slow = new CompletableFuture<>();

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

    private void desk(SheetMaker maker) {
        ReadySheets sheets = new ReadySheets(this::content, () -> version, maker, clock);
        printing = new SheetPrinting(inventory, acts, visits, sheets, conditions);
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

    private Visit begin() {
        desk.start();
        return visits.begin(new Milestone.Began("touch")).orElseThrow();
    }

    /** Asks for a sheet and waits for what becomes of it. */
    private SheetState print(Visit visit, String matter, boolean again) throws InterruptedException {
        desk.print(visit, matter, Language.CHINESE, again);
        until(() -> desk.state(matter).filter(state -> !(state instanceof SheetState.Printing)).isPresent());
        return desk.state(matter).orElseThrow();
    }

    @Test
    void aTapPrintsOneSheetARepeatedTapNoneAndThereIsAnEndToIt() throws Exception {
        Visit visit = begin();
        assertTrue(printing.offered());
        assertEquals(new SheetState.Printed(1), print(visit, MATTER, false));
        assertEquals(new SheetState.Printed(1), print(visit, MATTER, false));
        assertEquals(1, far.papers().size(), "a repeated tap prints nothing");
        assertTrue(new String(far.papers().get(0).pdf(), StandardCharsets.ISO_8859_1).startsWith("%PDF-1."));

        print(visit, MATTER, true);
        print(visit, MATTER, true);
        assertFalse(desk.mayPrint(MATTER));
        print(visit, MATTER, true);
        assertEquals(SheetDesk.MOST_OF_A_MATTER, far.papers().size());
        for (int i = 0; i < SheetDesk.MOST_OF_A_VISIT; i++) {
            desk.print(visit, "matter-" + i, Language.ENGLISH, false);
            String matter = "matter-" + i;
            until(() -> !(desk.state(matter).orElse(new SheetState.Printed(0)) instanceof SheetState.Printing));
        }
        assertEquals(SheetDesk.MOST_OF_A_VISIT, far.papers().size());
        assertEquals(SheetDesk.MOST_OF_A_VISIT, outcomes().size());
        assertEquals(MATTER + " 7 1 printed ", outcomes().get(0));

        visits.end(EndReason.BUTTON);
        assertEquals(Optional.empty(), desk.state(MATTER), "the next visit knows nothing of it");
        assertTrue(desk.mayPrint(MATTER));
    }

    @Test
    void aVisitsEndTakesItsSheetOutOfThePrinter() throws Exception {
        Visit visit = begin();
        far.hold(true);
        desk.print(visit, MATTER, Language.CHINESE, false);
        until(far::isPrinting);

        visits.end(EndReason.BUTTON);

        until(() -> outcomes().equals(List.of(MATTER + " 7 1 printunknown document.visit-ended")));
        until(() -> far.unfinished() == 0);
        assertEquals(List.of(), far.papers());
        desk.print(visit, MATTER, Language.CHINESE, true);
        assertEquals(Optional.empty(), desk.state(MATTER), "nothing is printed for a visit that is over");
    }

    @Test
    void aJamInTheMidstOfASheetIsToldUntilItIsClearedAndTheSheetIsOneAllTheSame() throws Exception {
        Visit visit = begin();
        far.hold(true);
        desk.print(visit, MATTER, Language.CHINESE, false);
        until(far::isPrinting);
        assertEquals(Optional.empty(), desk.heldUp());
        far.reason("media-jam", true);
        far.hold(false);
        until(() -> desk.heldUp().equals(Optional.of(DocumentFault.JAM)));
        assertEquals(Optional.of(new SheetState.Printing()), desk.state(MATTER), "nothing is known yet");
        assertEquals(List.of(), outcomes());
        far.reason("media-jam", false);
        until(() -> desk.state(MATTER).equals(Optional.of(new SheetState.Printed(1))));
        assertEquals(Optional.empty(), desk.heldUp());
        assertEquals(List.of(MATTER + " 7 1 printed "), outcomes());
        assertEquals(1, far.papers().size());
    }

    @Test
    void withoutPaperNothingIsCountedAndTheNextTapMayHaveBetterLuck() throws Exception {
        Visit visit = begin();
        far.reason("media-empty", true);
        until(() -> conditions.has(DocumentFault.PAPER_OUT));
        for (int i = 0; i < SheetDesk.MOST_OF_A_MATTER + 1; i++) {
            assertEquals(new SheetState.NotPrinted(DocumentFault.PAPER_OUT), print(visit, MATTER, i > 0));
        }
        assertEquals(Optional.empty(), desk.heldUp(), "there is nothing in the printer that would go on");
        far.reason("media-empty", false);
        until(() -> !conditions.has(DocumentFault.PAPER_OUT));
        assertEquals(List.of(), far.papers(), "a refill prints nothing by itself");
        assertEquals(new SheetState.Printed(1), print(visit, MATTER, true));
    }

    @Test
    void onBatteryAndOfAMatterThatIsGoneNothingIsPrinted() throws Exception {
        Visit visit = begin();
        acts.hold(true);
        assertEquals(new SheetState.NotPrinted(SheetFault.NO_MAINS), print(visit, MATTER, false));
        acts.hold(false);
        assertEquals(new SheetState.NotPrinted(SheetFault.NOT_MADE), print(visit, "gone", false));
        assertEquals(List.of(MATTER + " 0 0 notprinted sheet.no-mains", "gone 0 0 notprinted sheet.not-made"), outcomes());
        assertEquals(List.of(), far.papers());
    }

    @Test
    void whatIsReadyIsUsedUntilLanguageOrCatalogueChange() throws Exception {
        Visit visit = begin();
        printing.prepare(MATTER, Language.CHINESE);
        print(visit, MATTER, false);
        print(visit, MATTER, true);
        version = 8;
        print(visit, MATTER, true);
        List<Integer> same = new ArrayList<>();
        far.papers().forEach(paper -> same.add(new String(paper.pdf(), StandardCharsets.ISO_8859_1).hashCode()));
        assertEquals(same.get(0), same.get(1), "made once");
        assertTrue(outcomes().get(2).startsWith(MATTER + " 8 "), outcomes()::toString);
    }

    @Test
    void aSheetThatWasBegunKeepsTheVersionItBeganWith() throws Exception {
        Visit visit = begin();
        printing.prepare("slow", Language.CHINESE);
        desk.print(visit, MATTER, Language.CHINESE, false);
        version = 8;
        slow.complete(null);
        until(() -> outcomes().equals(List.of(MATTER + " 7 1 printed ")));
    }

    @Test
    void aCabinetWithoutAPrinterOffersNothingAndLacksNothing() {
        printing.stop();
        Inventory none = new Inventory(new Drivers(List.of()), new InventorySettings(false, SECOND, SECOND, SECOND), List.of(), new Lines(),
                clock, conditions);
        for (String font : List.of("/no/such/font.ttc", Section.empty().as(PaperSettings.class).font())) {
            printing = new SheetPrinting(none, acts, visits, new ReadySheets((id, language) -> Optional.empty(), () -> version,
                    new SheetMaker(new PaperSettings(font, 2)), clock), conditions);
            assertFalse(printing.offered());
            assertFalse(conditions.has(SheetFault.NO_FONT));
        }
    }

    @Test
    void withoutAFontNothingIsOfferedAndStaffAreTold() {
        printing.stop();
        desk(new SheetMaker(new PaperSettings("/no/such/font.ttc", 0)));
        assertFalse(printing.offered());
        assertTrue(conditions.has(SheetFault.NO_FONT));
    }

    @Test
    void whatTheLastProcessLeftOpenIsAnsweredUnknownAndNotRepeated() throws Exception {
        ledger.write(tx -> new Acts(ledger, book).intend(tx, "a visit", SheetPrinting.SHEET, MATTER));
        begin();
        desk.answer();
        assertEquals(List.of(MATTER + " 0 0 printunknown sheet.cut-off"), outcomes());
        assertEquals(List.of(), new Acts(ledger, book).unfinished(SheetPrinting.SHEET));
        assertEquals(List.of(), far.papers());
    }

    @Test
    void withoutALedgerNothingIsPrintedAndThePageSaysWhy() throws Exception {
        Visit visit = begin();
        // Ready, it is with the printer before the ledger fails.
        printing.prepare(MATTER, Language.CHINESE);
        until(() -> printing.hasReady(MATTER, Language.CHINESE));
        statement("ALTER TABLE act RENAME TO away");
        assertTrue(print(visit, MATTER, false) instanceof SheetState.NotPrinted not && not.why() instanceof LedgerFault);
        until(() -> far.unfinished() == 0);
        assertEquals(List.of(), far.papers());
        statement("ALTER TABLE away RENAME TO act");
        assertEquals(new SheetState.Printed(1), print(visit, MATTER, true));
        assertEquals(1, far.papers().size());
    }

    private void statement(String sql) throws SQLException {
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db")); var change = other.createStatement()) {
            change.execute(sql);
        }
    }

    /** What stands in the visit book of sheets, the oldest first. */
    private List<String> outcomes() {
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

    private void until(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 12_000 && !holds.getAsBoolean(); i++) {
            clock.pause(Duration.ofMillis(5));
        }
        assertTrue(holds.getAsBoolean());
    }
}
