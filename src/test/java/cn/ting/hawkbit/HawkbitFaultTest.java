package cn.ting.hawkbit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.hawkbit.UpdateServer.How;
import cn.ting.ota.OtaFault;
import cn.ting.ota.OtaRig;
import cn.ting.seal.Digest;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a hawkBit may do wrong, and the network to it, and the staff at it. */
class HawkbitFaultTest extends HawkbitCases {

    @Test
    void whoever_stands_before_the_kiosk_does_not_wait_for_a_hawkbit_that_is_gone() throws Exception {
        server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        server.statuses.put("", 503);
        rig.kiosk.plugIn(rig.kiosk.workshop.make(9));
        rig.life().goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8", "refused 1.8 ota.superseded", "offered 1.9", "fetched 1.9"), rig.life().told().subList(0, 5));
        assertEquals(Optional.of(0), rig.life().ended, "a stick is tried at once");
        rig.liveOn();
        assertEquals("9", rig.kiosk.counter("committed"));
    }

    /** As it is for the release before, with what a later one has written. */
    @Test
    void whoever_stands_before_the_kiosk_does_not_wait_for_what_this_program_cannot_read_of_hawkbit() throws Exception {
        rig.life().ledger.write(tx -> tx.prepare("INSERT INTO hawkbit_action (action, version, stage, detail, told) VALUES ('1', '1.8', 'FLYING', '', 'TAKEN')").executeUpdate());
        rig.kiosk.plugIn(rig.kiosk.workshop.make(9));
        rig.life().goOn();
        assertEquals(List.of("offered 1.9", "fetched 1.9"), rig.life().told());
        assertEquals(Optional.of(0), rig.life().ended);
        assertEquals(List.of("hawkbit"), rig.life().conditions.present().stream().filter(one -> one.fault() == OtaFault.BROKEN).map(one -> one.subject()).toList());
    }

    @Test
    void a_hawkbit_that_shows_for_ever_what_was_answered_is_asked_no_more_often_than_it_wants() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        String home = server.address() + "/DEFAULT/controller/v1/" + KIOSK + "/";
        for (String link : List.of("\"cancelAction\":{\"href\":\"" + home + "cancelAction/" + action + "\"}", "\"confirmationBase\":{\"href\":\"" + home + "confirmationBase/" + action + "\"}")) {
            server.lies.put("GET ", "{\"config\":{\"polling\":{\"sleep\":\"00:05:00\"}},\"_links\":{" + link + "},\"id\":\"" + action + "\"}");
            rig.kiosk.clock.step(Duration.ofMinutes(10));
            server.asked.clear();
            for (int look = 0; look < 40; look++) {
                rig.life().look();
                rig.kiosk.clock.step(Duration.ofSeconds(3));
            }
            assertTrue(server.asked.stream().filter("GET "::equals).count() <= 3, server.asked.toString());
        }
    }

    @Test
    void a_release_that_hawkbit_began_and_a_stick_brought_is_the_sticks() throws Exception {
        rig.repository.statuses.put("/files/", 503);
        server.assign(KIOSK, "1.9", How.FORCED);
        rig.life().goOn();
        assertEquals(List.of("offered 1.9"), rig.life().told());
        rig.kiosk.plugIn(rig.kiosk.workshop.make(9));
        rig.life().goOn();
        assertEquals(List.of("offered 1.9", "fetched 1.9"), rig.life().told().subList(0, 2));
        assertEquals(Optional.of(0), rig.life().ended, "a stick is tried at once");
        rig.liveOn();
        assertEquals("9", rig.kiosk.counter("committed"));
    }

    @Test
    void a_hawkbit_whose_token_cannot_be_read_is_told_of_in_time() throws Exception {
        Files.delete(rig.token);
        for (int i = 0; i < 12; i++) {
            rig.kiosk.clock.step(Duration.ofHours(1));
            rig.life().goOn();
        }
        assertTrue(rig.life().conditions.has(OtaFault.HAWKBIT));
    }

    @Test
    void a_repository_that_is_gone_for_ever_is_given_up_and_that_is_told() throws Exception {
        rig.repository.statuses.put("/files/", 404);
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        for (int hour = 0; hour < 40; hour++) {
            rig.kiosk.clock.step(Duration.ofHours(1));
            rig.life().look();
        }
        assertEquals(OtaRig.MOST_TRIES, rig.repository.asked.size());
        assertEquals("error", last(action));
        assertTrue(server.said(KIOSK, action).stream().anyMatch(said -> said.startsWith("ota.unreachable")));
    }

    @Test
    void what_the_repository_refuses_for_good_is_asked_for_once() throws Exception {
        rig.repository.statuses.put("/files/", 410);
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        rig.kiosk.clock.step(Duration.ofDays(2));
        rig.life().goOn();
        assertEquals(1, rig.repository.asked.size());
        assertEquals("error", last(action));
    }

    @Test
    void a_report_whose_answer_is_lost_is_repeated_and_taken_as_told_when_it_was() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        rig.intoTheNight();
        server.mute.add("POST deploymentBase");
        rig.liveOn();
        server.mute.clear();
        assertEquals("8", rig.kiosk.counter("committed"), "a lost report takes nothing back");
        server.asked.clear();
        rig.kiosk.start();
        for (int i = 0; i < 4; i++) {
            rig.life().goOn();
            rig.kiosk.clock.step(Duration.ofHours(2));
        }
        assertEquals(1, server.asked.stream().filter(one -> one.startsWith("POST deploymentBase")).count(), server.asked.toString());
        assertEquals(1, server.history(KIOSK, action).stream().filter("finished"::equals).count());
    }

    @Test
    void a_report_is_not_lost_with_a_server_that_is_away_for_days_and_a_stick_in_between() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        rig.intoTheNight();
        server.statuses.put("", 503);
        rig.liveOn();
        rig.kiosk.clock.step(Duration.ofDays(5));
        rig.kiosk.plugIn(rig.kiosk.workshop.make(9));
        rig.life().goOn();
        rig.liveOn();
        assertEquals("9", rig.kiosk.counter("committed"));
        server.statuses.clear();
        rig.kiosk.clock.step(Duration.ofHours(1));
        rig.life().goOn();
        assertEquals("finished", last(action));
        assertTrue(server.said(KIOSK, action).contains("1.8 is in force"));
    }

    @Test
    void an_action_the_server_does_not_know_any_more_is_not_told_of_for_ever() throws Exception {
        server.assign(KIOSK, "6.6.6", How.FORCED);
        server.statuses.put("POST deploymentBase", 404);
        for (int hour = 0; hour < 80; hour++) {
            rig.kiosk.clock.step(Duration.ofHours(1));
            rig.life().look();
        }
        server.beginAnew();
        server.asked.clear();
        for (int hour = 0; hour < 12; hour++) {
            rig.kiosk.clock.step(Duration.ofHours(1));
            rig.life().look();
        }
        assertEquals(List.of(), server.asked.stream().filter(one -> one.startsWith("POST")).toList());
    }

    @Test
    void a_stick_that_is_pushed_in_in_the_middle_of_a_file_comes_first_and_is_no_cancel() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.kiosk.meanwhile(rig.repository, () -> rig.kiosk.plugInJunk("1"));
        rig.life().look();
        assertEquals(1, rig.repository.asked.size());
        assertEquals(List.of("offered 1.8"), rig.life().told());
        rig.life().goOn();
        assertEquals(List.of("offered 1.8", "refused  ota.stick-undated", "fetched 1.8"), rig.life().told());
        assertEquals("downloaded", last(action));
    }

    @Test
    void a_server_that_was_set_back_or_set_up_anew_hears_the_truth() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        rig.intoTheNight();
        rig.liveOn();
        server.setBack(KIOSK, action);
        rig.pollAgain();
        assertEquals("finished", last(action));
        assertEquals(Optional.empty(), rig.life().ended);

        server.beginAnew();
        assertEquals(action, server.assign(KIOSK, "1.9", How.FORCED), "the same id");
        rig.repository.statuses.put("/", 503);
        rig.pollAgain();
        assertEquals(List.of("running", "running"), server.history(KIOSK, action), "what was said of the other of that name is not said of this");
        rig.repository.statuses.clear();
        rig.pollAgain();
        assertTrue(rig.life().told().contains("fetched 1.9"));
    }

    @Test
    void a_journal_that_was_lost_is_made_up_for_by_what_is_on_the_disk() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        int asked = rig.repository.asked.size();
        Files.delete(rig.kiosk.directory.resolve("slots/journal"));
        rig.kiosk.start();
        rig.life().goOn();
        assertEquals(asked, rig.repository.asked.size());
        rig.intoTheNight();
        rig.liveOn();
        assertEquals("finished", last(action));
    }

    @Test
    void no_switch_is_made_on_battery_nor_without_asking() throws Exception {
        server.assign(KIOSK, "1.8", How.IN_WINDOW);
        rig.life().onMains = false;
        rig.life().goOn();
        assertEquals(Optional.empty(), rig.life().ended);
        rig.life().onMains = true;
        server.statuses.put("", 503);
        rig.life().goOn();
        assertEquals(Optional.empty(), rig.life().ended, "nobody can say that it is wanted still");
        server.statuses.clear();
        rig.kiosk.clock.step(Duration.ofMinutes(2));
        rig.life().goOn();
        assertEquals(Optional.of(0), rig.life().ended);
    }

    @Test
    void a_hostile_mirror_gains_nothing() throws Exception {
        String sum = Digest.sha256Hex(rig.eight.files().get("bin/ting"));
        rig.repository.lies.put(sum, new byte[rig.eight.files().get("bin/ting").length]);
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        assertEquals("error", last(action));
        assertTrue(server.said(KIOSK, action).stream().anyMatch(said -> said.startsWith("ota.changed")));
        assertEquals("7", rig.kiosk.counter("committed"));
    }
}
