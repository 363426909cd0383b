package cn.ting.appointment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.appointment.Booking.State;
import cn.ting.hall.HallBench;
import cn.ting.hall.Issue;
import cn.ting.store.LedgerException;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.Proof;
import cn.ting.visit.Resident;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asking, being told, doing without, checking in: on a Monday, from half past nine on. The hall takes ten minutes' grace. */
class AppointmentsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final LocalTime NINE = LocalTime.of(9, 0);
    private static final Day.Slot TEN = new Day.Slot(LocalTime.of(10, 0), LocalTime.of(10, 30), 4, 4);

    @TempDir
    Path directory;

    private HallBench bench;
    private VisitBook book;
    private Visits visits;
    private Appointments appointments;

    @BeforeEach
    void open() {
        bench = new HallBench(directory);
        bench.grant(bench.lease("l1", 11, 20));
        begin();
    }

    /** As at the start of a process. */
    private void begin() {
        book = new VisitBook(bench.outbox, bench.catalogue.clock);
        Duration long_ = Duration.ofHours(20);
        visits = new Visits(new VisitSettings(long_, long_, 1, Duration.ofSeconds(8)), bench.catalogue.clock, bench.ledger, book);
        appointments = new Appointments(bench.catalogue.catalogue, bench.numbers, book, bench.ledger, bench.catalogue.clock);
        appointments.start(visits);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void asking_twice_asks_once() throws IOException {
        Visit visit = visit();
        Booking asked = fresh(visit, TODAY);
        assertEquals(State.ASKED, asked.state());
        assertEquals(new Asking.Already(asked), ask(visit, TODAY));
        assertInstanceOf(Asking.Fresh.class, ask(visit, TODAY.plusDays(1)));
        assertEquals(List.of("appointment.asked", "appointment.asked"), facts());
    }

    @Test
    void a_commit_that_fails_asks_for_nothing() throws IOException {
        Visit visit = visit();
        assertThrows(LedgerException.class, () -> bench.ledger.write(tx -> {
            appointments.ask(tx, visit, HallBench.HALL, HallBench.SERVICE, TODAY, TEN);
            tx.prepare("INSERT INTO nowhere VALUES (1)").executeUpdate();
            return null;
        }));
        assertEquals(List.of(), facts());
        assertEquals(List.of(), appointments.shown(visit, List.of()));
        assertInstanceOf(Asking.Fresh.class, ask(visit, TODAY));
    }

    @Test
    void it_is_booked_once_the_platform_says_so_and_once_only() {
        Visit visit = visit();
        Booking asked = fresh(visit, TODAY);
        assertEquals(asked, appointments.known(visit, asked.appointment()).orElseThrow());
        assertInstanceOf(CheckIn.NotBooked.class, checkIn(visit, asked));
        assertTrue(told(booked(asked)));
        assertFalse(told(booked(asked)), "an answer that comes again prints no second slip");
        assertEquals(State.BOOKED, appointments.known(visit, asked.appointment()).orElseThrow().state());
        assertFalse(told(booked(asked.in(State.ASKED)).in(State.WITHDRAWN)));
        assertFalse(told(booked(asked)), "what is over stays over");
    }

    @Test
    void a_refused_time_makes_room_for_another_one() {
        Visit visit = visit();
        Booking asked = fresh(visit, TODAY);
        assertFalse(told(new Booking(asked.appointment(), asked.hall(), asked.service(), asked.date(), asked.from(), asked.until(),
                State.REFUSED, "full", "", "", "")));
        assertEquals("full", appointments.known(visit, asked.appointment()).orElseThrow().why());
        assertInstanceOf(Asking.Fresh.class, ask(visit, TODAY));
    }

    @Test
    void who_does_without_it_does_so_once_and_an_older_answer_does_not_bring_it_back() throws IOException {
        Visit visit = visit();
        Booking asked = fresh(visit, TODAY);
        assertTrue(withdraw(visit, asked));
        assertFalse(withdraw(visit, asked));
        assertEquals(List.of("appointment.asked", "appointment.withdrawn"), facts());
        assertEquals(State.WITHDRAWN, appointments.shown(visit, List.of(booked(asked))).get(0).state());
        assertFalse(told(booked(asked)));
        assertInstanceOf(CheckIn.NotBooked.class, checkIn(visit, asked));
    }

    @Test
    void whoever_holds_a_code_checks_in_and_gives_nothing_up() throws IOException {
        Visit visit = visit();
        Booking nine = elsewhere("A", NINE);
        assertEquals(nine, appointments.found(visit, nine));
        assertFalse(withdraw(visit, nine));
        assertInstanceOf(CheckIn.Done.class, checkIn(visit, nine));
        assertEquals(List.of(), facts());
    }

    @Test
    void whoever_comes_in_time_is_called_first_and_whoever_is_late_is_not() {
        Visit visit = visit();
        Booking ten = elsewhere("A", LocalTime.of(10, 0));
        appointments.shown(visit, List.of(ten));
        assertEquals(new CheckIn.Early(ten, LocalTime.of(9, 45)), checkIn(visit, ten));
        bench.catalogue.clock.step(Duration.ofMinutes(15));
        CheckIn.Done done = assertInstanceOf(CheckIn.Done.class, checkIn(visit, ten));
        assertEquals(Place.FIRST, done.place());
        Issue.Fresh given = assertInstanceOf(Issue.Fresh.class, done.issue());
        assertEquals("A011", given.ticket().number().toString());
        assertEquals(Place.FIRST, appointments.arrival(given.ticket().ticket()).orElseThrow().place());

        Visit other = visit();
        bench.catalogue.clock.step(Duration.ofMinutes(25).plusSeconds(59));
        Booking late = elsewhere("B", LocalTime.of(10, 0));
        appointments.shown(other, List.of(late));
        assertEquals(Place.FIRST, ((CheckIn.Done) checkIn(other, late)).place(), "ten minutes' grace, to their last second");
        Visit third = visit();
        bench.catalogue.clock.step(Duration.ofSeconds(1));
        Booking later = elsewhere("C", LocalTime.of(10, 0));
        appointments.shown(third, List.of(later));
        assertEquals(Place.ORDINARY, ((CheckIn.Done) checkIn(third, later)).place());
    }

    @Test
    void nobody_checks_in_twice() {
        Visit visit = visit();
        Booking nine = elsewhere("A", NINE);
        appointments.shown(visit, List.of(nine));
        assertInstanceOf(CheckIn.Done.class, checkIn(visit, nine));
        assertEquals("A011", ((CheckIn.Again) checkIn(visit, nine)).booking().number());

        bench.begin();
        begin();
        Visit another = visit();
        assertEquals(State.CHECKED_IN, appointments.shown(another, List.of(nine)).get(0).state(), "the platform has not heard of it yet");
        assertEquals("A011", ((CheckIn.Again) checkIn(another, nine)).booking().number());
    }

    @Test
    void one_number_serves_one_appointment_only() {
        Visit visit = visit();
        Booking mothers = elsewhere("A", NINE);
        Booking fathers = elsewhere("B", NINE);
        appointments.found(visit, mothers);
        appointments.found(visit, fathers);
        Issue.Fresh given = assertInstanceOf(Issue.Fresh.class, ((CheckIn.Done) checkIn(visit, mothers)).issue());
        assertEquals(new CheckIn.OwnVisit(fathers, "A011"), checkIn(visit, fathers));
        assertEquals(mothers.appointment(), appointments.arrival(given.ticket().ticket()).orElseThrow().booking().appointment());

        Visit next = visit();
        appointments.found(next, fathers);
        Issue.Fresh another = assertInstanceOf(Issue.Fresh.class, ((CheckIn.Done) checkIn(next, fathers)).issue());
        assertEquals("A012", another.ticket().number().toString());
    }

    @Test
    void what_is_not_booked_for_today_gives_no_number() {
        Visit visit = visit();
        Booking nine = elsewhere("A", NINE);
        Booking tomorrow = new Booking(nine.appointment().replace('A', 'B'), nine.hall(), nine.service(), TODAY.plusDays(1), nine.from(),
                nine.until(), State.BOOKED, "", nine.code(), nine.link(), "");
        Booking missed = elsewhere("C", NINE).in(State.NO_SHOW);
        appointments.shown(visit, List.of(tomorrow, missed));
        assertInstanceOf(CheckIn.Unknown.class, checkIn(visit, nine), "nobody has told this visit of it");
        assertInstanceOf(CheckIn.OtherDay.class, checkIn(visit, tomorrow));
        assertInstanceOf(CheckIn.NotBooked.class, checkIn(visit, missed));
        assertEquals("A011", ((Issue.Fresh) bench.ledger.<Issue>write(tx ->
                bench.numbers.issue(tx, visit.id(), Optional.empty(), HallBench.HALL, HallBench.SERVICE))).ticket().number().toString());
    }

    @Test
    void without_a_number_left_it_stays_booked() {
        Visit visit = visit();
        Booking nine = elsewhere("A", NINE);
        appointments.shown(visit, List.of(nine));
        bench.grant();
        assertInstanceOf(CheckIn.NoNumber.class, checkIn(visit, nine));
        bench.grant(bench.lease("l1", 11, 20));
        assertInstanceOf(CheckIn.Done.class, checkIn(visit, nine));
    }

    @Test
    void a_clock_that_nobody_has_confirmed_calls_nobody_late_or_early() {
        Visit visit = visit();
        bench.catalogue.clock.untold();
        Booking ten = elsewhere("A", LocalTime.of(10, 0));
        appointments.shown(visit, List.of(ten));
        assertEquals(Place.UNSURE, ((CheckIn.Done) checkIn(visit, ten)).place());
    }

    @Test
    void whoever_is_early_or_late_by_the_platforms_time_is_so_though_the_kiosks_clock_says_half_past_nine() throws IOException {
        bench.catalogue.clock.told(Instant.parse("2026-11-23T01:00:00Z"));
        Visit visit = visit();
        Booking half = elsewhere("A", LocalTime.of(9, 30));
        appointments.shown(visit, List.of(half));
        assertEquals(new CheckIn.Early(half, LocalTime.of(9, 15)), checkIn(visit, half));
        bench.catalogue.clock.step(Duration.ofMinutes(40));
        assertEquals(Place.FIRST, ((CheckIn.Done) checkIn(visit, half)).place());

        bench.catalogue.clock.told(Instant.parse("2026-11-23T06:11:00Z"));
        Visit other = visit();
        Booking two = elsewhere("B", LocalTime.of(14, 0));
        appointments.shown(other, List.of(two));
        assertEquals(Place.ORDINARY, ((CheckIn.Done) checkIn(other, two)).place(), "it was called until ten past two");
        assertEquals("2026-11-23T06:11:00Z", bench.ledger.read(tx -> {
            try (ResultSet row = tx.prepare("SELECT max(asked_at) FROM appointment").executeQuery()) {
                return row.getString(1);
            }
        }));
    }

    @Test
    void a_visit_that_is_over_takes_what_it_was_told_with_it() {
        Visit visit = visit();
        Booking nine = elsewhere("A", NINE);
        appointments.shown(visit, List.of(nine));
        visits.end(EndReason.BUTTON);
        appointments.shown(visit, List.of(nine));
        assertInstanceOf(CheckIn.Unknown.class, checkIn(visit, nine));
        assertInstanceOf(CheckIn.Unknown.class, checkIn(visit(), nine));
    }

    @Test
    void what_was_booked_here_is_found_by_its_code_without_a_link_and_forgotten_after_its_day() {
        Visit visit = visit();
        Booking booked = booked(fresh(visit, TODAY));
        told(booked);
        assertEquals(booked, appointments.here(booked.code()).orElseThrow());
        assertTrue(appointments.here("00000000").isEmpty());
        appointments.forget(TODAY);
        assertTrue(appointments.here(booked.code()).isPresent());
        appointments.forget(TODAY.plusDays(1));
        assertTrue(appointments.here(booked.code()).isEmpty());
    }

    private Visit visit() {
        visits.end(EndReason.BUTTON);
        Visit visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
        visits.identify(visit, new Resident("张小三", "999901195001010019"), Proof.ID_CARD);
        return visit;
    }

    private Asking ask(Visit visit, LocalDate date) {
        return bench.ledger.write(tx -> appointments.ask(tx, visit, HallBench.HALL, HallBench.SERVICE, date, TEN));
    }

    private Booking fresh(Visit visit, LocalDate date) {
        return assertInstanceOf(Asking.Fresh.class, ask(visit, date)).booking();
    }

    private static Booking booked(Booking asked) {
        return new Booking(asked.appointment(), asked.hall(), asked.service(), asked.date(), asked.from(), asked.until(), State.BOOKED, "",
                "40271836", "https://area.example/appointment/40271836", "");
    }

    /** One that was booked at another kiosk or by phone. */
    private static Booking elsewhere(String mark, LocalTime from) {
        return booked(new Booking(mark.repeat(22), HallBench.HALL, HallBench.SERVICE, TODAY, from, from.plusMinutes(30), State.ASKED, "", "",
                "", ""));
    }

    private boolean told(Booking booking) {
        return bench.ledger.<Boolean>write(tx -> appointments.told(tx, booking));
    }

    private boolean withdraw(Visit visit, Booking booking) {
        return bench.ledger.<Boolean>write(tx -> appointments.withdraw(tx, visit, booking.appointment()));
    }

    private CheckIn checkIn(Visit visit, Booking booking) {
        return bench.ledger.write(tx -> appointments.checkIn(tx, visit, booking.appointment()));
    }

    /** What went to the platform about appointments, in its order. */
    private List<String> facts() throws IOException {
        return bench.ledger.read(tx -> {
            List<String> types = new ArrayList<>();
            try (ResultSet row = tx.prepare("SELECT type FROM fact WHERE type LIKE 'appointment.%' ORDER BY rowid").executeQuery()) {
                while (row.next()) {
                    types.add(row.getString(1));
                }
            }
            return types;
        });
    }
}
