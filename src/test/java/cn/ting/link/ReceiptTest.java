package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.outbox.Lane;
import cn.ting.outbox.Letter;
import cn.ting.outbox.Outbox;
import cn.ting.outbox.WaitingLetter;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {

    @Test
    void a_receipt_names_all_numbers_through_one_and_ranges_beyond() {
        Receipt receipt = parse("{\"epoch\":\"e\",\"through\":3,\"also\":[5,[7,9]],\"refused\":[],\"storeId\":\"s\",\"new\":1}");

        assertTrue(receipt.names(1) && receipt.names(3) && receipt.names(5) && receipt.names(8));
        assertFalse(receipt.names(4) || receipt.names(6) || receipt.names(10));
        assertEquals(9, receipt.highest());
    }

    @Test
    void ranges_may_come_in_any_order_and_one_over_the_other() {
        Receipt receipt = parse("{\"epoch\":\"e\",\"through\":3,\"also\":[[30,40],[7,20],9,[15,22],5,[23,24]],\"storeId\":\"s\"}");

        List<Long> named = LongStream.rangeClosed(1, 45).filter(receipt::names).boxed().toList();

        assertEquals(LongStream.of(1, 2, 3, 5).boxed().toList(), named.subList(0, 4));
        assertEquals(LongStream.rangeClosed(7, 24).boxed().toList(), named.subList(4, 22));
        assertEquals(LongStream.rangeClosed(30, 40).boxed().toList(), named.subList(22, named.size()));
        assertEquals(40, receipt.highest());
    }

    @Test
    void the_example_of_the_contract_is_taken() throws IOException {
        Receipt receipt = Receipt.parse(Files.readAllBytes(
                Path.of(System.getProperty("project.root", "."), "src/docs/contract/examples/receipt.json")));

        assertTrue(receipt.names(15) && receipt.names(17) && receipt.names(22));
        assertTrue(receipt.refusal(12).orElseThrow().forGood());
    }

    @Test
    void a_refusal_says_why_and_whether_for_good() {
        Receipt receipt = parse("{\"epoch\":\"e\",\"through\":0,\"storeId\":\"s\",\"refused\":["
                + "{\"number\":2,\"code\":\"schema\",\"retry\":\"never\"},{\"number\":4,\"code\":\"busy\",\"retry\":\"later\"}]}");

        assertTrue(receipt.refusal(2).orElseThrow().forGood());
        assertFalse(receipt.refusal(4).orElseThrow().forGood());
        assertEquals("busy", receipt.refusal(4).orElseThrow().code());
        assertTrue(receipt.refusal(3).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0\0\5\0",
                "[]",
                "{}",
                "{\"epoch\":\"e\"}",
                "{\"epoch\":7,\"through\":1}",
                "{\"epoch\":\"e\",\"through\":-1}",
                "{\"epoch\":\"e\",\"through\":1.5}",
                "{\"epoch\":\"e\",\"through\":1,\"also\":[[9,7]]}",
                "{\"epoch\":\"e\",\"through\":1,\"also\":[[9]]}",
                "{\"epoch\":\"e\",\"through\":1,\"refused\":[{\"number\":2}]}",
                "{\"epoch\":\"e\",\"through\":99999999999999999999}"
            })
    void what_is_no_receipt_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> parse(text));
    }

    @Property
    void any_bytes_are_a_receipt_or_refused(@ForAll byte[] bytes) {
        try {
            Receipt.parse(bytes);
        } catch (IllegalArgumentException refused) {
            // The only other way out.
        }
    }

    private static Receipt parse(String text) {
        return Receipt.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Receipts taken in, and the marks they leave in the ledger some time later. */
    @Nested
    class Marked {

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
            receipts = new Receipts(outbox, flights, conditions, clock, flights::clear);
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
            assertEquals(0, receipts.unmarked());
        }

        @Test
        void thousands_of_letters_make_commits_that_hold_nobody_up_and_the_first_posted_go_first() {
            ledger.write(tx -> {
                for (int i = 0; i < 1_100; i++) {
                    outbox.post(tx, new Letter("visit.began", "k" + i, "{}".getBytes(StandardCharsets.UTF_8)));
                }
                return null;
            });
            flights.add(outbox.after(Lane.PROMISES, 3, 2_000));
            flights.nextReady(2_000).forEach(flight -> {
                flight.sent = true;
                flights.takeOff(flight);
                receipts.sent(flight.letter.epoch(), flight.letter.number());
            });
            long before = ledger.commits();
            take(0, "store");
            receipts.take(("{\"epoch\":\"" + outbox.epoch() + "\",\"through\":0,\"also\":[[600,1103]],\"refused\":[],\"storeId\":\"store\"}")
                    .getBytes(StandardCharsets.UTF_8));
            take(1_103, "store");

            receipts.markSome();
            assertEquals(513, outbox.after(Lane.PROMISES, 0, 1).get(0).posted());
            receipts.mark();

            assertEquals(before + 3, ledger.commits());
            assertEquals(0, outbox.waiting());
        }

        @Test
        void what_the_platform_lost_before_it_was_marked_waits_again() {
            take(3, "store");
            take(1, "restored");
            receipts.mark();

            assertEquals(2, outbox.waiting());
        }

        @Test
        void only_what_came_is_let_go_of_whatever_the_platform_had_before() {
            take("\"through\":3,\"came\":[]");
            assertEquals(3, flights.flying(), "the answer to a birth");

            take("\"through\":3,\"came\":[1]");
            receipts.mark();

            assertEquals(List.of(2L, 3L), outbox.after(Lane.PROMISES, 0, 10).stream().map(WaitingLetter::number).toList());
        }

        @Test
        void of_a_platform_that_does_not_say_what_came_each_connection_takes_the_first_for_the_answer_to_its_birth() {
            take("\"through\":1");
            assertEquals(3, flights.flying());
            take("\"through\":1");
            assertEquals(2, flights.flying());

            receipts.connected();
            take("\"through\":2");
            assertEquals(2, flights.flying());
        }

        @Test
        void where_an_id_was_used_before_nothing_is_let_go_of_and_all_that_waits_gets_another() {
            String epoch = outbox.epoch();

            assertTrue(take("\"through\":3,\"came\":[[1,3]],\"refused\":[{\"number\":2,\"code\":\"conflict\",\"retry\":\"never\"}]"));

            assertNotEquals(epoch, outbox.epoch());
            assertEquals(3, outbox.waiting());
            assertTrue(outbox.after(Lane.PROMISES, 0, 10).stream().noneMatch(letter -> letter.epoch().equals(epoch)));
            assertTrue(outbox.parked().isEmpty());
        }

        @Test
        void a_refusal_that_is_repeated_is_no_news_of_a_letter_that_was_sent_again() {
            take("\"through\":3,\"came\":[1],\"refused\":[{\"number\":2,\"code\":\"schema\",\"retry\":\"never\"}]");

            assertTrue(outbox.parked().isEmpty());
            assertEquals(2, flights.flying());
        }

        private boolean take(String content) {
            return receipts.take(("{\"epoch\":\"" + outbox.epoch() + "\",\"storeId\":\"store\"," + content + "}").getBytes(StandardCharsets.UTF_8));
        }

        @Test
        void an_older_copy_is_believed_only_with_a_number_that_was_never_sent() {
            String epoch = outbox.epoch();
            String rewound = "{\"epoch\":\"" + epoch + "\",\"through\":%d,\"rewound\":true,\"storeId\":\"store\"}";

            receipts.take(rewound.formatted(3).getBytes(StandardCharsets.UTF_8));
            assertEquals(epoch, outbox.epoch());
            assertFalse(conditions.has(LinkFault.REWOUND));

            receipts.take(rewound.formatted(4).getBytes(StandardCharsets.UTF_8));
            assertNotEquals(epoch, outbox.epoch());
            assertTrue(conditions.has(LinkFault.REWOUND));
        }

        @Test
        void that_a_ledger_was_put_back_is_told_for_a_day_and_until_the_platform_speaks_of_another_epoch() {
            String epoch = outbox.epoch();
            String answer = "{\"epoch\":\"%s\",\"through\":0,\"came\":[],\"storeId\":\"store\"}";
            ledger.write(tx -> tx.prepare("CREATE TRIGGER refuse BEFORE UPDATE ON link_epoch BEGIN SELECT RAISE(ABORT, 'a bad disk'); END").execute());
            assertThrows(LedgerException.class, () -> receipts.take(("{\"epoch\":\"" + epoch + "\",\"through\":4,\"rewound\":true,\"storeId\":\"store\"}")
                    .getBytes(StandardCharsets.UTF_8)));
            ledger.write(tx -> tx.prepare("DROP TRIGGER refuse").execute());
            clock.step(Receipts.TOLD);
            receipts.take(answer.formatted(epoch).getBytes(StandardCharsets.UTF_8));
            assertTrue(conditions.has(LinkFault.REWOUND), "nothing was rewound yet");

            receipts.take(("{\"epoch\":\"" + epoch + "\",\"through\":4,\"rewound\":true,\"storeId\":\"store\"}").getBytes(StandardCharsets.UTF_8));
            receipts.sent(outbox.epoch(), 1);
            receipts.take(answer.formatted(outbox.epoch()).getBytes(StandardCharsets.UTF_8));
            clock.step(Receipts.TOLD.minusSeconds(1));
            receipts.take(answer.formatted(outbox.epoch()).getBytes(StandardCharsets.UTF_8));
            assertTrue(conditions.has(LinkFault.REWOUND), "nobody can have read it yet");
            clock.step(Duration.ofSeconds(1));
            receipts.take(answer.formatted(outbox.epoch()).getBytes(StandardCharsets.UTF_8));
            assertFalse(conditions.has(LinkFault.REWOUND));
        }

        @Test
        void what_the_same_platform_lost_beyond_a_gap_waits_again_after_the_next_birth() {
            take("\"through\":0,\"also\":[[2,3]],\"came\":[[2,3]]");
            take("\"through\":0,\"also\":[3],\"came\":[]");

            assertEquals(List.of(1L, 2L), outbox.after(Lane.PROMISES, 0, 10).stream().map(WaitingLetter::number).toList());
        }

        @Test
        void a_refusal_is_in_the_ledger_at_once() {
            receipts.take(("{\"epoch\":\"" + outbox.epoch() + "\",\"through\":2,\"also\":[],\"came\":[[1,2]],\"storeId\":\"store\",\"refused\":"
                    + "[{\"number\":2,\"code\":\"unknown-type\",\"retry\":\"never\"}]}").getBytes(StandardCharsets.UTF_8));
            assertEquals(1, outbox.parked().size());
            assertEquals(1, receipts.unmarked());
        }

        private void take(long through, String store) {
            receipts.take(("{\"epoch\":\"" + outbox.epoch() + "\",\"through\":" + through + ",\"also\":[],\"came\":" + (through == 0 ? "[]" : "[[1," + through + "]]")
                    + ",\"refused\":[],\"storeId\":\"" + store + "\"}").getBytes(StandardCharsets.UTF_8));
        }
    }
}
