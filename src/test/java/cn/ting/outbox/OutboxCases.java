package cn.ting.outbox;

import cn.ting.condition.Conditions;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has an outbox in a new ledger of its own. */
abstract class OutboxCases {

    static final PlaceSettings PLACE = new PlaceSettings("demo", "kiosk-1", "亭", "Kiosk");

    @TempDir
    Path directory;

    final SteppedClock clock = new SteppedClock();
    Ledger ledger;
    Outbox outbox;

    @BeforeEach
    final void open() {
        ledger = new Ledger(directory.resolve("ledger.db"), new Conditions(clock), clock);
        outbox = new Outbox(ledger, clock, PLACE);
    }

    @AfterEach
    final void close() {
        ledger.close();
    }
}
