package cn.ting.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.outbox.Lane;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import cn.ting.visit.VisitBook;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of an update is told once, however long a trial asked whether the ledger takes a word. */
class UpdateTellerTest {

    private static final UpdateNotice NOBODY = new UpdateNotice() {
        @Override
        public void stands(UpdateState state) {}

        @Override
        public void refusedBeside(UpdateState refused) {}

        @Override
        public void holds(String trial) {}

        @Override
        public void serves() {}
    };

    @TempDir
    Path directory;

    /** Gates that wait for a device ask ten times a second for two minutes. */
    @Test
    void asking_the_ledger_for_minutes_has_nothing_told_twice() {
        SteppedClock clock = new SteppedClock();
        try (Ledger ledger = new Ledger(directory.resolve("ledger.db"), new Conditions(clock), clock)) {
            Outbox outbox = new Outbox(ledger, clock, new PlaceSettings("fengshui", "k1", "亭", "Kiosk"));
            UpdateState kept = new UpdateState(UpdateState.Phase.COMMITTED, "u1", UpdateState.STICK, "1.8", 8, "", "b", "", "", 1, Set.of(), 0, 0, "", 0, "", 0, 0, 0, 0, "");
            UpdateTeller teller = new UpdateTeller(ledger, new VisitBook(outbox, clock), NOBODY);
            teller.tell(kept);
            for (int i = 0; i < 600; i++) {
                assertTrue(teller.ledgerHolds());
            }
            new UpdateTeller(ledger, new VisitBook(outbox, clock), NOBODY).tell(kept);
            assertEquals(4, outbox.after(Lane.RESULTS, 0, 100).size());
        }
    }
}
