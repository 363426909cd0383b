package cn.ting.slip;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import cn.ting.visit.Acts;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import cn.ting.wire.Lines;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;

/**
 * A slip that a process before this one left without an outcome, under the name that its act had there.
 *
 * @param paper what a visit knows of a slip nobody has told it about
 * @param fact what the ledger has once it was answered: type, subject, outcome and why
 */
public record SlipOfBefore(String paper, String fact) {

    private static final Duration WAIT = Duration.ofSeconds(1);

    /**
     * Leaves one and answers it.
     *
     * @param folder of a ledger of its own
     * @param act what the ledger calls it
     * @param named by which key the fact names its subject
     */
    public static <T> SlipOfBefore answered(Path folder, SlipKind<T> kind, String act, String subject, String named) {
        SteppedClock clock = new SteppedClock();
        Conditions conditions = new Conditions(clock);
        try (Ledger ledger = new Ledger(folder.resolve("ledger.db"), conditions, clock)) {
            VisitBook book = new VisitBook(new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk")), clock);
            Visits visits = new Visits(new VisitSettings(WAIT, WAIT, 1, WAIT), clock, ledger, book);
            Acts acts = new Acts(ledger, book);
            SlipPrinting<T> printing = new SlipPrinting<>(kind,
                    new Inventory(new Drivers(List.of()), new InventorySettings(false, WAIT, WAIT, WAIT), List.of(), new Lines(), clock, conditions),
                    acts, visits);
            Visit visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
            String paper = printing.paper(subject).word();
            // Acts of its own, as of another process: what is on its way in this one is not answered.
            ledger.write(tx -> new Acts(ledger, book).intend(tx, visit.id(), act, subject));
            printing.answer();
            printing.stop();
            return new SlipOfBefore(paper, ledger.read(tx -> {
                try (ResultSet row = tx.prepare("SELECT type, payload ->> '" + named + "', payload ->> 'outcome', payload ->> 'why' FROM fact"
                        + " ORDER BY entry DESC").executeQuery()) {
                    return String.join(" ", row.getString(1), row.getString(2), row.getString(3), row.getString(4));
                }
            }));
        }
    }
}
