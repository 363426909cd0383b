package cn.ting.hawkbit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.hawkbit.UpdateServer.How;
import cn.ting.ota.OtaRig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an assignment to its end, and what may come in between: the same with a hawkBit that is played and with a real one. */
abstract class HawkbitScenes {

    static final String KIOSK = "fengshui.k1";

    @TempDir
    Path directory;

    UpdateServer server;
    HawkbitFront front;
    HawkbitRig rig;

    abstract UpdateServer server() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        server = server();
        front = new HawkbitFront(server.address());
        rig = new HawkbitRig(directory, server, front.address());
    }

    @AfterEach
    void end() {
        rig.close();
        front.close();
        leave();
    }

    void leave() {
        server.close();
    }

    @Test
    void what_is_assigned_is_brought_tried_and_kept_and_told_in_this_order() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life().told());
        assertEquals("downloaded", last(action));
        assertEquals("1.7", server.attributes(KIOSK).get("version"));
        assertEquals(Optional.empty(), rig.life().ended, "it is half past nine");

        rig.intoTheNight();
        assertEquals(Optional.of(0), rig.life().ended);
        rig.kiosk.start();
        rig.life().goOn();
        assertFalse(server.history(KIOSK, action).contains("finished"), "it is not kept yet");
        rig.kiosk.clock.step(Duration.ofMinutes(1));
        rig.life().goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life().told());
        assertEquals("finished", last(action));
        assertEquals("1.8", server.attributes(KIOSK).get("version"));
        assertEquals(1, server.history(KIOSK, action).stream().filter("finished"::equals).count());
    }

    @Test
    void a_release_that_is_taken_back_is_told_with_its_cause() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.SOFT);
        rig.life().goOn();
        rig.intoTheNight();
        rig.kiosk.start();
        rig.life().holding.remove("device printer");
        rig.life().goOn();
        rig.kiosk.clock.step(Duration.ofMinutes(2));
        rig.life().goOn();
        assertFalse(server.history(KIOSK, action).contains("error"), "it is not taken back yet");
        rig.kiosk.launcher.ended("ota.exited");
        rig.kiosk.start();
        rig.life().goOn();
        assertEquals("error", last(action));
        assertTrue(server.said(KIOSK, action).contains("ota.gate: taken back: device printer"), server.said(KIOSK, action).toString());
        assertEquals("7", rig.kiosk.counter("committed"));
    }

    @Test
    void it_is_called_off_up_to_the_switch() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        server.callOff(KIOSK, action);
        rig.intoTheNight();
        assertEquals(Optional.empty(), rig.life().ended);
        assertEquals("canceled", last(action));
        assertEquals(List.of("offered 1.8", "fetched 1.8", "refused 1.8 ota.called-off"), rig.life().told());
        rig.kiosk.start();
        assertEquals(7, rig.kiosk.running);
    }

    @Test
    void after_the_switch_it_is_too_late_to_call_it_off() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        rig.intoTheNight();
        server.callOff(KIOSK, action);
        rig.liveOn();
        List<String> history = server.history(KIOSK, action);
        assertEquals(List.of("cancel_rejected", "finished"), history.subList(history.size() - 2, history.size()));
        assertEquals("8", rig.kiosk.counter("committed"));
    }

    @Test
    void a_second_assignment_takes_the_place_of_one_that_waits() throws Exception {
        String first = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        String second = server.assign(KIOSK, "1.9", How.FORCED);
        rig.pollAgain();
        assertEquals("canceled", last(first));
        assertEquals("downloaded", last(second));
        rig.intoTheNight();
        rig.liveOn();
        assertEquals("finished", last(second));
        assertEquals("9", rig.kiosk.counter("committed"));
    }

    @Test
    void a_second_assignment_waits_for_one_that_is_on_trial() throws Exception {
        String first = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        rig.intoTheNight();
        String second = server.assign(KIOSK, "1.9", How.FORCED);
        rig.liveOn();
        assertEquals("finished", last(first));
        assertTrue(server.history(KIOSK, second).contains("downloaded"));
        // The moment of the switch has come with it: it is still night.
        rig.liveOn();
        assertEquals("finished", last(second));
        assertEquals("9", rig.kiosk.counter("committed"));
    }

    @Test
    void a_maintenance_window_takes_the_place_of_the_hours_of_the_site() throws Exception {
        String shut = server.assign(KIOSK, "1.8", How.OUTSIDE_WINDOW);
        rig.life().goOn();
        rig.intoTheNight();
        assertEquals("downloaded", last(shut));
        assertEquals(Optional.empty(), rig.life().ended, "hawkBit's window is shut, though the site's is not");

        rig.kiosk.clock.step(Duration.ofHours(8));
        server.callOff(KIOSK, shut);
        rig.life().goOn();
        String open = server.assign(KIOSK, "1.8", How.IN_WINDOW);
        rig.pollAgain();
        assertEquals(Optional.of(0), rig.life().ended, "the site's is shut, though hawkBit's is not");
        rig.liveOn();
        assertEquals("finished", last(open));
    }

    @Test
    void what_is_only_to_be_fetched_is_not_switched_to_and_not_fetched_twice() throws Exception {
        String fetched = server.assign(KIOSK, "1.8", How.DOWNLOAD_ONLY);
        rig.life().goOn();
        assertTrue(server.history(KIOSK, fetched).contains("downloaded"));
        rig.intoTheNight();
        assertEquals(Optional.empty(), rig.life().ended);

        int asked = rig.repository.asked.size();
        // hawkBit does not assign again what is assigned.
        assertThrows(IOException.class, () -> server.assign(KIOSK, "1.8", How.FORCED));
        server.assign(KIOSK, "1.7", How.FORCED);
        rig.pollAgain();
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.pollAgain();
        assertEquals(Optional.of(0), rig.life().ended);
        assertEquals(asked, rig.repository.asked.size(), "it stands in the slot");
        rig.liveOn();
        assertEquals("finished", last(action));
    }

    @Test
    void what_is_in_force_already_is_a_success() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        rig.intoTheNight();
        rig.liveOn();
        server.assign(KIOSK, "1.7", How.FORCED);
        rig.pollAgain();
        String again = server.assign(KIOSK, "1.8", How.FORCED);
        rig.pollAgain();
        assertEquals(List.of("finished", "finished"), List.of(last(action), last(again)));
        assertEquals(Optional.empty(), rig.life().ended);
    }

    @Test
    void an_older_one_or_one_that_nobody_signed_is_refused() throws Exception {
        String unsigned = server.assign(KIOSK, "6.6.6", How.FORCED);
        rig.life().goOn();
        assertEquals("error", last(unsigned));
        assertTrue(server.said(KIOSK, unsigned).stream().anyMatch(said -> said.startsWith("ota.no-release")));
        assertEquals(List.of("refused  ota.no-release"), rig.life().told());
    }

    @Test
    void an_action_that_is_closed_by_force_is_not_switched_to() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        server.callOff(KIOSK, action);
        server.quit(KIOSK, action);
        rig.intoTheNight();
        assertEquals(Optional.empty(), rig.life().ended);
        assertTrue(rig.life().told().contains("refused 1.8 ota.called-off"));
    }

    @Test
    void a_restart_between_every_two_steps_changes_nothing() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        for (int i = 0; i < 8; i++) {
            rig.life().look();
            rig.kiosk.start();
        }
        assertEquals("downloaded", last(action));
        rig.life().goOn();
        rig.intoTheNight();
        rig.kiosk.start();
        rig.kiosk.clock.step(Duration.ofMinutes(1));
        while (!rig.life().told().contains("committed 1.8")) {
            rig.life().look();
        }
        for (int i = 0; i < 4; i++) {
            rig.kiosk.start();
            rig.life().look();
        }
        assertEquals("finished", last(action));
        assertEquals(1, server.history(KIOSK, action).stream().filter("downloaded"::equals).count());
        assertEquals(OtaRig.told("committed 1.8"), rig.life().told());
    }

    /** As short a time as there is between two of them: hawkBit heard the first, and is gone until the next process asks. */
    @Test
    void a_restart_between_every_two_feedbacks_loses_none_and_says_no_end_twice() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        for (int hour = 0; hour < 30 && !last(action).equals("finished"); hour++) {
            front.hears(1);
            rig.life().goOn();
            rig.kiosk.clock.step(Duration.ofHours(1));
            rig.life().goOn();
            rig.kiosk.start();
        }
        List<String> history = server.history(KIOSK, action);
        assertEquals("finished", last(action));
        assertEquals(List.of("downloaded", "finished"), history.stream().filter(one -> !one.equals("running")).toList());
        assertEquals(OtaRig.told("committed 1.8"), rig.life().told());
    }

    @Test
    void a_server_that_was_gone_for_an_hour_costs_nothing() throws Exception {
        front.isGone(503);
        rig.life().goOn();
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.kiosk.clock.step(Duration.ofHours(1));
        rig.life().goOn();
        front.isThere();
        rig.kiosk.clock.step(Duration.ofHours(1));
        rig.life().goOn();
        assertEquals("downloaded", last(action));

        rig.intoTheNight();
        front.isGone(503);
        rig.liveOn();
        assertEquals("8", rig.kiosk.counter("committed"), "it is kept without");
        front.isThere();
        rig.kiosk.clock.step(Duration.ofHours(1));
        rig.life().goOn();
        assertEquals("finished", last(action));
    }

    @Test
    void a_server_that_is_gone_is_asked_less_and_less_and_never_given_up() throws Exception {
        for (int status : List.of(503, 404)) {
            front.isGone(status);
            front.asked.set(0);
            for (int i = 0; i < 3 * 24 * 12; i++) {
                rig.kiosk.clock.step(Duration.ofMinutes(5));
                rig.life().look();
            }
            assertTrue(front.asked.get() > 60 && front.asked.get() < 160, status + ": " + front.asked);
        }
        front.isThere();
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.kiosk.clock.step(Duration.ofHours(1));
        rig.life().look();
        assertEquals("downloaded", last(action));
    }

    final String last(String action) throws Exception {
        List<String> history = server.history(KIOSK, action);
        return history.get(history.size() - 1);
    }
}
