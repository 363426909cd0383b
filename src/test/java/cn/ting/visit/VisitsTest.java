package cn.ting.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.time.SteppedClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitsTest {

    private static final Resident ZHANG = new Resident("张小三", "999901195001010019");
    private static final Resident LI = new Resident("李四", "99990119600202002X");
    private static final Milestone.Began TOUCH = new Milestone.Began("touch");

    private final SteppedClock clock = new SteppedClock();
    private final List<String> told = new ArrayList<>();
    private Ledger ledger;
    private Path ballast;
    private VisitBook book;
    private Visits visits;

    @BeforeEach
    void open(@TempDir Path directory) {
        ledger = new Ledger(directory.resolve("ledger.db"), new Conditions(clock), clock);
        ballast = directory.resolve("ledger.db.ballast");
        Outbox outbox = new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk"));
        VisitSettings settings = new VisitSettings(Duration.ofSeconds(60), Duration.ofSeconds(20), 2, Duration.ofSeconds(8));
        book = new VisitBook(outbox, clock);
        visits = new Visits(settings, clock, ledger, book);
        visits.listen(new VisitListener() {
            @Override
            public void warned(Visit visit) {
                told.add("warned");
            }

            @Override
            public void ended(Visit visit, EndReason reason) {
                told.add(reason + " " + visit.resident().isPresent());
            }
        });
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void an_idle_visit_is_warned_then_ends_and_forgets_its_resident_before_anyone_is_told() {
        Visit visit = visits.begin(TOUCH).orElseThrow();
        visits.identify(visit, ZHANG, Proof.ID_CARD);
        clock.step(Duration.ofSeconds(60));
        assertEquals(List.of("warned"), told);
        clock.step(Duration.ofSeconds(20));
        assertEquals(List.of("warned", "IDLE false"), told);
        assertTrue(visits.current().isEmpty());
    }

    @Test
    void on_a_full_disk_a_visit_is_written_with_the_room_kept_back_only_if_something_was_promised_in_it() {
        visits.begin(TOUCH);
        ledger.tend();
        assertTrue(Files.exists(ballast));
        Visit visit = visits.current().orElseThrow();
        ledger.write(tx -> {
            book.record(tx, visit, new Milestone.TicketIssued("t1", "hall-1", "social", "A001", "lease", LocalDate.EPOCH, Instant.EPOCH, null));
            return null;
        });
        fill();
        visits.end(EndReason.BUTTON);
        assertFalse(Files.exists(ballast), "who holds a number is seen to its end");

        ledger.write(tx -> tx.prepare("PRAGMA max_page_count = 1000000").executeQuery().getInt(1));
        ledger.tend();
        assertTrue(Files.exists(ballast));
        fill();
        for (int i = 0; i < 20; i++) {
            visits.begin(TOUCH);
            visits.end(EndReason.IDLE);
        }
        assertTrue(Files.exists(ballast), "twenty who only looked round take none of it");
    }

    /** Not another page fits into the file, and the last one is full. */
    private void fill() {
        ledger.write(tx -> tx.prepare("PRAGMA max_page_count = 1").executeQuery().getInt(1));
        assertThrows(LedgerException.class, () -> {
            for (int i = 0; i < 100; i++) {
                ledger.spare(tx -> {
                    book.record(tx, "filler", TOUCH);
                    return null;
                });
            }
        });
    }

    @Test
    void a_touch_puts_the_warning_off() {
        visits.begin(TOUCH);
        clock.step(Duration.ofSeconds(50));
        visits.touch();
        clock.step(Duration.ofSeconds(50));
        assertEquals(List.of(), told);
    }

    @Test
    void a_warning_is_taken_back_by_asking_for_more_time_as_often_as_settings_say() {
        visits.begin(TOUCH);
        for (int i = 0; i < 2; i++) {
            clock.step(Duration.ofSeconds(70));
            visits.touch();
            assertTrue(visits.extend());
        }
        clock.step(Duration.ofSeconds(70));
        assertFalse(visits.extend());
        clock.step(Duration.ofSeconds(10));
        assertTrue(visits.current().isEmpty());
    }

    @Test
    void a_second_persons_card_changes_nothing() {
        Visit visit = visits.begin(TOUCH).orElseThrow();
        assertTrue(visits.identify(visit, ZHANG, Proof.ID_CARD));
        assertTrue(visits.identify(visit, ZHANG, Proof.ID_CARD));
        assertFalse(visits.identify(visit, LI, Proof.ID_CARD));
        assertEquals(ZHANG, visit.resident().orElseThrow());
    }

    @Test
    void a_visit_that_is_over_knows_nobody_and_learns_nobody() {
        Visit visit = visits.begin(TOUCH).orElseThrow();
        visits.identify(visit, ZHANG, Proof.ID_CARD);
        visits.end(EndReason.BUTTON);
        visit.identify(LI, Proof.ID_CARD);
        assertTrue(visit.resident().isEmpty());
        assertFalse(visits.identify(visit, LI, Proof.ID_CARD));
        assertFalse(visit.id().equals(visits.begin(TOUCH).orElseThrow().id()));
    }

    @Test
    void while_nobody_is_taken_in_a_visit_goes_on_and_none_begins() {
        Visit visit = visits.begin(TOUCH).orElseThrow();
        visits.admit(false);
        assertEquals(visit, visits.begin(TOUCH).orElseThrow());
        visits.end(EndReason.BUTTON);
        assertTrue(visits.begin(TOUCH).isEmpty());
        visits.admit(true);
        assertTrue(visits.begin(TOUCH).isPresent());
    }

    @Test
    void names_are_shown_masked_and_never_by_to_string() {
        assertEquals("张*三", ZHANG.maskedName());
        assertEquals("李*", LI.maskedName());
        assertEquals("M************A", new Resident("MARCHETTI, ELENA SOFIA", "").maskedName());
        assertEquals("欧**娜", new Resident("欧阳娜娜", "").maskedName());
        assertFalse(ZHANG.toString().contains("张"));
        assertFalse(ZHANG.toString().contains("9999"));
    }
}
