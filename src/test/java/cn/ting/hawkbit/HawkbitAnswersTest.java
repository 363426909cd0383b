package cn.ting.hawkbit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.hawkbit.UpdateServer.How;
import cn.ting.http.TlsFront;
import cn.ting.ota.OtaFault;
import cn.ting.slots.Workshop.Made;
import cn.ting.slots.Workshop;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of a hawkBit that are strange, hostile or of a later version; where its token goes; and that it is told no more than is true. */
class HawkbitAnswersTest extends HawkbitCases {

    @Test
    void a_wrong_token_is_shown_to_staff_and_stands_nowhere() throws Exception {
        Files.writeString(rig.token, "TargetToken a-word-that-is-secret");
        rig.life().goOn();
        assertTrue(rig.life().conditions.has(OtaFault.HAWKBIT));
        assertFalse(rig.life().conditions.present().toString().contains("secret"));
        Files.writeString(rig.token, "nonsense that-is-secret");
        rig.kiosk.clock.step(Duration.ofHours(1));
        rig.life().goOn();
        assertFalse(rig.life().conditions.present().toString().contains("secret"));
        Files.writeString(rig.token, server.token());
        rig.kiosk.clock.step(Duration.ofHours(1));
        rig.life().goOn();
        assertFalse(rig.life().conditions.has(OtaFault.HAWKBIT), "a token is exchanged without a restart");
    }

    @Test
    void the_token_follows_no_link_and_no_redirect_to_another_server() throws Exception {
        try (PlayedHawkbit thief = new PlayedHawkbit()) {
            String action = server.assign(KIOSK, "1.8", How.FORCED);
            server.calledItself = thief.address().toString();
            rig.life().goOn();
            assertEquals("downloaded", last(action), "a server behind a proxy often calls itself by a wrong name");
            server.statuses.put("GET ", 302);
            server.lies.put("GET ", thief.address() + "/DEFAULT/controller/v1/" + KIOSK);
            rig.pollAgain();
            assertEquals(List.of(), thief.asked);
        }
    }

    @Test
    void answers_without_end_sense_or_haste_are_given_up() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        String rest = "\"_links\":{\"deploymentBase\":{\"href\":\"%s\"}}}";
        for (String lie : List.of("{\"x\":\"" + "x".repeat(300_000) + "\"}", "{", "[]", "null", "{" + rest.formatted("http://elsewhere/1"),
                "{" + rest.formatted("/DEFAULT/controller/v1/" + KIOSK + "/../" + KIOSK + "x/deploymentBase/1"))) {
            server.lies.put("GET ", lie);
            rig.kiosk.clock.step(Duration.ofHours(2));
            rig.life().goOn();
        }
        server.lies.clear();
        server.meanwhile = () -> rig.kiosk.clock.step(Duration.ofSeconds(20));
        server.asked.clear();
        rig.kiosk.clock.step(Duration.ofHours(2));
        rig.life().look();
        assertEquals(List.of("GET "), server.asked, "it is given up");
        assertEquals(List.of(), rig.life().told());
        server.meanwhile = null;
        // The kiosk has gone; the server goes on until it notices, and so does its hour.
        server.awaitRest();
        rig.kiosk.clock.step(Duration.ofHours(2));
        rig.life().goOn();
        assertEquals("downloaded", last(action));
    }

    @Test
    void an_assignment_without_a_release_is_a_failure_at_once() throws Exception {
        for (String version : List.of("", "../../etc", "1 8", "1.8?x")) {
            String action = server.assign(KIOSK, version, How.FORCED);
            rig.pollAgain();
            assertEquals("error", last(action));
        }
        assertEquals(List.of(), rig.life().told());
        assertEquals(0, rig.repository.asked.size());
    }

    /** One action by a server that forgets, or always another one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_assigned_and_called_off_without_end_is_taken_up_some_times_a_day_and_then_told_as_failed(boolean same) throws Exception {
        int most = same ? 4 : 20;
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        for (int time = 0; time < most; time++) {
            rig.pollAgain();
            server.callOff(KIOSK, action);
            rig.pollAgain();
            assertEquals("canceled", last(action));
            if (same) {
                server.setBack(KIOSK, action);
            } else {
                action = server.assign(KIOSK, "1.8", How.FORCED);
            }
        }
        rig.pollAgain();
        assertEquals("error", last(action));
        assertTrue(server.said(KIOSK, action).toString().contains("ota.too-often"), server.said(KIOSK, action).toString());
        assertEquals(most, rig.life().told().stream().filter("fetched 1.8"::equals).count());
        rig.kiosk.clock.step(Duration.ofDays(1));
        String later = server.assign(KIOSK, "1.9", How.FORCED);
        rig.life().goOn();
        assertEquals("downloaded", last(later));
    }

    @Test
    void later_servers_are_given_the_word_they_wait_for_and_what_is_installed() throws Exception {
        server.later = true;
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        assertEquals("downloaded", last(action));
        assertEquals("1.7", server.attributes(KIOSK).get("installed"));
        rig.intoTheNight();
        rig.liveOn();
        assertEquals("finished", last(action));
        assertEquals("1.8", server.attributes(KIOSK).get("installed"));
    }

    /** Else it would show the release before for as long as this one runs. */
    @Test
    void a_server_that_is_broken_as_it_is_told_what_this_kiosk_is_is_told_it_again_and_one_that_goes_without_is_not() throws Exception {
        server.later = true;
        server.statuses.put("PUT ", 503);
        rig.life().goOn();
        server.statuses.clear();
        rig.pollAgain();
        assertEquals("1.7", server.attributes(KIOSK).get("version"));
        assertEquals("1.7", server.attributes(KIOSK).get("installed"));
        rig.kiosk.start();
        server.statuses.put("PUT ", 400);
        server.asked.clear();
        rig.kiosk.clock.step(Duration.ofMinutes(10));
        rig.life().goOn();
        rig.pollAgain();
        assertEquals(1, server.asked.stream().filter("PUT configData"::equals).count(), server.asked.toString());
    }

    /** A challenge without a scheme: the JDK's own client breaks on it, with an exception that nobody declared. */
    @Test
    void an_answer_on_which_a_library_breaks_is_a_failed_look_and_no_end_of_the_platforms_fetch() throws Exception {
        server.sleep = "00:00:10";
        rig.life().look();
        server.challenge = "realm=\"hawkBit\"";
        server.asked.clear();
        rig.repository.meanwhile = () -> rig.kiosk.clock.step(Duration.ofSeconds(rig.repository.asked.size() == 1 ? 15 : 2));
        rig.life().hear(1, rig.repository.base(), "ting/1.8/x86_64/MANIFEST");
        rig.life().look();
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life().told());
        assertEquals(1, server.asked.size(), "not again at once: " + server.asked);
        for (int hour = 0; hour < 10; hour++) {
            rig.kiosk.clock.step(Duration.ofHours(1));
            rig.life().look();
        }
        assertTrue(rig.life().conditions.has(OtaFault.HAWKBIT));
    }

    @Test
    void its_own_fetch_goes_on_too_where_a_library_breaks_on_an_answer() throws Exception {
        server.sleep = "00:00:10";
        rig.repository.meanwhile = () -> {
            server.challenge = "realm=\"hawkBit\"";
            rig.kiosk.clock.step(Duration.ofSeconds(15));
        };
        server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().look();
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life().told());
    }

    @Test
    void a_server_that_hangs_up_in_the_midst_of_the_handshake_is_weather_and_told_of_in_time() throws Exception {
        try (ServerSocket rude = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread hangingUp = new Thread(() -> hangUp(rude), "rude-server");
            hangingUp.setDaemon(true);
            hangingUp.start();
            askOverTls(URI.create("https://localhost:" + rude.getLocalPort()), "none");
            rig.life().goOn();
            assertFalse(rig.life().conditions.has(OtaFault.HAWKBIT), rig.life().conditions.present().toString());
            for (int hour = 0; hour < 10; hour++) {
                rig.kiosk.clock.step(Duration.ofHours(1));
                rig.life().look();
            }
            assertTrue(rig.life().conditions.has(OtaFault.HAWKBIT));
        }
    }

    @Test
    void whom_to_believe_is_for_a_person_to_mend_and_told_of_at_once() throws Exception {
        try (TlsFront front = new TlsFront(directory.resolve("keys"), server.address())) {
            Path authority = directory.resolve("authority.pem");
            for (String[] wrong : new String[][] {{"localhost", front.authorityFile("stranger")}, {"127.0.0.1", front.authorityFile("area")},
                {"localhost", authority.toString()}}) {
                askOverTls(front.address(wrong[0]), wrong[1]);
                rig.life().look();
                assertTrue(rig.life().conditions.has(OtaFault.HAWKBIT), String.join(" ", wrong));
            }
            assertTrue(rig.life().conditions.present().toString().contains("authority.pem cannot be read"), rig.life().conditions.present().toString());
            Files.copy(Path.of(front.authorityFile("area")), authority);
            rig.kiosk.clock.step(Duration.ofHours(1));
            rig.life().look();
            assertFalse(rig.life().conditions.has(OtaFault.HAWKBIT), "and gone once it is mended, without a restart");
        }
    }

    /** Somebody forgot to count on. The targets role may tell another hash than the one that the kiosk's pointers know. */
    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "SHA-512"})
    void another_release_with_the_counter_of_the_one_in_force_is_no_success_by_any_way(String hash) throws Exception {
        Workshop workshop = rig.kiosk.workshop;
        workshop.repository.hash = hash;
        Made seven = workshop.make(7);
        workshop.repository.artifacts.clear();
        workshop.offer(seven);
        workshop.version = Optional.of("1.7.1");
        Made other = workshop.make(7);
        workshop.offer(other);
        workshop.stick("served", other);
        String action = server.assign(KIOSK, "1.7.1", How.FORCED);
        rig.life().goOn();
        assertEquals("error", last(action));
        assertTrue(server.said(KIOSK, action).contains("ota.rollback: ota.rollback: 1.7.1 is another 7 than 1.7, which is committed"), server.said(KIOSK, action).toString());

        workshop.stick("stick", other);
        rig.life().goOn();
        assertEquals(List.of("refused  ota.rollback"), rig.life().told(), "a stick has both, and one of them is in force");
        workshop.repository.artifacts.keySet().removeIf(target -> target.startsWith("ting/1.7/"));
        workshop.repository.publish();
        workshop.stick("stick", other);
        rig.life().goOn();
        assertEquals(List.of("refused  ota.rollback", "refused  ota.rollback"), rig.life().told());

        workshop.version = Optional.empty();
        workshop.offer(workshop.make(7, Map.of("bin/ting", Workshop.bytes("another"))));
        workshop.stick("served", seven);
        String same = server.assign(KIOSK, "1.7", How.FORCED);
        rig.pollAgain();
        assertEquals("error", last(same), "of one version, and other files");
        // hawkBit does not assign again what is assigned.
        server.assign(KIOSK, "6.6.6", How.FORCED);
        rig.pollAgain();
        workshop.offer(seven);
        workshop.stick("served", seven);
        String very = server.assign(KIOSK, "1.7", How.FORCED);
        rig.pollAgain();
        assertEquals("finished", last(very));
    }

    @Test
    void hawkbit_is_told_that_a_release_is_about_to_be_tried_once_and_not_that_it_is_while_a_visit_may_come_first() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        for (int visits = 0; visits < 3; visits++) {
            rig.life().meanwhile = () -> rig.life().visits.begin(new Milestone.Began("touch"));
            rig.intoTheNight();
            assertEquals(Optional.empty(), rig.life().ended);
            rig.life().visits.end(EndReason.BUTTON);
            rig.kiosk.clock.step(Duration.ofHours(7));
        }
        rig.life().meanwhile = () -> {};
        rig.intoTheNight();
        assertEquals(Optional.of(0), rig.life().ended);
        assertEquals(List.of("1.8 is about to be tried, as soon as nobody is served"), server.said(KIOSK, action).stream().filter(said -> said.contains("tried")).toList());
    }

    private void askOverTls(URI address, String authority) throws Exception {
        rig.kiosk.hawkbit = new HawkbitSettings(address, "DEFAULT", rig.token.toString(), "ting", rig.repository.base(), "none", authority,
                Duration.ofMinutes(5));
        rig.kiosk.start();
    }

    /** What came is read first, so that the other side sees an end and no reset. */
    private static void hangUp(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read(new byte[16 * 1024]);
            } catch (IOException gone) {
                // The next one is hung up on too.
            }
        }
    }
}
