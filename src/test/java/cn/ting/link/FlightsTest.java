package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.link.Flights.Flight;
import cn.ting.outbox.Lane;
import cn.ting.outbox.WaitingLetter;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    void a_letter_that_is_put_off_holds_back_its_key_alone_until_it_may_go_again() {
        Flight first = next();
        send();
        flights.defer(first);

        assertEquals(0, flights.flying());
        assertEquals(3, fly());
        assertNull(next());
        flights.resume();
        assertEquals(1, fly());
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
