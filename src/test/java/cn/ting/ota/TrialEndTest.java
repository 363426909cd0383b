package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.http.PlayedServer;
import cn.ting.slots.Disk;
import cn.ting.trial.TrialJudge;
import cn.ting.trial.UpdateState.Phase;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 1.8 was brought and is to be tried: what ends a trial that neither its gates nor the launcher end. */
class TrialEndTest {

    @TempDir
    Path directory;

    private OtaRig rig;
    private Path inTheWay;

    @BeforeEach
    void begin() throws Exception {
        rig = new OtaRig(directory);
        rig.bringEight();
    }

    private void stuck(Disk disk) throws Exception {
        rig.disk = disk;
        rig.start();
        rig.life.goOn();
        inTheWay = Files.createDirectories(directory.resolve("slots/committed.new/in-the-way"));
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        assertTrue(rig.life.conditions.has(OtaFault.SLOTS));
        assertEquals(Optional.empty(), rig.life.ended, "it may yet be kept");
    }

    @AfterEach
    void end() {
        rig.close();
    }

    @Test
    void a_release_that_cannot_be_kept_is_taken_back_in_time_once_nobody_is_served_and_says_why() throws Exception {
        stuck(new Disk());
        rig.clock.step(Duration.ofMinutes(30));
        rig.life.visits.begin(new Milestone.Began("touch"));
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended, "whoever is served goes first");
        rig.life.visits.end(EndReason.BUTTON);
        rig.life.goOn();
        assertEquals(Optional.of(TrialJudge.FAILED), rig.life.ended);

        Files.delete(inTheWay);
        rig.launcher.ended("ota.exited");
        rig.start();
        rig.life.goOn();
        assertEquals(7, rig.running);
        assertEquals(OtaRig.told("reverted 1.8 ota.slots"), rig.life.told());
    }

    /** Something is there to be noted, and the note before it is one that nobody has read. */
    @Test
    void a_journal_that_the_disk_does_not_give_for_now_is_not_written_over() throws Exception {
        rig.start();
        rig.launcher.ended("ota.hung");
        AtomicBoolean failing = new AtomicBoolean(true);
        rig.disk = new Disk() {
            @Override
            protected InputStream read(Path file) throws IOException {
                if (failing.get() && file.endsWith("journal")) {
                    throw new IOException("Input/output error");
                }
                return super.read(file);
            }
        };
        rig.start();
        rig.life.goOn();
        assertTrue(rig.life.conditions.has(OtaFault.SLOTS));
        failing.set(false);
        rig.life.goOn();
        assertEquals(OtaRig.told("reverted 1.8 ota.hung"), rig.life.told());
        assertFalse(rig.life.conditions.has(OtaFault.SLOTS));
    }

    /** In the half minute between its gates and its being kept. */
    @ParameterizedTest
    @ValueSource(strings = {"ledger", "page", "device printer"})
    void what_breaks_after_the_gates_have_passed_keeps_a_release_from_being_kept_until_it_holds_again(String lost) throws Exception {
        breaksAfterTheGates(lost);
        rig.life.holding.add(lost);
        rig.life.goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life.told());
    }

    @Test
    void what_stays_broken_after_the_gates_takes_the_release_back_once_nobody_is_served() throws Exception {
        breaksAfterTheGates("device printer");
        rig.clock.step(Duration.ofMinutes(30));
        rig.life.visits.begin(new Milestone.Began("touch"));
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended, "whoever is served goes first");
        rig.life.visits.end(EndReason.BUTTON);
        rig.life.goOn();
        assertEquals(Optional.of(TrialJudge.FAILED), rig.life.ended);
        rig.launcher.ended("ota.exited");
        rig.start();
        rig.life.goOn();
        assertEquals(7, rig.running);
        assertEquals(OtaRig.told("reverted 1.8 ota.gate"), rig.life.told());
        assertEquals("device printer", rig.life.tells("detail"));
    }

    private void breaksAfterTheGates(String lost) throws Exception {
        rig.start();
        rig.life.goOn();
        assertFalse(rig.life.conditions.has(OtaFault.ON_TRIAL));
        rig.life.holding.remove(lost);
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        assertEquals(OtaRig.BROUGHT, rig.life.told());
        assertEquals(Optional.empty(), rig.life.ended, "it may come back");
    }

    @Test
    void a_full_disk_takes_nothing_back_and_the_release_is_kept_once_there_is_room() throws Exception {
        stuck(new Disk() {
            @Override
            public long usable(Path where) throws IOException {
                return 1_000;
            }
        });
        rig.clock.step(Duration.ofHours(5));
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended);
        Files.delete(inTheWay);
        rig.life.goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life.told());
    }

    @Test
    void a_release_that_thinks_the_battery_empty_is_armed_three_times_where_there_are_mains_and_taken_back() throws Exception {
        for (int times = 0; times < 3; times++) {
            assertEquals(Optional.of(0), rig.life.ended);
            rig.start();
            assertEquals(8, rig.running);
            rig.life.look();
            rig.launcher.parked();
            rig.start();
            assertEquals(7, rig.running);
            rig.life.onMains = times != 1;
            rig.life.goOn();
            assertEquals(times == 0 ? Optional.of(0) : Optional.empty(), rig.life.ended, "where the committed one sees no mains either, it waits for them");
            rig.life.onMains = true;
            rig.life.goOn();
        }
        assertEquals(OtaRig.told("reverted 1.8 ota.parked"), rig.life.told());
        assertEquals(Optional.empty(), rig.life.ended);
    }

    /** 1.8 was committed, and 1.7 before it; 1.9 came in the place of 1.8, or was taken back too. */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"torn, NONE", "missing, NONE", "torn, FETCHED", "torn, ARMED"})
    void where_nobody_can_say_what_is_committed_that_is_told_and_the_release_before_serves_on(String how, Phase phase) throws Exception {
        rig.start();
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        if (phase != Phase.NONE) {
            rig.damageCommitted();
            rig.start();
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
            assertEquals(1, rig.life.told().stream().filter("fallback  ota.damaged"::equals).count());
            assertTrue(rig.life.conditions.present().stream().anyMatch(one -> one.fault() == OtaFault.FALLBACK && one.detail().contains("ting install")
                    && one.detail().endsWith("1.7 serves")), rig.life.conditions.present().toString());
            assertEquals(Optional.empty(), rig.life.ended, "what could not be kept is not tried");
        }
    }

    @Test
    void after_a_fallback_the_release_that_is_damaged_can_be_brought_again_and_counts_once_it_serves() throws Exception {
        rig.start();
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        Path served = rig.workshop.stick("served", rig.workshop.make(8));
        try (PlayedServer server = new PlayedServer(served)) {
            for (String way : List.of("platform", "stick")) {
                rig.damageCommitted();
                rig.start();
                assertEquals(7, rig.running);
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
}
