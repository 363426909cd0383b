package cn.ting.appointment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.appointment.Booking.State;
import cn.ting.hall.HallBench;
import cn.ting.store.LedgerException;
import cn.ting.visit.Visit;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Asking, being told, doing without. */
class AppointmentsTest extends AppointmentCases {

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
}
