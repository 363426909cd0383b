package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.catalogue.TestPen;
import cn.ting.seal.TrustAnchor;
import cn.ting.slots.Disk;
import cn.ting.slots.Workshop;
import cn.ting.visit.Milestone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the platform takes back, and what somebody publishes again who only holds the broker: over processes and cuts, and up to the switch. */
@Timeout(120)
class TakenBackTest extends ServedCases {

    @Test
    void an_instruction_that_was_emptied_takes_back_what_waits_and_what_is_on_its_way() throws Exception {
        instruct(1);
        rig.life.goOn();
        rig.life.hearNone();
        rig.clock.step(Duration.ofHours(17));
        rig.life.goOn();
        Workshop.deleteAll(directory.resolve("slots/b"));
        server.asked.clear();
        rig.meanwhile(server, rig.life::hearNone);
        instruct(2);
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8", "refused 1.8 ota.called-off", "offered 1.8", "refused 1.8 ota.called-off"), rig.life.told());
        assertEquals(1, server.asked.size(), server.asked.toString());
        assertEquals(Optional.empty(), rig.life.ended);
    }

    @Test
    void what_kept_a_release_from_coming_is_no_trouble_any_more_once_that_is_taken_back() throws Exception {
        rig.authority = directory.resolve("nowhere.pem").toString();
        Files.writeString(directory.resolve("slots/fetching"), "in the way");
        instruct(1);
        rig.life.goOn();
        assertTrue(rig.life.conditions.has(OtaFault.SLOTS));
        rig.life.hearNone();
        rig.life.goOn();
        assertEquals(List.of(), rig.life.conditions.present());
        rig.start();
        rig.life.goOn();
        rig.life.hearNone();
        rig.life.goOn();
        assertTrue(rig.life.conditions.has(OtaFault.SERVER), "that is looked for before any release needs it");
    }

    /** In the seconds in which its slot is read and its gates are asked; and so that the next process knows, for the broker keeps no emptied message. */
    @Test
    void what_is_emptied_while_everything_is_looked_through_for_the_switch_is_not_switched_to_any_more() throws Exception {
        instruct(1);
        rig.life.goOn();
        asTheSwitchBegins(rig.life::hearNone);
        List<String> told = List.of("offered 1.8", "fetched 1.8", "refused 1.8 ota.called-off");
        assertEquals(told, rig.life.told());
        rig.start();
        assertEquals(7, rig.running);
        instruct(1);
        rig.life.goOn();
        assertEquals(told, rig.life.told());
        assertEquals(List.of("ota.replayed instruction 1 after 1, of which all up to 1 were taken back"), replays());
    }

    @Test
    void what_another_instruction_takes_the_place_of_as_the_switch_begins_is_not_switched_to_any_more() throws Exception {
        rig.workshop.offer(rig.workshop.make(7));
        rig.workshop.stick("served", eight);
        instruct(1);
        rig.life.goOn();
        asTheSwitchBegins(() -> recall(2));
        assertEquals(List.of("offered 1.8", "fetched 1.8", "refused 1.8 ota.superseded"), rig.life.told());
    }

    /** It is a technician's, and nobody who holds the broker alone takes it back. */
    @Test
    void what_came_by_a_stick_is_switched_to_though_an_instruction_is_emptied_as_the_switch_begins_and_that_is_noted() throws Exception {
        rig.workshop.stick("stick", eight);
        rig.life.meanwhile = () -> {
            instruct(1);
            rig.life.hearNone();
        };
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended);
        rig.start();
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life.told());
        instruct(1);
        assertEquals(List.of("ota.replayed instruction 1 after 1, of which all up to 1 were taken back"), replays());
    }

    private void asTheSwitchBegins(Runnable heard) {
        rig.life.meanwhile = heard;
        rig.clock.step(Duration.ofHours(17));
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended, "nobody wants it any more");
        assertTrue(rig.life.visits.begin(new Milestone.Began("touch")).isPresent(), "and residents are served");
    }

    /** The broker keeps no emptied message: the next process does not hear of it, and knows what the one before noted. */
    @Test
    void an_instruction_that_was_emptied_on_trial_is_not_followed_when_the_mains_end_that() throws Exception {
        instruct(7);
        rig.life.goOn();
        rig.clock.step(Duration.ofHours(17));
        rig.life.goOn();
        rig.start();
        rig.life.hearNone();
        rig.life.goOn();
        rig.launcher.parked();
        rig.start();
        rig.life.goOn();
        assertEquals(OtaRig.told("refused 1.8 ota.called-off"), rig.life.told());
        assertEquals(Optional.empty(), rig.life.ended);
    }

    /** After that was noted, and before anything was done. */
    @Test
    void what_was_emptied_while_it_came_is_called_off_by_the_process_after_a_cut() throws Exception {
        AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        rig.disk = new Disk() {
            @Override
            protected void move(Path from, Path to) throws IOException {
                if (to.endsWith("journal") && left.getAndDecrement() <= 0) {
                    throw new IOException("cut");
                }
                super.move(from, to);
            }
        };
        rig.start();
        server.statuses.put("/files/", 503);
        instruct(7);
        rig.life.goOn();
        left.set(1);
        rig.life.hearNone();
        rig.life.look();
        rig.disk = new Disk();
        rig.start();
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.called-off"), rig.life.told());
    }

    /** In the process that brought it, in the next one, and while it is on its way. */
    @Test
    void a_release_that_waits_is_recalled_by_an_instruction_that_names_what_is_in_force() throws Exception {
        rig.workshop.offer(rig.workshop.make(7));
        rig.workshop.stick("served", eight);
        instruct(1);
        rig.life.goOn();
        recall(2);
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8", "refused 1.8 ota.superseded"), rig.life.told());
        instruct(3);
        rig.life.goOn();
        rig.start();
        recall(4);
        rig.life.goOn();
        Workshop.deleteAll(directory.resolve("slots/b"));
        rig.meanwhile(server, () -> recall(6));
        instruct(5);
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.superseded"), rig.life.told().subList(6, 8));
        rig.clock.step(Duration.ofHours(17));
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended);
        assertEquals(List.of(), rig.life.conditions.present(), "nothing is wrong");
    }

    @Test
    void replay_of_an_old_instruction_changes_nothing() throws Exception {
        rig.life.hear(new ReleaseDocument(5, server.base(), "ting/1.9/x86_64/MANIFEST"));
        rig.life.goOn();
        rig.start();
        instruct(4);
        rig.life.goOn();
        assertEquals(List.of("refused  ota.no-release"), rig.life.told());
        assertEquals(List.of("ota.replayed instruction 4 after 5"), replays());
    }

    /** Whether the release had come by then or was on its way. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_instruction_that_was_taken_back_is_never_followed_again_and_only_a_higher_one_is(boolean onItsWay) throws Exception {
        if (onItsWay) {
            rig.meanwhile(server, rig.life::hearNone);
        }
        instruct(1);
        rig.life.goOn();
        rig.life.hearNone();
        rig.life.goOn();
        List<String> told = rig.life.told();
        assertEquals("refused 1.8 ota.called-off", told.get(told.size() - 1));
        assertEquals(List.of(), rig.life.conditions.present(), "nothing is wrong");
        instruct(1);
        rig.life.goOn();
        rig.start();
        // By the broker, before the first look.
        instruct(1);
        rig.life.goOn();
        assertEquals(told, rig.life.told());
        assertEquals(List.of("ota.replayed instruction 1 after 1, of which all up to 1 were taken back"), replays());
        instruct(2);
        rig.life.goOn();
        assertEquals("fetched 1.8", rig.life.told().get(rig.life.told().size() - 1));
        assertEquals(List.of(), replays());
    }

    @Test
    void a_replay_takes_nothing_back_that_waits_for_the_night() throws Exception {
        instruct(2);
        rig.life.goOn();
        rig.start();
        instruct(1);
        rig.clock.step(Duration.ofHours(17));
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended);
    }

    @Test
    void what_is_emptied_and_published_again_before_a_process_knows_what_the_one_before_heard_is_not_followed_either() throws Exception {
        server.statuses.put("/", 503);
        instruct(3);
        rig.life.goOn();
        server.statuses.clear();
        rig.start();
        rig.life.hearNone();
        instruct(3);
        rig.life.goOn();
        assertEquals(List.of(), rig.life.told());
        assertTrue(rig.life.conditions.has(OtaFault.REPLAYED));
        rig.life.hearNone();
        assertFalse(rig.life.conditions.has(OtaFault.REPLAYED), "whoever empties it has looked at what was published");
    }

    /** Arbitrary instructions: whoever holds the broker publishes what he likes. */
    @Test
    void an_instruction_of_a_stranger_or_for_another_kiosk_is_not_followed_and_told_until_it_is_taken_away() throws Exception {
        TestPen platform = new TestPen();
        TrustAnchor anchor = new TrustAnchor(platform.publicKey());
        byte[] followed = "{\"version\":4,\"area\":\"fengshui\",\"kiosk\":\"k1\",\"base\":\"%s\",\"target\":\"%s\"}"
                .formatted(server.base(), eight.target("x86_64")).getBytes(StandardCharsets.UTF_8);
        byte[] others = new String(followed, StandardCharsets.UTF_8).replace("k1", "k2").getBytes(StandardCharsets.UTF_8);
        for (byte[] refused : List.of(new TestPen().sign(ReleaseDocument.PAYLOAD_TYPE, followed), platform.sign("text/plain", followed),
                platform.sign(ReleaseDocument.PAYLOAD_TYPE, others), platform.sign(ReleaseDocument.PAYLOAD_TYPE, new byte[] {'{'}), followed)) {
            rig.life.hears(refused, anchor);
            rig.life.goOn();
            assertEquals(List.of("ota.unsealed"), rig.life.conditions.present().stream().map(one -> one.fault().code()).toList());
            rig.life.hears(new byte[0], anchor);
            assertEquals(List.of(), rig.life.conditions.present());
        }
        assertEquals(List.of(), rig.life.told());
        rig.life.hears(platform.sign(ReleaseDocument.PAYLOAD_TYPE, followed), anchor);
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told());
    }

    private void recall(long version) {
        rig.life.hear(new ReleaseDocument(version, server.base(), "ting/1.7/x86_64/MANIFEST"));
    }

    private List<String> replays() {
        return rig.life.conditions.present().stream().filter(one -> one.fault() == OtaFault.REPLAYED).map(one -> one.fault().code() + " " + one.detail()).toList();
    }
}
