package cn.ting.hawkbit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.hawkbit.UpdateServer.How;
import cn.ting.http.PlayedServer;
import cn.ting.ota.OtaFault;
import cn.ting.ota.OtaLife;
import cn.ting.slots.Workshop.Made;
import cn.ting.slots.Workshop;
import cn.ting.tuf.TufRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A hawkBit is one way beside others: the platform's, by its own repository or a mirror of that, and a technician's hand. */
class HawkbitBesideTest extends HawkbitCases {

    @Test
    void a_mirror_that_lags_a_day_is_waited_for_and_nobody_is_called() throws Exception {
        Path mirror = copy(rig.kiosk.workshop.stick("served", rig.eight));
        try (PlayedServer lagging = new PlayedServer(mirror)) {
            mirroredBy(lagging);
            platformPublishesAndIsSeen();
            String action = server.assign(KIOSK, "1.8", How.FORCED);
            for (int hour = 0; hour < 24; hour++) {
                rig.life().goOn();
                rig.kiosk.clock.step(Duration.ofHours(1));
            }
            assertEquals("running", last(action));
            assertFalse(rig.life().told().contains("refused  tuf.behind"), rig.life().told().toString());

            Workshop.deleteAll(mirror);
            copy(directory.resolve("served"));
            rig.kiosk.clock.step(Duration.ofHours(2));
            rig.life().goOn();
            assertEquals("downloaded", last(action));
        }
    }

    @Test
    void a_mirror_that_stays_behind_is_told_of_as_that_and_its_old_word_is_never_taken() throws Exception {
        Path mirror = copy(rig.kiosk.workshop.stick("served", rig.eight));
        try (PlayedServer lagging = new PlayedServer(mirror)) {
            mirroredBy(lagging);
            platformPublishesAndIsSeen();
            String action = server.assign(KIOSK, "1.8", How.FORCED);
            for (int hour = 0; hour < 24 * 3; hour++) {
                rig.life().goOn();
                rig.kiosk.clock.step(Duration.ofHours(1));
            }
            assertEquals("error", last(action));
            assertTrue(server.said(KIOSK, action).stream().anyMatch(said -> said.startsWith("tuf.behind: ") && said.contains("was seen elsewhere")),
                    server.said(KIOSK, action).toString());
            assertEquals(List.of(), lagging.asked, "no file was fetched by it");
        }
    }

    @Test
    void another_repository_has_a_root_and_a_folder_of_its_own_and_counts_for_itself() throws Exception {
        rig.kiosk.workshop.repository.publish();
        rig.kiosk.workshop.stick("served", rig.eight);
        try (PlayedServer own = new PlayedServer(anotherRepository())) {
            ownRoot(own, "none");
            String unknown = server.assign(KIOSK, "1.8", How.FORCED);
            rig.life().goOn();
            assertEquals("error", last(unknown), "nobody has said that its root is to be believed");
            assertTrue(server.said(KIOSK, unknown).stream().anyMatch(said -> said.startsWith("tuf.unsigned")));

            ownRoot(own, directory.resolve("own-root.json").toString());
            platformIsSeen();
            String action = server.assign(KIOSK, "1.9", How.FORCED);
            rig.pollAgain();
            assertEquals("downloaded", last(action), "its versions are lower, and its own");
            platformIsSeen();
            assertTrue(rig.life().told().stream().noneMatch(told -> told.contains("tuf.behind") || told.contains("tuf.rollback")), rig.life().told().toString());
        }
    }

    @Test
    void a_wrong_date_of_an_areas_own_repository_is_no_measure_for_the_platforms() throws Exception {
        Path own = anotherRepository(rig.kiosk.clock.instant().plus(Duration.ofDays(400)));
        try (PlayedServer areas = new PlayedServer(own)) {
            ownRoot(areas, directory.resolve("own-root.json").toString());
            rig.life().untold = true;
            server.assign(KIOSK, "1.7", How.FORCED);
            rig.life().goOn();
            platformIsSeen();
            assertEquals(List.of("refused  ota.no-release", "refused  ota.no-release"), rig.life().told(), "nothing has expired");
        }
    }

    @Test
    void what_hawkbit_names_and_nobody_signed_is_told_it_and_ends_no_release_that_the_platform_sends() throws Exception {
        rig.repository.statuses.put("/files/", 503);
        rig.life().hear(1, rig.repository.base(), "ting/1.9/x86_64/MANIFEST");
        rig.life().look();
        String action = server.assign(KIOSK, "6.6.6", How.FORCED);
        rig.pollAgain();
        assertEquals("error", last(action));
        assertTrue(server.said(KIOSK, action).stream().anyMatch(said -> said.startsWith("ota.no-release")), server.said(KIOSK, action).toString());
        rig.repository.statuses.clear();
        rig.pollAgain();
        assertEquals(List.of("offered 1.9", "refused  ota.no-release", "fetched 1.9"), rig.life().told());
        assertEquals(1, server.history(KIOSK, action).stream().filter("error"::equals).count());
    }

    @Test
    void a_stick_that_brings_nothing_takes_no_release_from_hawkbit() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        rig.kiosk.plugInJunk("1");
        rig.life().goOn();
        rig.kiosk.start();
        rig.life().goOn();
        rig.intoTheNight();
        assertEquals(Optional.of(0), rig.life().ended);
        rig.liveOn();
        assertEquals("finished", last(action));
        assertEquals(List.of("offered 1.8", "fetched 1.8", "refused  ota.stick-undated", "armed 1.8", "committed 1.8"), rig.life().told());
    }

    @Test
    void a_first_root_that_is_not_there_is_told_of_at_once_and_as_that() throws Exception {
        try (PlayedServer own = new PlayedServer(anotherRepository())) {
            Path root = directory.resolve("own-root.json");
            Path elsewhere = Files.move(root, directory.resolve("elsewhere.json"));
            ownRoot(own, root.toString());
            String action = server.assign(KIOSK, "1.8", How.FORCED);
            rig.life().goOn();
            assertEquals("error", last(action));
            assertTrue(server.said(KIOSK, action).stream().anyMatch(said -> said.startsWith("tuf.uninitialized: ") && said.contains(root.toString())),
                    server.said(KIOSK, action).toString());
            assertTrue(rig.life().conditions.has(OtaFault.REFUSED));

            Files.move(elsewhere, root);
            String again = server.assign(KIOSK, "1.9", How.FORCED);
            rig.pollAgain();
            assertEquals("downloaded", last(again));
        }
    }

    @Test
    void what_waits_and_is_installed_by_hand_is_in_force_and_a_success() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        assertEquals("downloaded", last(action));
        byHand(rig.eight);
        assertEquals("finished", last(action));
        assertTrue(server.said(KIOSK, action).contains("1.8 is in force: it was installed by hand"), server.said(KIOSK, action).toString());
        rig.pollAgain();
        assertEquals(1, server.history(KIOSK, action).stream().filter("finished"::equals).count());
    }

    @Test
    void what_waits_and_is_overtaken_by_hand_is_closed_with_that_reason() throws Exception {
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.life().goOn();
        byHand(rig.kiosk.workshop.make(9));
        assertEquals("error", last(action), "it is not in force, and hawkBit knows no third word");
        assertTrue(server.said(KIOSK, action).stream().anyMatch(said -> said.startsWith("ota.superseded: ")), server.said(KIOSK, action).toString());
        assertFalse(rig.life().conditions.has(OtaFault.REFUSED), "nothing is wrong here");
    }

    /** As {@code ting install} leaves it, with the kiosk stopped. */
    private void byHand(Made made) throws Exception {
        Workshop.deleteAll(directory.resolve("slots/b"));
        Files.writeString(directory.resolve("slots/brought"), "b " + made.manifest().sha256() + " " + made.counter() + " 1." + made.counter()
                + " hand-0123456789abcdef\n");
        rig.kiosk.workshop.commit(made, "b");
        rig.kiosk.start();
        rig.life().goOn();
    }

    @Test
    void while_the_platforms_release_is_fetched_hawkbit_is_asked_and_heard_and_one_release_comes_at_a_time() throws Exception {
        server.sleep = "00:00:10";
        String action = server.assign(KIOSK, "1.8", How.FORCED);
        rig.repository.statuses.put("/files/", 503);
        rig.life().look();
        assertEquals("running", last(action), "it was taken up and has not come");
        rig.repository.statuses.clear();
        rig.repository.asked.clear();
        server.callOff(KIOSK, action);
        rig.repository.meanwhile = () -> {
            // hawkBit is asked again before a server this slow would be given up.
            if (rig.repository.asked.size() == 1) {
                rig.kiosk.clock.step(Duration.ofSeconds(20));
            } else {
                heard.add(last(action));
            }
        };
        rig.life().hear(1, rig.repository.base(), "ting/1.9/x86_64/MANIFEST");
        rig.life().look();
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.superseded", "offered 1.9", "fetched 1.9"), rig.life().told());
        assertEquals("canceled", heard.get(0), "before the second file came: " + heard);
    }

    @Test
    void a_hawkbit_that_takes_its_time_in_the_middle_is_not_counted_against_the_platforms_server() throws Exception {
        server.sleep = "00:00:10";
        rig.life().look();
        // Before its first byte alone: an answer that is under way does not hear that another is to be given from now on.
        AtomicBoolean once = new AtomicBoolean(true);
        server.meanwhile = () -> {
            if (once.getAndSet(false)) {
                rig.kiosk.clock.step(Duration.ofSeconds(50));
            }
        };
        rig.repository.meanwhile = () -> {
            if (rig.repository.asked.size() == 1) {
                rig.kiosk.clock.step(Duration.ofSeconds(20));
            }
        };
        server.asked.clear();
        rig.life().hear(1, rig.repository.base(), "ting/1.8/x86_64/MANIFEST");
        rig.life().look();
        assertTrue(server.asked.contains("GET "), server.asked.toString());
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life().told());
    }

    @Test
    void what_is_assigned_while_the_platforms_release_is_fetched_is_confirmed_taken_up_and_comes_after_it() throws Exception {
        server.later = true;
        server.sleep = "00:00:10";
        rig.life().look();
        String[] action = {""};
        rig.repository.meanwhile = () -> {
            if (rig.repository.asked.size() == 1) {
                action[0] = assigned("1.9");
                rig.kiosk.clock.step(Duration.ofSeconds(20));
            } else if (heard.isEmpty()) {
                heard.addAll(server.history(KIOSK, action[0]));
            }
        };
        rig.life().hear(1, rig.repository.base(), "ting/1.8/x86_64/MANIFEST");
        rig.life().look();
        assertEquals(List.of("running", "running"), heard, "confirmed, and told that it is taken up");
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life().told(), "one at a time");
    }

    private String assigned(String version) {
        try {
            return server.assign(KIOSK, version, How.FORCED);
        } catch (IOException never) {
            throw new IllegalStateException(never);
        }
    }

    /** The same releases, signed by the same release key, in a repository of other keys. */
    private Path anotherRepository() throws IOException {
        return anotherRepository(rig.kiosk.clock.instant());
    }

    private Path anotherRepository(Instant made) throws IOException {
        TufRepository other = new TufRepository(rig.kiosk.clock.instant());
        other.made = made;
        other.artifacts.putAll(rig.kiosk.workshop.repository.artifacts);
        other.customs.putAll(rig.kiosk.workshop.repository.customs);
        other.publish();
        Files.write(directory.resolve("own-root.json"), other.firstRoot());
        Path own = copy(directory.resolve("served"));
        Workshop.deleteAll(own.resolve("metadata"));
        for (Map.Entry<String, byte[]> served : other.served.entrySet()) {
            if (!served.getKey().contains("/")) {
                Files.write(Files.createDirectories(own.resolve("metadata")).resolve(served.getKey()), served.getValue());
            }
        }
        return own;
    }

    private Path copy(Path served) throws IOException {
        Path mirror = directory.resolve("mirror");
        Workshop.copy(served, mirror);
        return mirror;
    }

    private void mirroredBy(PlayedServer mirror) throws Exception {
        rig.kiosk.hawkbit = OtaLife.hawkbit(server.address(), mirror.base(), rig.token);
        rig.kiosk.start();
    }

    private void ownRoot(PlayedServer repository, String root) throws Exception {
        rig.kiosk.hawkbit = OtaLife.hawkbit(server.address(), repository.base(), root, rig.token);
        rig.kiosk.start();
    }

    private void platformPublishesAndIsSeen() throws Exception {
        rig.kiosk.workshop.repository.publish();
        rig.kiosk.workshop.stick("served", rig.eight);
        platformIsSeen();
    }

    /** The platform names what is in force already, so that its metadata is looked at and nothing else. */
    private void platformIsSeen() {
        rig.life().hear(++instructions, rig.repository.base(), "ting/1.7/x86_64/MANIFEST");
        rig.life().goOn();
    }

    /** What hawkBit knew in the middle of a fetch. */
    private final List<String> heard = new ArrayList<>();
    private long instructions;
}
