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
import org.junit.jupiter.api.Test;

/** When the link is reminded of what. */
class TimetableTest {

    private static final Duration MOMENT = Duration.ofMillis(1);

    private final SteppedClock clock = new SteppedClock();
    private final Signals signals = new Signals(2);
    private final Timetable timetable = new Timetable(clock, signals,
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(7)), new NetworkWatch(clock), Duration.ofSeconds(10));

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
        clock.step(Timetable.ALONE_AFTER);
        assertEquals(List.of(Bell.ALONE), rung());
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
