package cn.ting.service.book;

import cn.ting.appointment.AppointmentFact;
import cn.ting.appointment.Appointments;
import cn.ting.appointment.Booking;
import cn.ting.device.inventory.Inventory;
import cn.ting.roll.Slip;
import cn.ting.screen.Reminder;
import cn.ting.screen.Screen;
import cn.ting.slip.LateSlip;
import cn.ting.slip.SlipKind;
import cn.ting.slip.SlipPrinting;
import cn.ting.visit.Acts;
import cn.ting.visit.Visits;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The slips of appointments. An appointment is good whatever becomes of its paper, and may be met in a visit that has printed none for it. */
class BookSlips {

    @Produces
    @Singleton
    SlipPrinting<Booking> printing(Inventory inventory, Acts acts, Visits visits, BookSlipPages pages, Appointments appointments) {
        return new SlipPrinting<>(kind(pages::slip, booking -> holds(appointments.here(booking.code()))), inventory, acts, visits);
    }

    static SlipKind<Booking> kind(Function<Booking, Slip> drawn, Predicate<Booking> holds) {
        return new SlipKind<>("appointment-slip", Booking::appointment, drawn, AppointmentFact.Slip::new, false, holds);
    }

    /** One that was booked elsewhere, and not done with here, is as the platform told it: only a booked one has a slip. */
    static boolean holds(Optional<Booking> here) {
        return here.filter(booking -> booking.state() != Booking.State.BOOKED).isEmpty();
    }

    @Produces
    @Singleton
    Reminder late(SlipPrinting<Booking> printing, Screen screen, BookWordPages words) {
        return new LateSlip(printing, screen, paper -> paper.uncertain() ? words.say().printUnknown() : words.say().notPrinted());
    }

    void stop(@Disposes SlipPrinting<Booking> printing) {
        printing.stop();
    }
}
