package cn.ting.hawkbit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.hawkbit.UpdateServer.How;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With a hawkBit that is played; and what it hears of a trial in whose midst another way brings something. */
class HawkbitPlayedTest extends HawkbitScenes {

    private final PlayedHawkbit played = made();

    private static PlayedHawkbit made() {
        try {
            return new PlayedHawkbit();
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    @Override
    UpdateServer server() {
        return played;
    }

    @Test
    void a_stick_put_in_during_a_trial_does_not_hide_from_hawkbit_that_it_was_won() throws Exception {
        String action = onTrial("1.8");
        rig.kiosk.plugIn(rig.kiosk.workshop.make(9));
        rig.kiosk.clock.step(Duration.ofMinutes(1));
        rig.life().goOn();
        assertTrue(rig.life().told().containsAll(List.of("committed 1.8", "fetched 1.9")), rig.life().told().toString());
        rig.liveOn();
        rig.pollAgain();
        assertEquals("finished", last(action));
        assertTrue(played.said(KIOSK, action).contains("1.8 is in force"), played.said(KIOSK, action).toString());
    }

    @Test
    void a_stick_put_in_during_a_trial_does_not_hide_that_it_was_lost_and_the_bad_release_is_not_tried_again() throws Exception {
        String action = onTrial("1.8");
        rig.kiosk.plugInJunk("1");
        lose();
        for (int day = 0; day < 3; day++) {
            rig.kiosk.clock.step(Duration.ofDays(1));
            rig.life().goOn();
            assertEquals(Optional.empty(), rig.life().ended);
        }
        assertEquals("error", last(action));
        assertTrue(played.said(KIOSK, action).stream().anyMatch(said -> said.startsWith("ota.hung: taken back")), played.said(KIOSK, action).toString());
        assertEquals(List.of("offered 1.8", "fetched 1.8", "armed 1.8", "reverted 1.8 ota.hung", "refused  ota.stick-undated"), rig.life().told());
    }

    @Test
    void what_the_platform_names_during_a_trial_does_not_hide_either_that_it_was_lost() throws Exception {
        String action = onTrial("1.8");
        lose();
        rig.life().hear(1, rig.repository.base(), "ting/1.9/x86_64/MANIFEST");
        rig.pollAgain();
        assertEquals("error", last(action));
        assertEquals("fetched 1.9", rig.life().told().get(rig.life().told().size() - 1));
    }

    private String onTrial(String version) throws Exception {
        String action = server.assign(KIOSK, version, How.FORCED);
        rig.life().goOn();
        rig.intoTheNight();
        rig.kiosk.start();
        rig.life().goOn();
        return action;
    }

    private void lose() throws Exception {
        rig.kiosk.launcher.ended("ota.hung");
        rig.kiosk.start();
    }
}
