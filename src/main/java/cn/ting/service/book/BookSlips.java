package cn.ting.service.book;

import cn.ting.appointment.AppointmentFact;
import cn.ting.appointment.Booking;
import cn.ting.device.inventory.Inventory;
import cn.ting.roll.Slip;
import cn.ting.slip.SlipKind;
import cn.ting.slip.SlipPrinting;
import cn.ting.visit.Acts;
import cn.ting.visit.Visits;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** The slips of appointments. An appointment is good whatever becomes of its paper, and may be met in a visit that has printed none for it. */
class BookSlips {

    @Produces
    @Singleton
    SlipPrinting<Booking> printing(Inventory inventory, Acts acts, Visits visits, BookSlipPages pages) {
        return new SlipPrinting<>(kind(pages::slip), inventory, acts, visits);
    }

    static SlipKind<Booking> kind(Function<Booking, Slip> drawn) {
        return new SlipKind<>("appointment-slip", Booking::appointment, drawn, AppointmentFact.Slip::new, false);
    }

    void stop(@Disposes SlipPrinting<Booking> printing) {
        printing.stop();
    }
}
