package cn.ting.service.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.document.DocumentFault;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.paper.PaperSettings;
import cn.ting.paper.SheetMaker;
import cn.ting.screen.Language;
import cn.ting.settings.Section;
import cn.ting.store.LedgerFault;
import cn.ting.visit.Acts;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.wire.Lines;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of sheets. */
class SheetPrintingTest extends SheetCases {

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
        assertFalse(desk.print(visit, MATTER, Language.CHINESE, true), "its page stays that of the last");
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

    /** A sheet that is being printed is followed to its end; the one behind it has not begun. */
    @Test
    void whatWaitsInThePrinterWhenActsAreHeldBackIsNotPrinted() throws Exception {
        Visit visit = begin();
        far.hold(true);
        desk.print(visit, MATTER, Language.CHINESE, false);
        until(far::isPrinting);
        printing.prepare("another", Language.CHINESE);
        until(() -> printing.hasReady("another", Language.CHINESE));
        desk.print(visit, "another", Language.CHINESE, false);
        assertEquals(Optional.of(new SheetState.Printing()), desk.state("another"));
        acts.hold(true);
        until(() -> desk.state("another").equals(Optional.of(new SheetState.NotPrinted(SheetFault.NO_MAINS))));
        assertEquals(Optional.of(new SheetState.Printing()), desk.state(MATTER));
        far.hold(false);
        until(() -> desk.state(MATTER).equals(Optional.of(new SheetState.Printed(1))));
        assertEquals(List.of("another 7 1 notprinted sheet.no-mains", MATTER + " 7 1 printed "), outcomes());
        assertEquals(1, far.papers().size());
        acts.hold(false);
        assertEquals(new SheetState.Printed(1), print(visit, "another", true));
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
                    new SheetMaker(new PaperSettings(font, 2)), clock), conditions, clock);
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
}
