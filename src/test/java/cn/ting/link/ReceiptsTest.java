package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.outbox.Lane;
import cn.ting.outbox.Letter;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts, and the marks they leave in the ledger some time later. */
class ReceiptsTest {

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private final Conditions conditions = new Conditions(clock);
    private final Flights flights = new Flights();
    private Ledger ledger;
    private Outbox outbox;
    private Receipts receipts;

    @BeforeEach
    void threeLettersAreSent() {
        ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock);
        outbox = new Outbox(ledger, clock, new PlaceSettings("demo", "kiosk-1", "亭", "Kiosk"));
        receipts = new Receipts(outbox, flights, conditions);
        for (String key : List.of("a", "b", "c")) {
            ledger.write(tx -> outbox.post(tx, new Letter("visit.began", key, "{}".getBytes(StandardCharsets.UTF_8))));
        }
        flights.add(outbox.after(Lane.PROMISES, 0, 10));
        flights.nextReady(3).forEach(flight -> {
            flight.sent = true;
            flights.takeOff(flight);
            receipts.sent(flight.letter.epoch(), flight.letter.number());
        });
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void many_receipts_make_one_commit() {
        long before = ledger.commits();
        take(1, "store");
        take(2, "store");
        take(3, "store");
        assertEquals(before, ledger.commits());
        assertEquals(0, flights.flying());

        receipts.mark();
        assertEquals(before + 1, ledger.commits());
        assertEquals(0, outbox.waiting());
        assertFalse(receipts.hasUnmarked());
    }

    @Test
    void what_the_platform_lost_before_it_was_marked_waits_again() {
        take(3, "store");
        take(1, "restored");
        receipts.mark();

        assertEquals(2, outbox.waiting());
    }

    @Test
    void a_refusal_is_in_the_ledger_at_once() {
        receipts.take(("{\"epoch\":\"" + outbox.epoch() + "\",\"through\":2,\"also\":[],\"storeId\":\"store\",\"refused\":"
                + "[{\"number\":2,\"code\":\"unknown-type\",\"retry\":\"never\"}]}").getBytes(StandardCharsets.UTF_8));
        assertEquals(1, outbox.parked().size());
        assertTrue(receipts.hasUnmarked());
    }

    private void take(long through, String store) {
        receipts.take(("{\"epoch\":\"" + outbox.epoch() + "\",\"through\":" + through + ",\"also\":[],\"refused\":[],\"storeId\":\"" + store
                + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
