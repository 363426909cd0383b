package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Condition;
import cn.ting.seal.BadSealException;
import cn.ting.settings.PlaceSettings;
import cn.ting.slots.Workshop;
import cn.ting.slots.Workshop.Made;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the platform's instructions, with a good server; one that is away, refuses or lies, or a clock that nobody has confirmed, see {@link AwayServerTest}. */
@Timeout(120)
class NetworkWayTest extends ServedCases {

    @Test
    void it_is_asked_for_every_block_whether_somebody_is_served() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        rig.life.serving = () -> asked.incrementAndGet() < 0;
        instruct(1);
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told());
        assertTrue(asked.get() > server.asked.size(), "each of the files, and once before all is put in its place: " + asked);
    }

    /** All files that are here are read for it: seconds of the processor. Here that is told by the room, which is known only then. */
    @Test
    void before_all_that_is_here_is_looked_through_it_is_asked_too() throws Exception {
        rig.reserve = Integer.MAX_VALUE;
        rig.start();
        AtomicInteger asked = new AtomicInteger();
        rig.life.serving = () -> asked.incrementAndGet() < 0;
        instruct(1);
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.full"), rig.life.told());
        assertEquals(1, asked.get());
    }

    @Test
    void a_process_that_ends_in_the_midst_of_it_says_nothing_of_disk_or_server() throws Exception {
        rig.life.serving = () -> {
            Thread.currentThread().interrupt();
            return true;
        };
        instruct(1);
        rig.life.look();
        assertTrue(Thread.interrupted());
        assertEquals(List.of("offered 1.8"), rig.life.told());
        assertEquals(List.of(), rig.life.conditions.present());
    }

    @Test
    void only_what_is_not_here_travels_and_the_switch_waits_for_its_hours() throws Exception {
        instruct(1);
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told());
        assertFalse(server.asked.contains(sum("runtime/lib/modules")), "it is in the committed slot");
        assertEquals(3, server.asked.size(), server.asked.toString());

        assertEquals(Optional.empty(), rig.life.ended, "it is half past nine");
        rig.clock.step(Duration.ofHours(17));
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended);
        rig.start();
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life.told());
        int asked = server.asked.size();
        instruct(1);
        rig.life.goOn();
        assertEquals(asked, server.asked.size(), "it was followed");
    }

    @Test
    void a_stick_that_is_pushed_in_meanwhile_waits_for_no_download() throws Exception {
        Made nine = rig.workshop.make(9);
        rig.meanwhile(server, () -> rig.plugIn(nine));
        instruct(1);
        rig.life.look();
        assertEquals(List.of("offered 1.8"), rig.life.told(), "it is no refusal");
        assertEquals(1, server.asked.size(), server.asked.toString());
        rig.life.look();
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.superseded", "offered 1.9", "fetched 1.9"), rig.life.told().subList(0, 4));
        assertEquals(Optional.of(0), rig.life.ended, "a stick is tried at once");
    }

    @Test
    void after_a_stick_that_brings_nothing_the_rest_is_fetched_at_once_and_no_byte_twice() throws Exception {
        rig.meanwhile(server, () -> rig.plugInJunk("1"));
        instruct(1);
        rig.life.look();
        assertEquals(1, server.asked.size(), server.asked.toString());
        rig.life.look();
        assertEquals(List.of("offered 1.8", "refused  ota.stick-undated", "fetched 1.8"), rig.life.told(), "the one that comes goes on under its name");
        assertEquals("stick", refused());
        assertEquals(3, server.asked.size(), "what came stayed: " + server.asked);
    }

    @Test
    void a_stick_that_was_looked_at_stops_nothing_until_it_is_put_in_again() throws Exception {
        rig.plugInJunk("1");
        rig.life.goOn();
        Path stick = directory.resolve("stick");
        Path pocket = directory.resolve("pocket");
        rig.meanwhile(server, () -> rig.meanwhile(server, () -> {
            Files.move(stick, pocket);
            rig.meanwhile(server, () -> Files.move(pocket, stick));
        }));
        instruct(1);
        rig.life.look();
        assertEquals(List.of("refused  ota.stick-undated", "offered 1.8"), rig.life.told());
        assertEquals(3, server.asked.size(), "the third made way");
        rig.life.look();
        assertEquals(List.of("refused  ota.stick-undated", "offered 1.8", "refused  ota.stick-undated", "fetched 1.8"), rig.life.told());
    }

    @Test
    void a_stick_that_brings_nothing_costs_what_waits_for_the_night_nothing_and_is_told_of() throws Exception {
        instruct(1);
        rig.life.goOn();
        rig.plugInJunk("1");
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8", "refused  ota.stick-undated"), rig.life.told());
        assertEquals("stick", refused());
        Workshop.deleteAll(directory.resolve("stick"));
        rig.life.goOn();
        rig.plugIn(eight);
        rig.life.goOn();
        assertEquals("", refused(), "the next one was taken");
        assertEquals(Optional.of(0), rig.life.ended);
    }

    /** Of which way staff are told that a release was refused. */
    private String refused() {
        return rig.life.conditions.present().stream().filter(one -> one.fault() == OtaFault.REFUSED).map(Condition::subject).collect(Collectors.joining());
    }

    @Test
    void a_newer_instruction_ends_what_the_older_one_began() throws Exception {
        rig.meanwhile(server, () -> nameNine(2));
        instruct(1);
        rig.life.look();
        assertEquals(1, server.asked.size(), server.asked.toString());
        rig.life.look();
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.superseded", "offered 1.9", "fetched 1.9"), rig.life.told());
    }

    @Test
    void a_newer_instruction_takes_the_place_of_what_waits_for_the_night_and_that_is_not_tried_while_the_newer_one_comes() throws Exception {
        instruct(1);
        rig.life.goOn();
        server.statuses.put("/files/", 503);
        nameNine(2);
        rig.life.look();
        rig.clock.step(Duration.ofHours(17));
        rig.life.look();
        assertEquals(Optional.empty(), rig.life.ended, "the platform wants it no more");
        server.statuses.clear();
        rig.clock.step(Duration.ofHours(1));
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8", "refused 1.8 ota.superseded", "offered 1.9", "fetched 1.9"), rig.life.told());
        assertEquals(Optional.of(0), rig.life.ended);
        rig.start();
        assertEquals(9, rig.running);
    }

    @Test
    void a_newer_instruction_that_names_the_release_that_waits_has_it_wait_on_under_its_name() throws Exception {
        instruct(1);
        rig.life.goOn();
        instruct(2);
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told());
        rig.clock.step(Duration.ofHours(17));
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended);
    }

    @Test
    void a_stick_with_what_waits_for_the_night_has_it_tried_at_once_and_one_with_another_goes_first() throws Exception {
        instruct(1);
        rig.life.goOn();
        rig.plugIn(rig.workshop.make(9));
        rig.workshop.stick("served", eight);
        goesOnTriesAndTakesBack();
        List<String> told = rig.life.told();
        assertEquals(List.of("offered 1.8", "fetched 1.8", "refused 1.8 ota.superseded", "offered 1.9", "fetched 1.9", "armed 1.9",
                "reverted 1.9 ota.hung", "offered 1.8", "fetched 1.8"), told, "and then comes what the platform named");

        Workshop.deleteAll(directory.resolve("stick"));
        rig.life.goOn();
        rig.workshop.repository.artifacts.keySet().removeIf(target -> target.startsWith("ting/1.9/"));
        rig.plugIn(eight);
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended);
        assertEquals(told, rig.life.told(), "under its name");
    }

    /** It waits for minutes; the platform's would wait for the night. */
    @Test
    void what_came_by_a_stick_makes_way_for_no_instruction() throws Exception {
        rig.life.onMains = false;
        rig.plugIn(rig.workshop.make(9));
        rig.life.goOn();
        instruct(1);
        rig.life.goOn();
        assertEquals(List.of("offered 1.9", "fetched 1.9"), rig.life.told());
        rig.life.onMains = true;
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended);
    }

    private void nameNine(long version) throws Exception {
        Made nine = rig.workshop.make(9);
        rig.workshop.offer(nine);
        rig.workshop.stick("served", nine);
        rig.life.hear(new ReleaseDocument(version, server.base(), nine.target("x86_64")));
    }

    @Test
    void the_same_instruction_once_more_ends_nothing() throws Exception {
        rig.meanwhile(server, () -> instruct(1));
        instruct(1);
        rig.life.look();
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told());
    }

    @Test
    void as_often_as_it_makes_way_it_is_never_given_up_for_that() throws Exception {
        instruct(1);
        for (int stick = 0; stick <= WebRoad.MOST_TRIES; stick++) {
            // The whole of it anew, so that there is something to make way.
            if (stick > 0) {
                Workshop.deleteAll(directory.resolve("slots/fetching"));
            }
            String word = String.valueOf(stick);
            rig.meanwhile(server, () -> rig.plugInJunk(word));
            rig.life.look();
            assertEquals(stick + 1, server.asked.size());
        }
        assertFalse(rig.life.told().toString().contains("refused 1.8"), rig.life.told().toString());
        rig.life.goOn();
        assertTrue(rig.life.told().contains("fetched 1.8"));
    }

    @Test
    void an_instruction_is_for_this_kiosk_and_leads_over_https() throws Exception {
        PlaceSettings place = new PlaceSettings("fengshui", "k1", "亭", "Kiosk");
        String good = "{\"version\":7,\"area\":\"fengshui\",\"kiosk\":\"k1\",\"base\":\"https://updates.example/ting\",\"target\":\"t\"}";
        assertEquals(7, ReleaseDocument.read(bytes(good), place).version());
        assertThrows(BadSealException.class, () -> ReleaseDocument.read(bytes(good.replace("k1", "k2")), place));
        for (String base : List.of("http://updates.example/ting", "file:///etc", "https:///ting", "https://updates.example/?a", "\\u0000", "")) {
            assertThrows(IllegalArgumentException.class,
                    () -> ReleaseDocument.read(bytes(good.replace("https://updates.example/ting", base)), place), base);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
