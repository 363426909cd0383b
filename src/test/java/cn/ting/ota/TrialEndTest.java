package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.slots.Disk;
import cn.ting.trial.TrialJudge;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

    private void assertGivenUpOnceNobodyIsServed() throws Exception {
        rig.clock.step(Duration.ofMinutes(30));
        rig.life.visits.begin(new Milestone.Began("touch"));
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended, "whoever is served goes first");
        rig.life.visits.end(EndReason.BUTTON);
        rig.life.goOn();
        assertEquals(Optional.of(TrialJudge.FAILED), rig.life.ended);
    }

    @Test
    void a_release_that_cannot_be_kept_is_taken_back_in_time_once_nobody_is_served_and_says_why() throws Exception {
        stuck(new Disk());
        assertGivenUpOnceNobodyIsServed();

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
        assertGivenUpOnceNobodyIsServed();
        rig.launcher.ended("ota.exited");
        rig.start();
        rig.life.goOn();
        assertEquals(7, rig.running);
        assertEquals(OtaRig.told("reverted 1.8 ota.gate"), rig.life.told());
        assertEquals("device printer", rig.life.tells("detail"));
    }

    @Test
    void what_falls_silent_on_battery_costs_a_release_nothing_and_has_its_ten_minutes_once_there_are_mains() throws Exception {
        breaksAfterTheGates("device printer");
        rig.life.onMains = false;
        rig.life.heard = false;
        rig.clock.step(Duration.ofMinutes(30));
        rig.life.goOn();
        rig.life.onMains = true;
        rig.clock.step(Duration.ofMinutes(5));
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended, "a printer needs a while to be there again");
        rig.life.holding.add("device printer");
        rig.life.goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life.told());
    }

    /** However long it waited for the platform before: what is missed for the first time may be a printer that somebody switches off and on. */
    @Test
    void what_is_missed_late_has_ten_minutes_of_its_own_to_come_back() throws Exception {
        rig.start();
        rig.life.heard = false;
        rig.life.goOn();
        rig.clock.step(Duration.ofHours(1));
        rig.life.holding.remove("device printer");
        rig.life.goOn();
        rig.clock.step(Duration.ofMinutes(9));
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended);
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        assertEquals(Optional.of(TrialJudge.FAILED), rig.life.ended);
    }

    @Test
    void what_breaks_again_and_again_while_the_platform_is_waited_for_is_counted_from_the_last_time() throws Exception {
        breaksAfterTheGates("device printer");
        rig.life.heard = false;
        rig.clock.step(Duration.ofMinutes(13));
        rig.life.goOn();
        rig.life.heard = true;
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended, "nobody looked whether it was there meanwhile");
    }

    /** They passed, and hang when they are asked once more: the page goes on, and residents are served by what is never kept. */
    @Test
    void gates_that_hang_once_they_have_passed_end_the_trial_in_time_when_nobody_is_served() throws Exception {
        rig.start();
        rig.life.goOn();
        Semaphore never = new Semaphore(0);
        CountDownLatch asked = new CountDownLatch(1);
        rig.life.meanwhile = () -> {
            asked.countDown();
            never.acquireUninterruptibly();
        };
        rig.clock.step(Duration.ofMinutes(1));
        Thread looking = new Thread(rig.life::look, "looking-for-ever");
        looking.start();
        assertTrue(asked.await(60, TimeUnit.SECONDS));
        rig.clock.step(Duration.ofMinutes(24).plusSeconds(30));
        rig.life.visits.begin(new Milestone.Began("touch"));
        rig.clock.step(Duration.ofSeconds(40));
        assertEquals(Optional.empty(), rig.life.ended, "whoever is served goes first");
        rig.life.visits.end(EndReason.BUTTON);
        rig.clock.step(Duration.ofMinutes(1));
        assertEquals(Optional.of(TrialJudge.FAILED), rig.life.ended);
        never.release();
        looking.join();
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
        AtomicLong room = new AtomicLong(1_000);
        stuck(new Disk() {
            @Override
            public long usable(Path where) throws IOException {
                return room.get();
            }
        });
        rig.clock.step(Duration.ofHours(5));
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended);
        room.set(Long.MAX_VALUE);
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended, "what else is in the way is so since now");
        Files.delete(inTheWay);
        rig.life.goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life.told());
    }

    /** The machine runs on by its battery, what the mains feed does not: while they are away, or come back within the gates' time. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void where_the_mains_go_before_the_gates_have_passed_a_good_release_is_tried_once_more(boolean back) throws Exception {
        rig.start();
        rig.life.holding.remove("device printer");
        rig.life.onMains = false;
        rig.life.goOn();
        rig.life.onMains = back;
        rig.clock.step(OtaLife.SETTINGS.gates());
        rig.life.goOn();
        assertEquals(Optional.of(75), rig.life.ended, "as at an empty battery");
        rig.launcher.parked();
        rig.start();
        assertEquals(7, rig.running);
        rig.life.onMains = false;
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended, "it waits for the mains");
        rig.life.onMains = true;
        rig.life.goOn();
        rig.start();
        assertEquals(8, rig.running);
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life.told());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "device printer"})
    void a_release_that_thinks_the_battery_empty_is_armed_three_times_where_there_are_mains_and_taken_back(String lacks) throws Exception {
        for (int times = 0; times < 3; times++) {
            assertEquals(Optional.of(0), rig.life.ended);
            rig.start();
            assertEquals(8, rig.running);
            rig.life.onMains = !rig.life.holding.remove(lacks);
            rig.clock.step(Duration.ofMinutes(rig.life.onMains ? 0 : 2));
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
        assertTrue(rig.life.tells("detail").endsWith(lacks), rig.life.tells("detail"));
        assertEquals(Optional.empty(), rig.life.ended);
    }
}
