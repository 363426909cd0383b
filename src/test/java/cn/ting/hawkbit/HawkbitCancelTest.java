package cn.ting.hawkbit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.hawkbit.UpdateServer.How;
import cn.ting.ota.OtaLife;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What hawkBit calls off: on its way, while it waits, at the last moment, and too late. */
class HawkbitCancelTest extends HawkbitCases {

    @Test
    void a_cancel_is_heard_in_the_middle_of_a_file_and_the_rest_does_not_travel() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        // hawkBit is asked again within the minute that an answer may take.
        server.sleep = "00:00:40";
        rig.repository.meanwhile = () -> {
            if (rig.repository.asked.size() == 1) {
                server.callOff(KIOSK, action);
                rig.kiosk.clock.step(Duration.ofSeconds(55));
            }
        };
        rig.life().goOn();
        assertEquals(1, rig.repository.asked.size());
        assertEquals("canceled", last(action));
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.called-off"), rig.life().told());
    }

    @Test
    void what_is_called_off_while_it_waits_for_the_processor_is_not_fetched() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        AtomicInteger asked = new AtomicInteger();
        rig.life().serving = () -> {
            if (asked.incrementAndGet() == 1) {
                server.callOff(KIOSK, action);
                rig.kiosk.clock.step(Duration.ofMinutes(11));
            }
            return asked.get() == 1;
        };
        rig.life().goOn();
        assertEquals(List.of(), rig.repository.asked);
        assertEquals("canceled", last(action));
    }

    @Test
    void what_is_called_off_at_the_last_moment_is_not_switched_to() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.IN_WINDOW);
        rig.life().onMains = false;
        rig.life().goOn();
        server.callOff(KIOSK, action);
        rig.life().onMains = true;
        rig.life().goOn();
        assertEquals(Optional.empty(), rig.life().ended, "nobody has told this kiosk yet, so it asks");
        assertEquals("canceled", last(action));
    }

    /** hawkBit was gone as it was kept, and the disk lost the note of it: the pointers say what is in force. */
    @Test
    void a_journal_that_was_lost_once_a_release_was_kept_does_not_have_it_called_off() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        rig.intoTheNight();
        server.statuses.put("", 503);
        rig.kiosk.start();
        rig.life().look();
        rig.kiosk.clock.step(Duration.ofMinutes(1));
        rig.life().look();
        assertEquals("8", rig.kiosk.counter("committed"));
        Files.delete(rig.kiosk.directory.resolve("slots/journal"));
        server.callOff(KIOSK, action);
        server.statuses.clear();
        rig.kiosk.start();
        rig.life().goOn();
        List<String> history = server.history(KIOSK, action);
        assertEquals(List.of("canceling", "cancel_rejected", "finished"), history.subList(history.size() - 3, history.size()), history.toString());
    }

    @Test
    void what_was_called_off_by_a_slip_is_taken_up_again() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        server.lies.put("GET ", "{}");
        rig.pollAgain();
        assertTrue(rig.life().told().contains("refused 1.8 ota.called-off"));
        rig.repository.statuses.put("/", 503);
        server.lies.clear();
        rig.pollAgain();
        rig.repository.statuses.clear();
        rig.pollAgain();
        rig.intoTheNight();
        rig.liveOn();
        assertEquals("finished", last(action));
    }

    @Test
    void what_waits_for_a_hawkbit_that_is_asked_no_more_is_let_go_of() throws Exception {
        server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        rig.kiosk.hawkbit = OtaLife.hawkbit(URI.create("none"), URI.create("none"), Path.of("none"));
        rig.kiosk.start();
        rig.life().goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8", "refused 1.8 ota.called-off"), rig.life().told());
        rig.kiosk.plugIn(rig.kiosk.workshop.make(9));
        rig.life().goOn();
        assertEquals(Optional.of(0), rig.life().ended);
    }
}
