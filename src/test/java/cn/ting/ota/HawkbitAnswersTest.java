package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.hawkbit.PlayedHawkbit;
import cn.ting.hawkbit.UpdateServer.How;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of a hawkBit that are strange, hostile or of a later version; and where its token goes. */
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

    private String last(String action) {
        List<String> history = server.history(KIOSK, action);
        return history.get(history.size() - 1);
    }
}
