package cn.ting.service.queue;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.device.receipt.PrintOutcome;
import cn.ting.device.receipt.ReceiptFault;
import cn.ting.device.receipt.ReceiptPrinter;
import cn.ting.device.receipt.ReceiptPrinter.Draft;
import cn.ting.hall.Ticket;
import cn.ting.roll.Slip;
import cn.ting.time.SteppedClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A slip made for nobody, of whatever a release might make. */
class SlipRehearsalTest {

    private static final byte[] CUT = {0x1D, 'V', 'B', 48};
    private static final String SHOWN = "<b>ZZ999</b><path d=\"M0 0h1v1h-1z\"/>";

    private final List<Slip> drafted = new ArrayList<>();
    private Function<Ticket, Slip> slips = ticket -> new Slip(List.of(
            new Slip.Text(ticket.number().toString(), Slip.Size.HUGE, Slip.Align.CENTRE), new Slip.Qr(ticket.code())));

    /** A printer whose language is the text itself. */
    private record Printer(List<Slip> drafted, Function<String, String> press, byte[] cut) implements ReceiptPrinter {

        @Override
        public Draft draft(Slip slip) {
            drafted.add(slip);
            String text = press.apply(((Slip.Text) slip.parts().get(0)).text());
            return new Draft((text + new String(cut, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1), cut);
        }

        @Override
        public CompletableFuture<PrintOutcome> print(Slip slip) {
            throw new IllegalStateException("nothing is to come out");
        }

        @Override
        public void callOff(ReceiptFault why) {}

        @Override
        public Optional<ReceiptFault> trouble() {
            return Optional.of(ReceiptFault.PAPER_OUT);
        }
    }

    private void rehearse(String shown, ReceiptPrinter... printers) {
        new SlipRehearsal(List::of, slips::apply, ticket -> shown, () -> List.of(printers), new SteppedClock()).rehearse();
    }

    private Printer printer(Function<String, String> press, byte[] cut) {
        return new Printer(drafted, press, cut);
    }

    @Test
    void every_printer_is_asked_also_one_without_paper_and_a_cabinet_without_any_shows_its_code() {
        Printer good = printer(text -> text, CUT);
        assertDoesNotThrow(() -> rehearse(SHOWN, good, good));
        assertEquals(2, drafted.size());
        assertDoesNotThrow(() -> rehearse(SHOWN));
    }

    @Test
    void one_printer_whose_slip_has_no_number_or_no_cut_or_is_nothing_fails_it() {
        Printer good = printer(text -> text, CUT);
        assertThrows(IllegalStateException.class, () -> rehearse(SHOWN, good, printer(text -> "〓〓", CUT)));
        assertThrows(IllegalStateException.class, () -> rehearse(SHOWN, good, printer(text -> "ZZ9\n99", CUT)));
        assertThrows(IllegalStateException.class, () -> rehearse(SHOWN, good, printer(text -> text, new byte[0])));
        assertThrows(IllegalStateException.class, () -> rehearse(SHOWN, good, printer(text -> "", new byte[0])));
        assertThrows(IllegalStateException.class, () -> rehearse(SHOWN, good, printer(text -> {
            throw new IllegalStateException("no glyphs");
        }, CUT)));
    }

    @Test
    void a_slip_without_its_code_or_a_screen_without_it_fails_it() {
        Printer good = printer(text -> text, CUT);
        assertThrows(IllegalStateException.class, () -> rehearse("<b>ZZ999</b><path d=\"\"/>", good));
        assertThrows(IllegalStateException.class, () -> rehearse("<path d=\"M0 0h1v1h-1z\"/>"));
        slips = ticket -> new Slip(List.of(new Slip.Text(ticket.number().toString(), Slip.Size.HUGE, Slip.Align.CENTRE)));
        assertThrows(IllegalStateException.class, () -> rehearse(SHOWN, good));
    }
}
