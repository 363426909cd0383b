package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.link.Signals.Bell;
import cn.ting.link.Signals.Signal;
import cn.ting.machine.NetworkWatch;
import cn.ting.time.SteppedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When the link is reminded of what. */
class TimetableTest {

    private static final Duration MOMENT = Duration.ofMillis(1);

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicReference<Set<String>> addresses = new AtomicReference<>(Set.of());
    private final SteppedClock clock = new SteppedClock();
    private final Signals signals = new Signals(2);
    private final Timetable timetable = new Timetable(clock, signals,
            new Backoff(SECOND, Duration.ofSeconds(60), new Random(7)), new NetworkWatch(clock, addresses::get), Duration.ofSeconds(10));

    @Test
    void a_platform_that_falls_silent_on_a_connection_that_stands_ends_it() throws InterruptedException {
        timetable.connected();
        timetable.expectPulse(true);
        clock.step(Timetable.PULSE.minus(MOMENT));
        assertFalse(rung().contains(Bell.PULSELESS));
        timetable.expectPulse(true);
        clock.step(Timetable.PULSE.minus(MOMENT));
        assertFalse(rung().contains(Bell.PULSELESS), "it was heard meanwhile");
        clock.step(MOMENT);
        assertTrue(rung().contains(Bell.PULSELESS));
    }

    @Test
    void who_was_thrown_off_by_one_of_its_name_keeps_out_of_the_way_for_ten_to_twenty_minutes() throws InterruptedException {
        timetable.connected();
        timetable.keepOutOfTheWay();
        clock.step(Timetable.OUT_OF_THE_WAY.minus(MOMENT));
        assertEquals(List.of(), rung());
        clock.step(Timetable.OUT_OF_THE_WAY.plus(MOMENT));
        assertEquals(List.of(Bell.CONNECT), rung());
    }

    @Test
    void it_is_alone_again_once_nobody_has_thrown_it_off_for_long_on_one_connection() throws InterruptedException {
        timetable.connected();
        timetable.keepOutOfTheWay();
        clock.step(Timetable.ALONE_AFTER.multipliedBy(9));
        assertFalse(rung().contains(Bell.ALONE), "it never came back, so nobody had to throw it off");
        timetable.connected();
        clock.step(Timetable.ALONE_AFTER.minus(MOMENT));
        timetable.connectLater();
        clock.step(Timetable.ALONE_AFTER);
        assertFalse(rung().contains(Bell.ALONE), "the link was lost meanwhile");
        timetable.connected();
        clock.step(Timetable.ALONE_AFTER.minus(MOMENT));
        assertFalse(rung().contains(Bell.ALONE));
        clock.step(MOMENT);
        assertTrue(rung().contains(Bell.ALONE));
        timetable.alone(true);
        timetable.connected();
        clock.step(Timetable.ALONE_AFTER);
        assertFalse(rung().contains(Bell.ALONE), "there was nobody else");
    }

    @Test
    void one_of_its_name_that_is_seen_on_a_connection_is_waited_for_there_from_then_on() throws InterruptedException {
        timetable.connected();
        clock.step(MOMENT);
        timetable.shared();
        clock.step(Timetable.ALONE_AFTER.minus(MOMENT));
        timetable.shared();
        clock.step(Timetable.ALONE_AFTER.minus(MOMENT));
        assertFalse(rung().contains(Bell.ALONE), "it was seen again");
        clock.step(MOMENT);
        assertTrue(rung().contains(Bell.ALONE));
    }

    @Test
    void a_connection_that_is_lost_takes_every_bell_for_being_alone_along() throws InterruptedException {
        timetable.shared();
        timetable.connected();
        timetable.connected();
        timetable.alone(false);
        timetable.alone(false);
        timetable.connectLater();
        clock.step(Timetable.ALONE_AFTER.multipliedBy(2));
        assertFalse(rung().contains(Bell.ALONE));
    }

    @Test
    void a_process_that_begins_while_another_may_have_its_name_is_alone_no_sooner() throws InterruptedException {
        timetable.shared();
        timetable.connected();
        clock.step(Timetable.ALONE_AFTER);
        assertTrue(rung().contains(Bell.ALONE));
    }

    @Test
    void who_was_thrown_off_soon_after_an_attempt_in_vain_may_have_been_so_by_that_one_and_once() {
        timetable.connected();
        assertFalse(timetable.mayHaveBeenItself(), "it came in at once");

        timetable.keepOutOfTheWay();
        timetable.connectLater();
        timetable.connected();
        assertTrue(timetable.mayHaveBeenItself());
        assertFalse(timetable.mayHaveBeenItself(), "that attempt is over");

        timetable.keepOutOfTheWay();
        timetable.connectLater();
        timetable.connected();
        clock.step(Timetable.BEHIND);
        assertFalse(timetable.mayHaveBeenItself(), "a broker takes no attempt so late");

        timetable.keepOutOfTheWay();
        timetable.connectLater();
        clock.step(Timetable.LATELY);
        timetable.connected();
        assertFalse(timetable.mayHaveBeenItself(), "nor one that was given up so long ago");
    }

    @Test
    void after_a_connection_that_held_another_is_tried_for_soon_and_once() throws InterruptedException {
        connectFor(Timetable.HELD);
        timetable.connectLater();
        clock.step(SECOND.dividedBy(4));
        assertEquals(List.of(Bell.CONNECT), rung());

        timetable.connecting();
        timetable.connectLater();
        clock.step(SECOND.minus(MOMENT));
        assertEquals(List.of(), rung(), "the broker is away");
        clock.step(SECOND.plus(MOMENT));
        assertEquals(List.of(Bell.CONNECT), rung());
    }

    @Test
    void after_one_that_was_lost_at_once_there_is_no_hurry() throws InterruptedException {
        connectFor(SECOND);
        timetable.connectLater();
        clock.step(SECOND.minus(MOMENT));
        assertEquals(List.of(), rung());
    }

    @Test
    void a_network_that_comes_up_while_a_connection_is_tried_in_vain_is_noticed() throws InterruptedException {
        timetable.connectLater();
        timetable.connecting();
        addresses.set(Set.of("wwan0 100.64.0.9"));
        timetable.connectLater();
        clock.step(SECOND.dividedBy(4));
        assertEquals(List.of(Bell.NETWORK), rung());

        timetable.connecting();
        timetable.connected();
        addresses.set(Set.of("wwan0 100.64.0.9", "eth0 10.0.0.5"));
        clock.step(SECOND);
        assertEquals(List.of(), rung(), "nobody waits for it");
    }

    private void connectFor(Duration held) throws InterruptedException {
        timetable.connecting();
        timetable.connected();
        timetable.well();
        clock.step(held);
        rung();
    }

    private List<Signal> rung() throws InterruptedException {
        signals.ring(Bell.STOP);
        List<Signal> rung = new ArrayList<>();
        for (Signal next = signals.take(); next != Bell.STOP; next = signals.take()) {
            rung.add(next);
        }
        return rung;
    }
}
