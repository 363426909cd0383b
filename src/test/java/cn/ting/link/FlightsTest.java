package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.link.Flights.Flight;
import cn.ting.link.OutboxTable.Row;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlightsTest {

    private final Flights flights = new Flights();

    @BeforeEach
    void threeLettersOfTwoKeys() {
        flights.add(List.of(new Row(1, "e", 1, "a"), new Row(2, "e", 2, "a"), new Row(3, "e", 3, "b")));
    }

    @Test
    void one_letter_of_a_key_flies_while_others_of_its_key_wait() {
        send();
        assertEquals(3, flights.nextReady().row.posted());
        send();
        assertNull(flights.nextReady());

        flights.settle(flights.inTheAir().iterator().next());

        assertEquals(2, flights.nextReady().row.posted());
    }

    @Test
    void what_flew_when_the_link_broke_is_ready_again_in_its_order_and_still_counts_as_sent() {
        send();
        send();
        flights.landAll();

        assertEquals(0, flights.flying());
        assertEquals(1, flights.nextReady().row.posted());
        assertEquals(2, flights.unsettled().size());
    }

    @Test
    void a_key_is_forgotten_with_its_last_letter() {
        for (int i = 0; i < 3; i++) {
            flights.settle(flights.nextReady());
        }
        assertEquals(0, flights.size());
        assertNull(flights.nextReady());
        assertTrue(flights.unsettled().isEmpty());
    }

    private void send() {
        Flight next = flights.nextReady();
        next.sent = true;
        flights.takeOff(next);
    }
}
