package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.link.Flights.Flight;
import cn.ting.outbox.Lane;
import cn.ting.outbox.Letter;
import cn.ting.outbox.WaitingLetter;
import cn.ting.time.BorrowedClock;
import cn.ting.time.SystemClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightsTest {

    private final Flights flights = new Flights();

    @BeforeEach
    void threeLettersOfTwoKeys() {
        flights.add(List.of(letter(1, "a"), letter(2, "a"), letter(3, "b")));
    }

    @Test
    void one_letter_of_a_key_flies_while_others_of_its_key_wait() {
        send();
        assertEquals(3, next().letter.posted());
        send();
        assertNull(next());

        flights.settle(flights.inTheAir().iterator().next());

        assertEquals(2, next().letter.posted());
    }

    @Test
    void what_flew_when_the_link_broke_is_ready_again_in_its_order_and_still_counts_as_sent() {
        send();
        send();
        flights.landAll();

        assertEquals(0, flights.flying());
        assertEquals(1, next().letter.posted());
        assertEquals(2, flights.unsettled().size());
    }

    @Test
    void a_key_is_forgotten_with_its_last_letter() {
        for (int i = 0; i < 3; i++) {
            flights.settle(next());
        }
        assertEquals(0, flights.size(Lane.PROMISES));
        assertNull(next());
        assertTrue(flights.unsettled().isEmpty());
    }

    @Test
    void a_letter_of_a_higher_lane_goes_first_and_none_overtakes_its_own_key() {
        flights.add(List.of(new WaitingLetter(4, Lane.VOICES, "e", 4, "c"), new WaitingLetter(5, Lane.RESULTS, "e", 5, "d")));
        flights.add(List.of(letter(6, "e")));

        assertEquals(List.of(1L, 3L, 6L, 5L, 4L), List.of(fly(), fly(), fly(), fly(), fly()));
        assertNull(next());
    }

    @Test
    void a_letter_that_is_put_off_takes_its_key_along_and_nobody_else_until_it_may_go_again() {
        Flight first = next();
        send();
        flights.putOff(first);

        assertEquals(0, flights.flying());
        assertEquals(1, flights.size(Lane.PROMISES), "the key takes no room");
        flights.add(List.of(letter(4, "a")));
        assertEquals(3, fly());
        assertNull(next());

        assertTrue(flights.resume());
        flights.add(List.of(letter(1, "a"), letter(2, "a"), letter(3, "b"), letter(4, "a")));
        assertEquals(1, fly());
        assertNull(next());
        assertEquals(4, flights.size(Lane.PROMISES));
    }

    /** A platform that is overrun, or does not know a type of facts yet. */
    @Nested
    class RefusedForNow {

        /** More than are looked at ahead. */
        private static final int MANY = Flights.MOST + 100;

        @TempDir
        Path directory;

        private LinkRig rig;

        @AfterEach
        void end() {
            rig.close();
        }

        @Test
        void thousands_hold_up_nobody_but_their_own_keys_and_are_taken_in_their_order_once_the_platform_is_born_anew() {
            rig = new LinkRig(directory);
            rig.platform.refuse("visit.began", "busy", "later");
            post(IntStream.rangeClosed(1, MANY).mapToObj(n -> "v" + n));
            rig.linked();
            rig.post("visit.ended", "other", 1);
            rig.await("one that is not refused is stored", () -> rig.platform.facts().size() == 1);
            for (int n = 1; n <= 9; n++) {
                rig.post("visit.ended", "v" + n, MANY + n);
            }
            rig.post("visit.ended", "another", 1);
            rig.await("so is one behind them, and none that would overtake its key", () -> rig.platform.facts().size() == 2);

            rig.platform.refuse("visit.began", "", "");
            rig.platform.storing(false);
            rig.platform.storing(true);

            rig.await("all are stored", rig::drained);
            assertEquals(MANY + 11, rig.platform.facts().size());
            Map<String, List<Integer>> byVisit = rig.platform.facts().stream().collect(Collectors.groupingBy(
                    fact -> fact.data().path("visit").asText(), Collectors.mapping(fact -> fact.data().path("n").asInt(), Collectors.toList())));
            for (int n = 1; n <= 9; n++) {
                assertEquals(List.of(n, MANY + n), byVisit.get("v" + n));
            }
        }

        @Test
        void they_are_sent_again_after_a_while_though_the_platform_stays_as_it_is() {
            Queue<Runnable> whiles = new ConcurrentLinkedQueue<>();
            rig = new LinkRig(directory, new BorrowedClock(new SystemClock()) {
                @Override
                public Alarm after(Duration delay, Runnable task) {
                    if (delay.compareTo(Drain.AGAIN_AFTER) >= 0 && delay.compareTo(Drain.AGAIN_AFTER.multipliedBy(2)) < 0) {
                        whiles.add(task);
                        return () -> whiles.remove(task);
                    }
                    return super.after(delay, task);
                }
            });
            rig.linked().platform.refuse("visit.began", "busy", "later");
            rig.post("v1", 1);
            rig.await("it is refused", () -> !whiles.isEmpty());
            rig.platform.refuse("visit.began", "", "");
            rig.post("v1", 2);
            rig.post("v2", 3);
            rig.await("another's is stored", () -> rig.platform.facts().size() == 1);

            whiles.remove().run();

            rig.await("all are stored", rig::drained);
            assertEquals(List.of(3, 1, 2), rig.platform.facts().stream().map(fact -> fact.data().path("n").asInt()).toList());
        }

        @Test
        void one_key_with_more_letters_than_are_looked_at_ahead_holds_up_nobody_else() {
            rig = new LinkRig(directory);
            post(Stream.concat(Stream.generate(() -> "v").limit(2L * Flights.MOST + 1), Stream.of("other")));
            flights.clear();
            assertFalse(flights.refill(rig.outbox), "there is no room");
            flights.putOff(next());

            assertTrue(flights.refill(rig.outbox), "it was all of that key");
            assertNull(next());
            assertFalse(flights.refill(rig.outbox), "that was the last");
            assertEquals("other", next().letter.key());
            assertTrue(flights.allRead());
        }

        @Test
        void no_more_keys_are_kept_than_there_is_memory_for() {
            rig = new LinkRig(directory);
            post(Stream.of("v"));
            flights.clear();
            for (int n = 1; n <= Flights.MOST_PUT_OFF; n++) {
                flights.add(List.of(letter(n, "k" + n)));
                flights.putOff(next());
            }
            assertFalse(flights.refill(rig.outbox));
            assertNull(next());

            flights.resume();
            flights.refill(rig.outbox);
            assertEquals("v", next().letter.key());
        }

        private void post(Stream<String> keys) {
            AtomicInteger n = new AtomicInteger();
            rig.ledger.write(tx -> {
                for (String key : keys.toList()) {
                    byte[] data = ("{\"visit\":\"" + key + "\",\"n\":" + n.incrementAndGet() + "}").getBytes(StandardCharsets.UTF_8);
                    rig.outbox.post(tx, new Letter("visit.began", key, data));
                }
                return null;
            });
        }
    }

    @Test
    void what_is_read_again_is_not_taken_in_twice() {
        flights.add(List.of(letter(1, "a"), letter(2, "a"), letter(3, "b")));
        assertEquals(3, flights.size(Lane.PROMISES));
    }

    private long fly() {
        long posted = next().letter.posted();
        send();
        return posted;
    }

    private static WaitingLetter letter(long posted, String key) {
        return new WaitingLetter(posted, Lane.PROMISES, "e", posted, key);
    }

    private void send() {
        Flight next = next();
        next.sent = true;
        flights.takeOff(next);
    }

    /** The letter whose turn it is, or null. */
    private Flight next() {
        return flights.nextReady(1).stream().findFirst().orElse(null);
    }
}
