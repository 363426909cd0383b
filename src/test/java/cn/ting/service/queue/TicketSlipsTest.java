package cn.ting.service.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.receipt.Slip;
import cn.ting.hall.QueueNumber;
import cn.ting.hall.Ticket;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.slip.SlipPrinting;
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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a number's slip has of its own; what becomes of slips stands with {@link SlipPrinting}. */
class TicketSlipsTest {

    private static final Duration WAIT = Duration.ofSeconds(1);

    @Test
    void aSlipOfTheReleaseBeforeIsAnsweredAndOneOfWhichNothingIsKnownIsOnItsWay(@TempDir Path folder) {
        SteppedClock clock = new SteppedClock();
        Conditions conditions = new Conditions(clock);
        try (Ledger ledger = new Ledger(folder.resolve("ledger.db"), conditions, clock)) {
            VisitBook book = new VisitBook(new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk")), clock);
            Visits visits = new Visits(new VisitSettings(WAIT, WAIT, 1, WAIT), clock, ledger, book);
            Acts acts = new Acts(ledger, book);
            SlipPrinting<Ticket> printing = new SlipPrinting<>(TicketSlips.kind(ticket -> new Slip(List.of(new Slip.Rule()))),
                    new Inventory(new Drivers(List.of()), new InventorySettings(false, WAIT, WAIT, WAIT), List.of(), new Lines(), clock, conditions),
                    acts, visits);
            Visit visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
            Ticket ticket = new Ticket("t", visit.id(), "h", "s", new QueueNumber("A", 7), "l", clock.local().toLocalDate(),
                    clock.instant(), "c", clock.instant(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            assertEquals("t", TicketSlips.kind(of -> new Slip(List.of())).subject().apply(ticket));
            assertEquals("printing", printing.paper("t").word());
            ledger.write(tx -> new Acts(ledger, book).intend(tx, visit.id(), "slip", "t"));
            printing.answer();
            printing.stop();
            assertEquals("queue.slip t printunknown kiosk.restarted", ledger.read(tx -> {
                try (ResultSet row = tx.prepare("SELECT type, payload ->> 'ticket', payload ->> 'outcome', payload ->> 'why' FROM fact"
                        + " ORDER BY entry DESC").executeQuery()) {
                    return String.join(" ", row.getString(1), row.getString(2), row.getString(3), row.getString(4));
                }
            }));
        }
    }
}
