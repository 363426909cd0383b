package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.http.PlayedServer;
import cn.ting.press.PressDesk;
import cn.ting.slots.Workshop;
import cn.ting.slots.Workshop.Made;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the release manager's tool makes is what kiosks take, by stick and by network. */
class PressedWayTest {

    @TempDir
    Path directory;

    private OtaRig rig;
    private PressDesk desk;
    private Made eight;

    @BeforeEach
    void begin() throws Exception {
        rig = new OtaRig(directory);
        desk = new PressDesk(directory.resolve("desk"), directory.resolve("pressed"), rig.clock);
        eight = rig.workshop.make(8);
        desk.begin();
        desk.publishes(eight);
        Files.copy(desk.repository.resolve("metadata/1.root.json"), directory.resolve("root.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    @AfterEach
    void end() {
        rig.close();
    }

    @Test
    void a_stick_of_the_repository_brings_the_release_even_when_its_timestamp_is_over() throws Exception {
        rig.clock.step(Duration.ofDays(8));
        Path stick = Files.createDirectories(directory.resolve("stick"));
        assertEquals(0, desk.press("usb", "--directory", desk.repository, stick), desk.said());
        rig.life.goOn();
        rig.start();
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life.told());
    }

    @Test
    void a_server_that_shows_the_repository_brings_one_release_after_the_other_and_follows_an_exchange_of_keys() throws Exception {
        try (PlayedServer server = new PlayedServer(desk.repository)) {
            rig.life.hear(new ReleaseDocument(1, server.base(), eight.target("x86_64")));
            rig.life.goOn();
            assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told());
            rig.clock.step(Duration.ofHours(17));
            rig.life.goOn();
            rig.start();
            rig.clock.step(Duration.ofMinutes(1));
            rig.life.goOn();
            assertEquals(OtaRig.told("committed 1.8"), rig.life.told());

            Made nine = rig.workshop.make(9);
            desk.press("root", desk.repository, "--days", "500");
            desk.sign("root", desk.roots[1], desk.roots[2]);
            desk.publishes(nine);
            rig.life.hear(new ReleaseDocument(2, server.base(), nine.target("x86_64")));
            rig.life.goOn();
            assertEquals("fetched 1.9", rig.life.told().get(rig.life.told().size() - 1));
        }
    }

    @Test
    void room_for_the_ledger_is_left_on_the_disk() throws Exception {
        rig.reserve = Integer.MAX_VALUE;
        rig.start();
        assertEquals(0, desk.press("usb", "--directory", desk.repository, Files.createDirectories(directory.resolve("stick"))), desk.said());
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.full"), rig.life.told());
        assertTrue(Files.notExists(rig.directory.resolve("slots/b")));
    }

    @Test
    void a_strangers_stick_is_told_and_nothing_comes_of_it() throws Exception {
        Workshop theirs = new Workshop(Files.createDirectory(rig.directory.resolve("theirs")), rig.clock.instant());
        theirs.offer(theirs.make(9));
        Files.move(theirs.stick("stick", theirs.make(9)), rig.directory.resolve("stick"));
        rig.life.goOn();
        assertEquals(List.of("refused  tuf.unsigned"), rig.life.told());
        assertTrue(Files.notExists(rig.directory.resolve("slots/b")));
    }

    /** Or four thousand would ask at one moment, and again at one moment after each failure. */
    @Test
    void each_kiosk_asks_at_moments_of_its_own() throws Exception {
        rig.spread = Duration.ofHours(10);
        rig.start();
        try (PlayedServer server = new PlayedServer(desk.repository)) {
            rig.life.hear(new ReleaseDocument(1, server.base(), eight.target("x86_64")));
            rig.life.goOn();
            assertEquals(List.of(), rig.life.told());
            rig.clock.step(Duration.ofHours(10));
            rig.life.goOn();
            assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told());
        }
        SplittableRandom random = new SplittableRandom(5);
        for (int failures : List.of(1, 2, 7, 30)) {
            assertTrue(Stream.generate(() -> WebRoad.later(failures, random)).limit(50).distinct().count() > 40, "after " + failures);
        }
    }
}
