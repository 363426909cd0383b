package cn.ting.service.queue;

import cn.ting.device.inventory.Inventory;
import cn.ting.hall.Ticket;
import cn.ting.roll.Slip;
import cn.ting.slip.SlipKind;
import cn.ting.slip.SlipPrinting;
import cn.ting.visit.Acts;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visits;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** The slips of numbers. A number is committed together with the intent of its slip. */
class TicketSlips {

    @Produces
    @Singleton
    SlipPrinting<Ticket> printing(Inventory inventory, Acts acts, Visits visits, SlipPages pages) {
        return new SlipPrinting<>(kind(pages::slip), inventory, acts, visits);
    }

    static SlipKind<Ticket> kind(Function<Ticket, Slip> drawn) {
        return new SlipKind<>("slip", Ticket::ticket, drawn, Milestone.Slip::new, true);
    }

    void stop(@Disposes SlipPrinting<Ticket> printing) {
        printing.stop();
    }
}
