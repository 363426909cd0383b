package cn.ting.upkeep;

import cn.ting.condition.Conditions;
import cn.ting.link.Document;
import cn.ting.link.Documents;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import cn.ting.visit.Milestone;
import cn.ting.visit.VisitBook;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A ledger with its book and outbox, and the tallies of its days. */
abstract class TallyCases {

    static final PlaceSettings PLACE = new PlaceSettings("area", "k1", "亭", "Kiosk");

    @TempDir
    Path directory;

    /** Starts on Monday, 23 November 2026, half past nine. */
    final SteppedClock clock = new SteppedClock();
    final Conditions conditions = new Conditions(clock);
    Ledger ledger;
    Outbox outbox;
    VisitBook book;
    Tallies tallies;

    @BeforeEach
    final void open() {
        ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock);
        anew();
    }

    @AfterEach
    final void close() {
        ledger.close();
    }

    /** The kiosk begins anew, with the clock set right. */
    final void anew() {
        outbox = new Outbox(ledger, clock, PLACE);
        book = new VisitBook(outbox, clock);
        tallies = new Tallies(ledger, book, outbox, new Documents(), PLACE, conditions, clock);
    }

    final void tell(String word) {
        tallies.read(new Document("ting/1/area/kiosk/k1/down/tally", word.getBytes(StandardCharsets.UTF_8)));
    }

    final void write(String visit, Milestone fact) {
        ledger.write(tx -> {
            book.record(tx, visit, fact);
            return null;
        });
    }

    final void writeMany(int facts) {
        ledger.write(tx -> {
            for (int i = 0; i < facts; i++) {
                book.record(tx, "v" + i, new Milestone.Began("touch"));
            }
            return null;
        });
    }
}
