package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.link.Signals.Bell;
import cn.ting.machine.NetworkWatch;
import cn.ting.time.SteppedClock;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When another connection is tried for. */
class ReconnectingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicReference<Set<String>> addresses = new AtomicReference<>(Set.of());
    private final SteppedClock clock = new SteppedClock();
    private final Signals signals = new Signals(4);
    private final Timetable timetable = new Timetable(
            clock, signals, new Backoff(SECOND, Duration.ofMinutes(1), new Random(7)), new NetworkWatch(clock, addresses::get), Duration.ofMinutes(2));

    @Test
    void after_a_connection_that_held_another_is_tried_for_soon_and_once() throws InterruptedException {
        connectFor(Timetable.HELD);
        timetable.connectLater();
        assertEquals(Bell.CONNECT, rungWithin(Duration.ofMillis(250)));

        timetable.connecting();
        timetable.connectLater();
        assertEquals(Bell.STOP, rungWithin(SECOND.minusMillis(1)), "the broker is away");
        assertEquals(Bell.CONNECT, rungWithin(SECOND.plusMillis(1)));
    }

    @Test
    void after_one_that_was_lost_at_once_there_is_no_hurry() throws InterruptedException {
        connectFor(Duration.ofSeconds(1));
        timetable.connectLater();
        assertEquals(Bell.STOP, rungWithin(SECOND.minusMillis(1)));
    }

    @Test
    void a_network_that_comes_up_while_a_connection_is_tried_in_vain_is_noticed() throws InterruptedException {
        timetable.connectLater();
        timetable.connecting();
        addresses.set(Set.of("wwan0 100.64.0.9"));
        timetable.connectLater();
        assertEquals(Bell.NETWORK, rungWithin(Duration.ofMillis(250)));

        timetable.connected();
        addresses.set(Set.of("wwan0 100.64.0.9", "eth0 10.0.0.5"));
        assertEquals(Bell.STOP, rungWithin(SECOND), "nobody waits for it");
    }

    private void connectFor(Duration held) {
        timetable.connecting();
        timetable.connected();
        timetable.well();
        clock.step(held);
    }

    /** The first bell within a time, else {@link Bell#STOP}. */
    private Bell rungWithin(Duration time) throws InterruptedException {
        clock.step(time);
        signals.ring(Bell.STOP);
        Bell first = (Bell) signals.take();
        if (first != Bell.STOP) {
            signals.take();
        }
        return first;
    }
}
