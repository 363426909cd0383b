package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.http.PlayedServer;
import cn.ting.http.TlsFront;
import cn.ting.slots.Disk;
import cn.ting.slots.Workshop.Made;
import cn.ting.slots.Workshop;
import cn.ting.trial.Journal;
import cn.ting.trial.TrialJudge;
import cn.ting.trial.UpdateState;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a release that must not be, or whose server is not believed, and of small files that somebody changed. */
class UpdateRefusedTest {

    @TempDir
    Path directory;

    private OtaRig rig;

    @BeforeEach
    void begin() throws Exception {
        rig = new OtaRig(directory);
    }

    @AfterEach
    void end() {
        rig.close();
    }

    @Test
    void what_was_changed_in_its_slot_before_the_switch_is_refused() throws Exception {
        rig.life.onMains = false;
        rig.bringEight();
        Files.writeString(rig.directory.resolve("slots/b/app/ting.jar"), "RELEASE 8");
        rig.life.onMains = true;
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended);
        assertEquals(List.of("offered 1.8", "fetched 1.8", "refused 1.8 ota.mark"), rig.life.told());
    }

    @Test
    void what_the_disk_loses_of_a_release_that_waits_is_told_as_damage_and_nobodys_hand_is_blamed() throws Exception {
        rig.life.onMains = false;
        rig.bringEight();
        Files.delete(rig.directory.resolve("slots/b/MANIFEST"));
        rig.life.goOn();
        rig.life.onMains = true;
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended);
        assertEquals(List.of("offered 1.8", "fetched 1.8", "refused 1.8 ota.missing"), rig.life.told());
        assertTrue(rig.life.conditions.has(OtaFault.REFUSED));
    }

    @Test
    void a_trial_whose_pointers_are_tampered_with_ends_in_bounded_time() throws Exception {
        rig.bringEight();
        rig.start();
        String committed = Files.readString(rig.directory.resolve("slots/committed"));
        Files.writeString(rig.directory.resolve("slots/committed"), "b rm -rf\n");
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended);
        rig.clock.step(Duration.ofMinutes(2));
        rig.life.goOn();
        assertEquals(Optional.of(TrialJudge.FAILED), rig.life.ended);
        Files.writeString(rig.directory.resolve("slots/committed"), committed);
        rig.launcher.ended("ota.exited");
        rig.start();
        rig.life.goOn();
        assertEquals(OtaRig.told("reverted 1.8 ota.exited"), rig.life.told());
    }

    @Test
    void a_lost_or_hostile_journal_loses_no_update() throws Exception {
        rig.bringEight();
        for (String hostile : List.of("", "{", "[]", "{\"phase\":\"FLYING\"}", "{\"phase\":\"ARMED\"}", "x".repeat(70_000))) {
            Files.writeString(rig.directory.resolve("slots/journal"), hostile);
            Journal journal = new Journal(rig.workshop.slots(new Disk()));
            journal.open();
            assertEquals(UpdateState.FIRST, journal.state(), hostile);
        }
        rig.start();
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life.told());
    }

    @Test
    void what_the_launcher_did_by_itself_is_told_once() throws Exception {
        Files.writeString(rig.directory.resolve("slots/outcomes"), "1 - fallback ota.damaged 1.7\n");
        rig.life.goOn();
        rig.start();
        rig.life.goOn();
        assertEquals(List.of("fallback 1.7 ota.damaged"), rig.life.told());
        Files.writeString(rig.directory.resolve("slots/outcomes"), "1 - fallback ota.damaged 1.7\n2 - refused ota.unsigned 1.9\n");
        rig.life.goOn();
        assertEquals(List.of("fallback 1.7 ota.damaged", "fallback 1.9 ota.unsigned"), rig.life.told());
        assertEquals(List.of(), rig.life.conditions.present(), "the committed one serves");
        Files.writeString(rig.directory.resolve("slots/outcomes"), "1 - fallback ota.damaged 1.5\n");
        rig.life.goOn();
        assertEquals("fallback 1.5 ota.damaged", rig.life.told().get(rig.life.told().size() - 1), "counted anew");
    }

    /** Nobody had heard of it before the trial began: the disk may not have given it. */
    @ParameterizedTest
    @ValueSource(strings = {"reverted", "refused"})
    void what_the_launcher_did_before_it_took_a_release_back_is_told_too_and_each_once(String how) throws Exception {
        rig.bringEight();
        rig.start();
        String id = Files.readString(rig.directory.resolve("slots/trial")).strip().replaceAll(".* ", "");
        Files.writeString(rig.directory.resolve("slots/outcomes"), "1 - fallback ota.damaged 1.5\n2 " + id + " " + how + " ota.hung 1.8\n");
        Files.delete(rig.directory.resolve("slots/trial"));
        for (int starts = 0; starts < 2; starts++) {
            rig.start();
            rig.life.goOn();
            assertEquals(Stream.concat(OtaRig.told("reverted 1.8 ota.hung").stream(), Stream.of("fallback 1.5 ota.damaged")).toList(), rig.life.told());
        }
    }

    @Test
    void whom_to_believe_is_for_a_person_to_mend_and_told_of_at_once_while_the_kiosk_serves_on() throws Exception {
        Made eight = rig.workshop.make(8);
        try (PlayedServer server = new PlayedServer(serve(eight)); TlsFront front = new TlsFront(directory.resolve("keys"), server.base())) {
            Path authority = directory.resolve("authority.pem");
            rig.authority = authority.toString();
            rig.start();
            rig.life.look();
            assertEquals("[platform: the certificates of authorities in " + authority + " cannot be read: NoSuchFileException]", wanting(),
                    "before any release needs it");
            Files.copy(Path.of(front.authorityFile("stranger")), authority);
            rig.clock.step(Duration.ofMinutes(10));
            rig.life.look();
            assertEquals("[]", wanting());
            rig.life.hear(new ReleaseDocument(1, front.address("localhost"), eight.target("x86_64")));
            rig.life.look();
            assertTrue(wanting().startsWith("[platform: tuf.unreachable: "), wanting());
            assertEquals(List.of(), rig.life.told());
            assertEquals(Optional.empty(), rig.life.ended);

            Files.delete(authority);
            rig.clock.step(Duration.ofMinutes(10));
            rig.life.look();
            Files.copy(Path.of(front.authorityFile("area")), authority);
            rig.clock.step(Duration.ofMinutes(10));
            rig.life.look();
            assertEquals(List.of("offered 1.8", "fetched 1.8"), rig.life.told(), "it goes on at once");
            assertEquals("[]", wanting());
        }
    }

    @Test
    void where_nobody_mends_it_the_release_is_refused_with_that_cause() throws Exception {
        rig.authority = directory.resolve("nowhere.pem").toString();
        rig.start();
        rig.life.hear(new ReleaseDocument(1, URI.create("https://localhost:1"), "ting/1.8/x86_64/MANIFEST"));
        for (int hour = 0; hour < 40; hour++) {
            rig.life.look();
            rig.clock.step(Duration.ofHours(1));
        }
        assertEquals(List.of("refused  ota.server"), rig.life.told());
    }

    @Test
    void a_fault_of_this_program_in_the_midst_of_a_release_is_no_reason_to_ask_for_it_again_at_once() throws Exception {
        Made eight = rig.workshop.make(8);
        try (PlayedServer server = new PlayedServer(serve(eight))) {
            rig.life.serving = () -> {
                if (server.asked.isEmpty()) {
                    return false;
                }
                throw new IllegalStateException("our own");
            };
            rig.life.hear(new ReleaseDocument(1, server.base(), eight.target("x86_64")));
            rig.life.goOn();
            assertEquals(1, server.asked.size());
            for (int hour = 0; hour < 40; hour++) {
                rig.clock.step(Duration.ofHours(1));
                rig.life.look();
            }
        }
        assertEquals(List.of("offered 1.8", "refused 1.8 ota.broken"), rig.life.told());
    }

    @Test
    void a_release_whose_gates_break_is_taken_back_in_time_and_says_why() throws Exception {
        for (Throwable broken : List.of(new IllegalStateException("of the new release"), new NoClassDefFoundError("cn/ting/health/OwnPage"))) {
            rig.bringEight();
            rig.start();
            rig.life.meanwhile = () -> OtaRig.sneak(broken);
            rig.life.goOn();
            assertEquals(Optional.empty(), rig.life.ended, "it may yet pass");
            rig.clock.step(Duration.ofMinutes(2));
            rig.life.goOn();
            assertEquals(Optional.of(TrialJudge.FAILED), rig.life.ended);
            rig.launcher.ended("ota.exited");
            rig.start();
            rig.life.goOn();
            assertEquals(7, rig.running);
            assertEquals("ota.broken " + broken, rig.life.tells("cause", "detail"));
            Workshop.deleteAll(rig.directory.resolve("stick"));
            rig.life.goOn();
        }
    }

    @Test
    void a_release_whose_gates_never_answer_is_taken_back_though_its_page_answers() throws Exception {
        rig.bringEight();
        rig.start();
        Semaphore never = new Semaphore(0);
        CountDownLatch asked = new CountDownLatch(1);
        rig.life.meanwhile = () -> {
            asked.countDown();
            never.acquireUninterruptibly();
        };
        Thread looking = new Thread(rig.life::look, "looking-for-ever");
        looking.start();
        assertTrue(asked.await(60, TimeUnit.SECONDS));
        rig.clock.step(Duration.ofMinutes(3));
        assertEquals(Optional.of(TrialJudge.FAILED), rig.life.ended);
        never.release();
        looking.join();
    }

    @Test
    void a_root_that_the_disk_has_damaged_is_begun_anew_and_refuses_no_release_for_ever() throws Exception {
        Made eight = rig.workshop.make(8);
        try (PlayedServer server = new PlayedServer(serve(eight))) {
            Path root = directory.resolve("tuf/root.json");
            Path first = directory.resolve("root.json");
            Path away = directory.resolve("away.json");
            for (int version = 1; version <= 3; version++) {
                if (version == 3) {
                    // The copy that the second look made of what the first one found is begun with, and no older root.
                    Files.writeString(root, "lost");
                    Files.move(first, away);
                }
                rig.life.hear(new ReleaseDocument(version, server.base(), "ting/1.8/x86_64/OTHER"));
                rig.life.goOn();
            }
            Files.move(away, first);
            Files.writeString(root, "lost");
            Files.writeString(directory.resolve("tuf-copy/root.json"), "lost too");
            rig.life.hear(new ReleaseDocument(4, server.base(), eight.target("x86_64")));
            rig.life.goOn();
        }
        assertEquals(List.of("refused  ota.no-release", "refused  ota.no-release", "refused  ota.no-release", "offered 1.8", "fetched 1.8"), rig.life.told());
    }

    private String wanting() {
        return rig.life.conditions.present().stream().filter(one -> one.fault() == OtaFault.SERVER).map(one -> one.subject() + ": " + one.detail()).toList()
                .toString();
    }

    private Path serve(Made made) throws Exception {
        rig.workshop.offer(made);
        return rig.workshop.stick("served", made);
    }
}
