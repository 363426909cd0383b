package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.http.PlayedServer;
import cn.ting.press.PressDesk;
import cn.ting.seal.Digest;
import cn.ting.slots.Disk;
import cn.ting.slots.Workshop;
import cn.ting.slots.Workshop.Made;
import cn.ting.tuf.Pen;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the release manager's tool makes is what kiosks take, by stick and by network. */
class PressedWayTest {

    /** Less than the root is in force, and more than a timestamp is. */
    private static final Duration FAR = Duration.ofDays(300);

    @TempDir
    Path directory;

    private OtaRig rig;
    private PressDesk desk;
    private Made eight;
    /** How far the clock of whoever publishes is ahead. */
    private Duration ahead = Duration.ZERO;

    @BeforeEach
    void begin() throws Exception {
        rig = new OtaRig(directory);
        desk = new PressDesk(directory.resolve("desk"), directory.resolve("pressed"), () -> rig.clock.instant().plus(ahead));
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

    /** By whoever answers for the time; and the disk has lost what would tell that the metadata is older than what was seen. */
    @Test
    void a_clock_that_is_set_back_makes_nothing_young_that_had_expired_when_something_newer_was_signed() throws Exception {
        Path old = directory.resolve("old");
        Workshop.copy(desk.repository, old);
        rig.clock.step(Duration.ofDays(8));
        desk.publishes(rig.workshop.make(9));
        namesWhatIsInForce();
        Workshop.deleteAll(directory.resolve("tuf"));
        Files.deleteIfExists(directory.resolve("tuf-copy"));
        rig.start();
        rig.life.setBack = Duration.ofDays(7);
        assertExpired(2, old);
    }

    @Test
    void what_the_platform_signed_elsewhere_is_a_measure_of_time_too() throws Exception {
        rig.life.setBack = Duration.ofMinutes(1);
        rig.life.anchored = rig.clock.instant().plus(Duration.ofDays(8));
        assertExpired(1, desk.repository);
    }

    private void assertExpired(long instruction, Path repository) throws Exception {
        try (PlayedServer server = new PlayedServer(repository)) {
            rig.life.hear(new ReleaseDocument(instruction, server.base(), eight.target("x86_64")));
            rig.life.goOn();
        }
        List<String> told = rig.life.told();
        assertEquals("refused  tuf.expired", told.get(told.size() - 1));
    }

    @Test
    void what_was_signed_by_a_clock_that_was_years_ahead_keeps_nothing_from_being_in_force() throws Exception {
        rig.workshop.repository.made = rig.clock.instant().plus(Duration.ofDays(400));
        rig.workshop.offer(eight);
        Files.copy(rig.workshop.stick("served", eight).resolve("metadata/1.root.json"), directory.resolve("root.json"), StandardCopyOption.REPLACE_EXISTING);
        try (PlayedServer server = new PlayedServer(directory.resolve("served"))) {
            for (long instruction = 1; instruction < 3; instruction++) {
                rig.life.hear(new ReleaseDocument(instruction, server.base(), eight.target("x86_64")));
                rig.life.goOn();
            }
        }
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told());
    }

    @Test
    void a_wrong_date_of_whoever_publishes_binds_only_until_the_platform_tells_the_time_and_is_told_of() throws Exception {
        rig.life.untold = true;
        publishesFarAhead();
        namesWhatIsInForce();
        desk.publishes(rig.workshop.make(10));
        assertExpired(2, desk.repository);
        rig.start();
        rig.life.goOn();
        assertEquals(List.of("ota.signed-ahead signed at 2027-09-19T01:30:00Z, and the platform says 2026-11-23T01:30:00Z"), signedAhead());
        assertFollowed(3);
        assertEquals(List.of(), signedAhead(), "what was signed since is dated rightly");
    }

    @Test
    void a_wrong_date_that_comes_while_the_platform_tells_the_time_is_told_of_at_once() throws Exception {
        publishesFarAhead();
        namesWhatIsInForce();
        assertEquals(1, signedAhead().size());
        desk.publishes(rig.workshop.make(10));
        assertFollowed(2);
        assertEquals(List.of(), signedAhead());
    }

    /** It noted what a stick said of itself, whoever answered for the time. */
    @Test
    void what_the_release_before_noted_binds_no_longer_either() throws Exception {
        releaseBeforeNoted(FAR);
        assertFollowed(1);
    }

    private void releaseBeforeNoted(Duration far) throws Exception {
        Files.writeString(directory.resolve("slots/journal"), """
                {"phase":"NONE","id":"","way":"","version":"","counter":0,"manifest":"","slot":"","cause":"","detail":"",
                "armed":0,"held":[],"outcomes":0,"newestSigned":%d,"stick":"","instruction":0,"action":""}
                """.formatted(rig.clock.instant().plus(far).toEpochMilli()));
        rig.start();
    }

    /** And not with the next one only: the root that exchanges them came with this try. */
    @Test
    void an_exchange_of_keys_by_the_root_forgets_a_wrong_date_though_nobody_tells_the_time() throws Exception {
        releaseBeforeNoted(FAR);
        rig.life.untold = true;
        assertExpired(1, desk.repository);
        Pen fresh = Pen.ed25519();
        String old = new ObjectMapper().readTree(desk.repository.resolve("metadata/1.root.json").toFile()).at("/signed/roles/timestamp/keyids/0").asText();
        assertEquals(0, desk.press("root", desk.repository, "--key", "timestamp=" + desk.pem(fresh), "--drop", "timestamp=" + old), desk.said());
        desk.sign("root", desk.roots[0], desk.roots[1]);
        assertEquals(0, desk.publish(desk.online, fresh), desk.said());
        assertFollowed(2);
    }

    private void publishesFarAhead() throws Exception {
        ahead = FAR;
        desk.publishes(rig.workshop.make(9));
        ahead = Duration.ZERO;
    }

    private void namesWhatIsInForce() throws Exception {
        try (PlayedServer server = new PlayedServer(desk.repository)) {
            rig.life.hear(new ReleaseDocument(1, server.base(), "ting/1.7/x86_64/MANIFEST"));
            rig.life.goOn();
        }
    }

    private void assertFollowed(long instruction) throws Exception {
        try (PlayedServer server = new PlayedServer(desk.repository)) {
            rig.life.hear(new ReleaseDocument(instruction, server.base(), eight.target("x86_64")));
            rig.life.goOn();
            rig.clock.step(Duration.ofMinutes(2));
            rig.life.goOn();
        }
        List<String> told = rig.life.told();
        assertEquals("fetched 1.8", told.isEmpty() ? "" : told.get(told.size() - 1), told.toString());
    }

    private List<String> signedAhead() {
        return rig.life.conditions.present().stream().filter(one -> one.fault() == OtaFault.SIGNED_AHEAD).map(one -> one.fault().code() + " " + one.detail()).toList();
    }

    /** Just too slow for what one try may take: each brings some of it. */
    @Test
    void what_advances_is_not_given_up_however_often_it_breaks_off() throws Exception {
        Made big = rig.workshop.make(10, new TreeMap<>(Map.of("bin/ting", new byte[1], "app/ting.jar", new byte[300_000])));
        desk.publishes(big, "--patches", "0");
        try (PlayedServer server = new PlayedServer(desk.repository)) {
            rig.life.hear(new ReleaseDocument(1, server.base(), big.target("x86_64")));
            failsHourly(server);
            server.breaks.put(Digest.sha256Hex(big.files().get("app/ting.jar")), 150_000);
            rig.life.look();
            failsHourly(server);
            rig.life.look();
        }
        assertEquals(List.of("offered 1.10", "fetched 1.10"), rig.life.told());
    }

    private void failsHourly(PlayedServer server) {
        server.statuses.put("/files/", 503);
        for (int hour = 2; hour < WebRoad.MOST_TRIES; hour++) {
            rig.life.look();
            rig.clock.step(Duration.ofHours(1));
        }
        server.statuses.clear();
    }

    /** Its name is known, for it was looked at before. */
    @Test
    void a_stick_that_was_put_in_again_is_gone_on_with_after_a_cut_in_the_midst_of_it() throws Exception {
        Path stick = Files.createDirectories(directory.resolve("stick"));
        assertEquals(0, desk.press("usb", "--directory", desk.repository, stick), desk.said());
        Path files = Files.move(stick.resolve("files"), directory.resolve("files"));
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.missing"), rig.life.told());
        Path pocket = Files.move(stick, directory.resolve("pocket"));
        Files.move(files, pocket.resolve("files"));
        rig.disk = new Disk() {
            @Override
            protected void make(Path directory) {
                throw new IllegalStateException("cut");
            }
        };
        rig.start();
        rig.life.look();
        Files.move(pocket, stick);
        rig.life.look();
        rig.disk = new Disk();
        rig.start();
        rig.life.goOn();
        assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told().subList(2, rig.life.told().size()));
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
