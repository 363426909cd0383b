package cn.ting.service.queue;

import cn.ting.device.inventory.Inventory;
import cn.ting.hall.Numbers;
import cn.ting.hall.Ticket;
import cn.ting.roll.Slip;
import cn.ting.screen.Reminder;
import cn.ting.screen.Screen;
import cn.ting.slip.LateSlip;
import cn.ting.slip.SlipKind;
import cn.ting.slip.SlipPrinting;
import cn.ting.visit.Acts;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visits;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.function.Function;
import java.util.function.Predicate;

/** The slips of numbers. A number is committed together with the intent of its slip. */
class TicketSlips {

    @Produces
    @Singleton
    SlipPrinting<Ticket> printing(Inventory inventory, Acts acts, Visits visits, SlipPages pages, Numbers numbers) {
        return new SlipPrinting<>(kind(pages::slip, ticket -> holds(numbers, ticket)), inventory, acts, visits);
    }

    static SlipKind<Ticket> kind(Function<Ticket, Slip> drawn, Predicate<Ticket> holds) {
        return new SlipKind<>("slip", Ticket::ticket, drawn, Milestone.Slip::new, true, holds);
    }

    /** A number that was cancelled while its slip was on its way is not missed. */
    static boolean holds(Numbers numbers, Ticket ticket) {
        return numbers.any(ticket.ticket()).filter(now -> now.cancelledAt().isEmpty()).isPresent();
    }

    @Produces
    @Singleton
    Reminder late(SlipPrinting<Ticket> printing, Screen screen, HallRowPages rows) {
        return new LateSlip(printing, screen, paper -> paper.uncertain() ? rows.messages().printUnknown() : rows.messages().notPrinted());
    }

    void stop(@Disposes SlipPrinting<Ticket> printing) {
        printing.stop();
    }
}
