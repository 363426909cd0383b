package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.slots.Workshop;
import cn.ting.slots.Workshop.Made;
import cn.ting.store.LaterLedger;
import cn.ting.trial.TrialJudge;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.WholeBook;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a release that a technician brings, over processes, failing gates and silence. */
class UpdateTest {

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

    /** As {@code ting install} leaves it, with the kiosk stopped: noted, then committed. */
    @Test
    void what_a_technician_brought_by_hand_is_told_once_and_only_when_it_is_what_starts() throws Exception {
        Made eight = rig.workshop.make(8);
        Path brought = rig.directory.resolve("slots/brought");
        String note = "b " + eight.manifest().sha256() + " 8 1.8 hand-0123456789abcdef 区里同意回退，见工单 17\n";
        Files.writeString(brought, note);
        rig.start();
        rig.life.goOn();
        assertEquals(List.of(), rig.life.told(), "it was cut short before it counted");

        rig.workshop.commit(eight, "b");
        for (int starts = 0; starts < 2; starts++) {
            rig.start();
            rig.life.goOn();
            assertEquals(List.of("committed 1.8"), rig.life.told());
        }
        assertEquals("hand 8 区里同意回退，见工单 17", rig.life.tells("way", "counter", "detail"));
        Files.writeString(brought, "torn");
        rig.start();
        rig.life.goOn();
        assertEquals(List.of("committed 1.8"), rig.life.told());
        assertTrue(rig.life.conditions.present().isEmpty(), "" + rig.life.conditions.present());
    }

    /** 1.8 waits in slot b; then, with the kiosk stopped, the same or another comes into that slot by hand, or begins to. */
    @Test
    void what_waited_and_was_overtaken_by_hand_is_told_for_that_and_nothing_is_tried() throws Exception {
        rig.life.onMains = false;
        rig.bringEight();
        assertEquals(OtaRig.BROUGHT.subList(0, 2), rig.life.told());
        Files.delete(rig.directory.resolve("slots/b/MANIFEST"));
        byHandOvertaken(List.of("offered 1.8", "fetched 1.8", "refused 1.8 ota.superseded"));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9})
    void a_release_that_waited_is_not_told_as_damaged_or_twice_where_it_or_another_was_installed_by_hand(int counter) throws Exception {
        rig.life.onMains = false;
        rig.bringEight();
        Made made = rig.workshop.make(counter);
        Workshop.deleteAll(rig.directory.resolve("slots/b"));
        Files.writeString(rig.directory.resolve("slots/brought"), "b " + made.manifest().sha256() + " " + counter + " 1." + counter + " hand-0123456789abcdef\n");
        rig.workshop.commit(made, "b");
        byHandOvertaken(List.of("offered 1.8", "fetched 1.8", "refused 1.8 ota.superseded", "committed 1." + counter));
        assertEquals("hand", rig.life.tells("way"));
    }

    private void byHandOvertaken(List<String> told) throws Exception {
        for (int starts = 0; starts < 2; starts++) {
            rig.start();
            rig.life.goOn();
            assertEquals(Optional.empty(), rig.life.ended);
            assertEquals(told, rig.life.told());
            assertTrue(rig.life.conditions.present().isEmpty(), "" + rig.life.conditions.present());
        }
    }

    @Test
    void a_release_from_a_stick_is_tried_at_once_kept_when_the_platform_is_heard_and_told_after_that() throws Exception {
        rig.bringEight();
        assertEquals(Optional.of(0), rig.life.ended);
        assertEquals(OtaRig.BROUGHT.subList(0, 2), rig.life.told());
        assertTrue(rig.life.visits.begin(new Milestone.Began("touch")).isEmpty(), "nobody is taken in by a kiosk that ends");

        rig.start();
        assertEquals(8, rig.running);
        rig.life.goOn();
        assertEquals(OtaRig.BROUGHT, rig.life.told(), "it has not run for long");
        assertFalse(rig.life.others, "nothing else may end a process on trial");
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();

        assertEquals(OtaRig.told("committed 1.8"), rig.life.told());
        assertTrue(rig.life.others);
        assertEquals(List.of("8", "7"), List.of(rig.counter("committed"), rig.counter("previous")));
        assertEquals(Optional.empty(), rig.life.ended);
        rig.start();
        assertEquals(8, rig.running);
        rig.life.goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life.told(), "the stick is still there");
    }

    @Test
    void nobody_is_served_before_the_gates_have_passed() throws Exception {
        rig.bringEight();
        rig.start();
        rig.life.holding.remove("device printer");
        rig.life.goOn();
        assertTrue(rig.life.visits.begin(new Milestone.Began("touch")).isEmpty());
        assertTrue(rig.life.conditions.has(OtaFault.ON_TRIAL));

        rig.life.holding.add("device printer");
        rig.life.goOn();
        assertTrue(rig.life.visits.begin(new Milestone.Began("touch")).isPresent());
        assertFalse(rig.life.conditions.has(OtaFault.ON_TRIAL));
        rig.clock.step(Duration.ofSeconds(50));
        rig.life.visits.touch();
        rig.clock.step(Duration.ofSeconds(50));
        rig.life.goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life.told(), "a visit is no hindrance");
        assertTrue(rig.life.visits.current().isPresent());
    }

    @ParameterizedTest(name = "a release that loses the {0}")
    @ValueSource(strings = {"device printer", "ledger", "page"})
    void a_release_that_loses_the_printer_or_cannot_open_the_ledger_is_taken_back_and_why_is_told_once(String lost) throws Exception {
        rig.bringEight();
        rig.start();
        rig.life.holding.remove(lost);
        rig.clock.step(Duration.ofMinutes(2));
        rig.life.goOn();
        assertEquals(Optional.of(TrialJudge.FAILED), rig.life.ended);
        rig.launcher.ended("ota.exited");

        for (int i = 0; i < 2; i++) {
            rig.start();
            assertEquals(7, rig.running);
            rig.life.goOn();
            assertEquals(OtaRig.told("reverted 1.8 ota.gate"), rig.life.told());
            assertTrue(rig.life.conditions.present().stream().anyMatch(one -> one.detail().contains(lost)));
        }
        assertEquals(Optional.empty(), rig.life.ended, "what was taken back is not tried again by itself");
    }

    @Test
    void a_release_that_can_make_no_slip_is_taken_back_at_once() throws Exception {
        rig.bringEight();
        rig.start();
        rig.life.holding.remove("slip");
        rig.life.broken.put("slip", "NoClassDefFoundError: cn/ting/code/QrCode");
        rig.life.goOn();
        assertEquals(Optional.of(TrialJudge.FAILED), rig.life.ended, "nobody waits two minutes for what time does not mend");
        rig.launcher.ended("ota.exited");
        rig.start();
        rig.life.goOn();
        assertEquals(7, rig.running);
        assertEquals(OtaRig.told("reverted 1.8 ota.slip"), rig.life.told());
        assertTrue(rig.life.conditions.present().stream().anyMatch(one -> one.detail().contains("QrCode")));
    }

    @Test
    void a_sheet_that_the_release_before_could_not_make_either_is_no_fault_of_this_one() throws Exception {
        rig.bringEight();
        rig.start();
        rig.life.broken.put("sheet", "IllegalStateException");
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life.told());
    }

    private void hangsAndIsTakenBack() throws Exception {
        rig.life.goOn();
        rig.launcher.ended("ota.hung");
        rig.start();
        rig.life.goOn();
        assertEquals(7, rig.running);
        assertEquals(OtaRig.told("reverted 1.8 ota.hung"), rig.life.told());
    }

    @Test
    void the_release_before_serves_the_ledger_that_a_later_one_has_widened_and_the_chain_goes_on() throws Exception {
        rig.bringEight();
        rig.start();
        LaterLedger.widen(rig.life.ledger);
        hangsAndIsTakenBack();
        assertTrue(rig.life.visits.begin(new Milestone.Began("touch")).isPresent());
        rig.life.close();
        assertEquals("", WholeBook.breaks(rig.directory.resolve("ledger.db")));
    }

    @Test
    void a_device_that_was_silent_before_keeps_no_release_from_being_kept() throws Exception {
        rig.life.holding.remove("device printer");
        rig.bringEight();
        rig.start();
        rig.life.holding.remove("device printer");
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life.told());
    }

    @Test
    void a_release_that_ends_or_hangs_is_taken_back_for_the_launchers_reason() throws Exception {
        rig.bringEight();
        rig.start();
        hangsAndIsTakenBack();
    }

    @Test
    void a_release_that_loses_the_network_is_kept_for_an_outage_takes_nothing_back() throws Exception {
        rig.bringEight();
        rig.start();
        rig.life.heard = false;
        rig.life.goOn();
        rig.clock.step(Duration.ofMinutes(14));
        rig.life.goOn();
        assertEquals(OtaRig.BROUGHT, rig.life.told());
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        assertEquals(OtaRig.told("committed 1.8"), rig.life.told());
    }

    @Test
    void power_that_flickers_costs_a_trial_its_tries_and_a_committed_release_none() throws Exception {
        rig.bringEight();
        for (int i = 0; i < 3; i++) {
            rig.start();
            assertEquals(8, rig.running);
        }
        for (int i = 0; i < 5; i++) {
            rig.start();
            assertEquals(7, rig.running);
        }
        rig.life.goOn();
        assertEquals(OtaRig.told("reverted 1.8 ota.tries"), rig.life.told());
    }

    @Test
    void a_visit_that_began_while_everything_was_looked_through_wins() throws Exception {
        rig.life.meanwhile = () -> rig.life.visits.begin(new Milestone.Began("touch"));
        rig.bringEight();
        assertEquals(Optional.empty(), rig.life.ended);
        assertTrue(rig.life.visits.current().isPresent());

        rig.life.meanwhile = () -> { };
        rig.life.visits.end(EndReason.BUTTON);
        rig.life.onMains = false;
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended, "not on battery");
        rig.life.onMains = true;
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended);
    }

    /** In the seconds in which its slot is read and its gates are asked. */
    @Test
    void mains_that_go_while_everything_is_looked_through_keep_a_release_from_the_switch() throws Exception {
        rig.life.meanwhile = () -> rig.life.onMains = false;
        rig.bringEight();
        assertEquals(Optional.empty(), rig.life.ended);
        assertEquals(OtaRig.BROUGHT.subList(0, 2), rig.life.told(), "its trial would end with the battery, and count as one of three");
        rig.life.meanwhile = () -> { };
        rig.life.onMains = true;
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended);
    }

    @Test
    void a_release_that_came_over_the_network_waits_for_the_hours_of_a_switch() throws Exception {
        rig.life.onMains = false;
        rig.bringEight();
        Path journal = rig.directory.resolve("slots/journal");
        Files.writeString(journal, Files.readString(journal).replace("\"way\":\"stick\"", "\"way\":\"platform\""));
        rig.start();
        rig.life.goOn();
        assertEquals(Optional.empty(), rig.life.ended, "it is half past nine");
        rig.clock.step(Duration.ofHours(17));
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended);
    }

    @Test
    void the_next_release_is_taken_by_the_process_that_committed_the_last() throws Exception {
        rig.bringEight();
        rig.start();
        rig.clock.step(Duration.ofMinutes(1));
        rig.life.goOn();
        rig.plugIn(rig.workshop.make(9));
        rig.life.goOn();
        assertEquals(Optional.of(0), rig.life.ended);
        rig.start();
        assertEquals(9, rig.running);
    }
}
