package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.link.Signals.Answered;
import cn.ting.link.Signals.Arrived;
import cn.ting.link.Signals.Bell;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignalsTest {

    private final Signals signals = new Signals(2);

    @Test
    void telling_never_waits_though_nobody_reads() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 10_000; i++) {
                signals.ring(Bell.POSTED);
                signals.tell(arrived());
                signals.tell(new Answered(null, "t", 0));
            }
        });
    }

    @Test
    void a_bell_rung_twice_is_heard_once_and_can_be_rung_again() throws InterruptedException {
        signals.ring(Bell.POSTED);
        signals.ring(Bell.POSTED);
        signals.ring(Bell.DUE);
        assertEquals(Bell.POSTED, signals.take());
        signals.ring(Bell.POSTED);
        assertEquals(Bell.DUE, signals.take());
        assertEquals(Bell.POSTED, signals.take());
    }

    @Test
    void documents_are_bounded_and_make_room_as_they_are_read() throws InterruptedException {
        assertTrue(signals.tell(arrived()));
        assertTrue(signals.tell(arrived()));
        assertFalse(signals.tell(arrived()));

        signals.take();

        assertTrue(signals.tell(arrived()));
    }

    private static Arrived arrived() {
        return new Arrived(null, 1, new Document("t", new byte[0]), false);
    }
}
