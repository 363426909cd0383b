package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.http.PlayedServer;
import cn.ting.slots.Workshop;
import cn.ting.trial.UpdateState.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 1.8 was committed, and 1.7 before it: what comes once the disk has lost some of 1.8, or of what says that it is committed. */
class AfterFallbackTest {

    @TempDir
    Path directory;

    private OtaRig rig;

    @BeforeEach
    void begin() throws Exception {
        rig = new OtaRig(directory);
        rig.bringEight();
        rig.start();
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
    }

    @AfterEach
    void end() {
        rig.close();
    }

    /** The disk loses some of 1.8, and the launcher goes back to 1.7. */
    private void fallBack() throws Exception {
        Files.delete(directory.resolve("slots").resolve(Files.readString(directory.resolve("slots/committed")).substring(0, 1)).resolve("MANIFEST"));
        rig.start();
        assertEquals(7, rig.running);
    }

    /** 1.9 came in the place of 1.8, or was taken back too. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"torn, NONE", "missing, NONE", "torn, FETCHED", "torn, ARMED"})
    void where_nobody_can_say_what_is_committed_that_is_told_and_the_release_before_serves_on(String how, Phase phase) throws Exception {
        if (phase != Phase.NONE) {
            fallBack();
            rig.life.onMains = phase == Phase.ARMED;
            rig.plugIn(rig.workshop.make(9));
            rig.life.goOn();
        }
        Path committed = directory.resolve("slots/committed");
        Files.delete(committed);
        if (how.equals("torn")) {
            Files.writeString(committed, "b 0123");
        }
        if (phase == Phase.ARMED) {
            rig.start();
            assertEquals(9, rig.running);
            rig.launcher.ended("ota.hung");
        }
        for (int starts = 0; starts < 2; starts++) {
            rig.start();
            assertEquals(7, rig.running);
            rig.life.goOn();
            assertEquals("fallback  ota.damaged", rig.life.told().get(rig.life.told().size() - 1));
            assertEquals(phase == Phase.ARMED, rig.life.told().contains("reverted 1.9 ota.hung"));
            assertEquals(1, rig.life.told().stream().filter("fallback  ota.damaged"::equals).count());
            assertTrue(rig.life.conditions.present().stream().anyMatch(one -> one.fault() == OtaFault.FALLBACK && one.detail().contains("ting install")
                    && one.detail().endsWith("1.7 serves")), rig.life.conditions.present().toString());
            assertEquals(Optional.empty(), rig.life.ended, "what could not be kept is not tried");
        }
    }

    @Test
    void after_a_fallback_the_release_that_is_damaged_can_be_brought_again_and_counts_once_it_serves() throws Exception {
        Path served = rig.workshop.stick("served", rig.workshop.make(8));
        try (PlayedServer server = new PlayedServer(served)) {
            for (String way : List.of("platform", "stick")) {
                fallBack();
                Files.move(directory.resolve("stick"), directory.resolve("away"));
                rig.life.look();
                assertTrue(rig.life.conditions.has(OtaFault.FALLBACK));
                if (way.equals("platform")) {
                    rig.life.hear(new ReleaseDocument(1, server.base(), rig.workshop.make(8).target("x86_64")));
                    rig.life.look();
                    rig.clock.step(Duration.ofHours(17));
                    rig.life.look();
                }
                Files.move(directory.resolve("away"), directory.resolve("stick"));
                rig.life.goOn();
                assertEquals(Optional.of(0), rig.life.ended, way + rig.life.told());
                rig.start();
                assertEquals(8, rig.running);
                rig.life.goOn();
                assertEquals("committed 1.8", rig.life.told().get(rig.life.told().size() - 1));
                assertEquals(List.of("8", "7"), List.of(rig.counter("committed"), rig.counter("previous")));
                assertEquals(List.of(), rig.life.conditions.present());
            }
        }
        assertEquals(3, rig.life.told().stream().filter("committed 1.8"::equals).count());
    }

    /** 1.8 is committed, damaged, and 1.7 serves: 1.9 comes in place of 1.8. */
    @Test
    void after_a_fallback_a_bad_release_is_taken_back_to_what_served_and_a_good_one_is_kept() throws Exception {
        fallBack();
        for (String end : List.of("reverted 1.9 ota.hung", "committed 1.10")) {
            rig.plugIn(rig.workshop.make(end.startsWith("committed") ? 10 : 9));
            rig.life.goOn();
            assertEquals(Optional.of(0), rig.life.ended, rig.life.told().toString());
            rig.start();
            rig.life.goOn();
            if (end.startsWith("committed")) {
                rig.clock.step(Duration.ofMinutes(1));
            } else {
                rig.launcher.ended("ota.hung");
                rig.start();
                assertEquals(7, rig.running);
            }
            rig.life.goOn();
            assertEquals(end, rig.life.told().get(rig.life.told().size() - 1));
            assertEquals(!end.startsWith("committed"), rig.life.conditions.has(OtaFault.FALLBACK), "as long as it is so, in every process");
        }
        assertEquals(List.of("10", "7"), List.of(rig.counter("committed"), rig.counter("previous")));
        rig.start();
        assertEquals(10, rig.running);
    }

    /** The launcher went back to 1.7, and 1.8 is brought once more. */
    @Test
    void a_committed_release_that_was_damaged_is_mended_by_the_same_one() throws Exception {
        fallBack();
        Workshop.deleteAll(rig.directory.resolve("stick"));
        rig.life.goOn();
        rig.plugIn(rig.workshop.make(8));
        rig.life.goOn();
        rig.start();
        assertEquals(8, rig.running);
        rig.life.goOn();
        assertEquals("committed 1.8", rig.life.told().get(rig.life.told().size() - 1));
        assertEquals("7", rig.counter("previous"));
    }
}
