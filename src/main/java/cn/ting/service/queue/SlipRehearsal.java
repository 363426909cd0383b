package cn.ting.service.queue;

import cn.ting.device.inventory.Inventory;
import cn.ting.device.receipt.ReceiptPrinter;
import cn.ting.device.receipt.ReceiptPrinter.Draft;
import cn.ting.hall.QueueNumber;
import cn.ting.hall.Ticket;
import cn.ting.matter.Catalogue;
import cn.ting.matter.HallEntry;
import cn.ting.roll.Slip;
import cn.ting.screen.Rehearsal;
import cn.ting.time.KioskClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A number's slip for every receipt printer of the cabinet, and its code as the screen shows it where there is no paper; of a number nobody has. */
@Singleton
class SlipRehearsal implements Rehearsal {

    /** The longest there is. */
    private static final QueueNumber NUMBER = new QueueNumber("ZZ", 999);
    private static final String CODE = "https://rehearsal.invalid/t/0000000000000000000000?m=0000";

    private final Supplier<List<HallEntry>> halls;
    private final Function<Ticket, Slip> slips;
    private final Function<Ticket, String> screen;
    private final Supplier<List<ReceiptPrinter>> printers;
    private final KioskClock clock;

    @Inject
    SlipRehearsal(Catalogue catalogue, SlipPages slips, TicketPages pages, Inventory inventory, KioskClock clock) {
        this(catalogue::halls, slips::slip, pages::onScreen, () -> inventory.all(ReceiptPrinter.class), clock);
    }

    /** @param screen the part of the page that shows a number's code */
    SlipRehearsal(Supplier<List<HallEntry>> halls, Function<Ticket, Slip> slips, Function<Ticket, String> screen,
            Supplier<List<ReceiptPrinter>> printers, KioskClock clock) {
        this.halls = halls;
        this.slips = slips;
        this.screen = screen;
        this.printers = printers;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "slip";
    }

    @Override
    public boolean always() {
        return true;
    }

    @Override
    public void rehearse() {
        Ticket ticket = ticket();
        Slip slip = slips.apply(ticket);
        must(slip.parts().contains(new Slip.Qr(CODE)), "the slip has not its code");
        for (ReceiptPrinter printer : printers.get()) {
            Draft draft = printer.draft(slip);
            must(draft.says(NUMBER.toString()), draft + " has not its number and a cut after it");
        }
        String shown = screen.apply(ticket);
        must(shown.contains(NUMBER.toString()) && shown.contains(" d=\"M"), "the screen shows no number with its code");
    }

    private static void must(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** Of the first hall and service there are: their names stand on the slip. */
    private Ticket ticket() {
        Optional<HallEntry> hall = halls.get().stream().findFirst();
        String service = hall.flatMap(entry -> entry.services().stream().findFirst()).map(HallEntry.HallService::id).orElse("none");
        return new Ticket("rehearsal", "rehearsal", hall.map(HallEntry::id).orElse("none"), service, NUMBER, "rehearsal",
                clock.local().toLocalDate(), clock.instant(), CODE, clock.instant().plus(Duration.ofDays(1)),
                Optional.of(new Ticket.Ahead(3, clock.instant())), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
