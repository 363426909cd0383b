package cn.ting.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.condition.Conditions;
import cn.ting.link.Documents;
import cn.ting.outbox.Lane;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import cn.ting.visit.Fact;
import cn.ting.visit.VisitBook;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A salvaged ledger holds values that the disk has spoilt. */
class UpkeepTest {

    private static final PlaceSettings PLACE = new PlaceSettings("area", "k1", "亭", "Kiosk");

    /** As one that names a person is written. */
    private record Sealed(String outcome, String sealed) implements Fact {

        @Override
        public String type() {
            return "queue.ticket-issued";
        }
    }

    private final SteppedClock clock = new SteppedClock();
    private Ledger ledger;
    private Outbox outbox;
    private VisitBook book;
    private Tallies tallies;

    @BeforeEach
    void open(@TempDir Path directory) {
        Conditions conditions = new Conditions(clock);
        ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock);
        outbox = new Outbox(ledger, clock, PLACE);
        book = new VisitBook(outbox, clock);
        tallies = new Tallies(ledger, book, outbox, new Documents(), PLACE, conditions, clock);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void days_and_payloads_that_are_none_hold_up_no_tally() {
        write();
        write();
        spoil("UPDATE fact SET payload = x'5a' WHERE entry = 1");
        spoil("INSERT INTO tally (day, entry) VALUES ('2026-11-3z', 0), ('zzzz', 0)");
        clock.step(Duration.ofDays(1));
        tallies.tally();
        tallies.lookForAnswers();
        assertEquals(3, outbox.waiting(), "the tally is told");
    }

    @Test
    void a_step_that_stumbles_holds_up_none_of_the_others() {
        write();
        outbox.settle(outbox.after(Lane.PROMISES, 0, 10), Map.of());
        Upkeep upkeep = new Upkeep(ledger, outbox, book, null, null, null, clock);
        upkeep.care();
        assertEquals(0, told(), "whom the platform has is let go of, though nothing can be tallied");
    }

    private void write() {
        ledger.write(tx -> {
            book.record(tx, "v", new Sealed("taken", "x"));
            return null;
        });
    }

    private void spoil(String sql) {
        ledger.write(tx -> tx.prepare(sql).executeUpdate());
    }

    private long told() {
        return ledger.read(tx -> {
            try (ResultSet row = tx.prepare("SELECT count(*) FROM fact WHERE payload IS NOT NULL").executeQuery()) {
                return row.getLong(1);
            }
        });
    }
}
