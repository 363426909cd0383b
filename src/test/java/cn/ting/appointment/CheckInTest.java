package cn.ting.appointment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import cn.ting.appointment.Booking.State;
import cn.ting.hall.HallBench;
import cn.ting.hall.Issue;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import java.io.IOException;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checking in, in time or not, and who is not. */
class CheckInTest extends AppointmentCases {

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
}
