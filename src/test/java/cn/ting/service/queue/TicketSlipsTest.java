package cn.ting.service.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.hall.QueueNumber;
import cn.ting.hall.Ticket;
import cn.ting.roll.Slip;
import cn.ting.slip.SlipKind;
import cn.ting.slip.SlipOfBefore;
import cn.ting.slip.SlipPrinting;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a number's slip has of its own; what becomes of slips stands with {@link SlipPrinting}. */
class TicketSlipsTest {

    @Test
    void aSlipOfTheReleaseBeforeIsAnsweredAndOneOfWhichNothingIsKnownIsOnItsWay(@TempDir Path folder) {
        SlipKind<Ticket> kind = TicketSlips.kind(ticket -> new Slip(List.of(new Slip.Rule())), ticket -> true);
        Ticket ticket = new Ticket("t", "v", "h", "s", new QueueNumber("A", 7), "l", LocalDate.EPOCH, Instant.EPOCH, "c", Instant.EPOCH,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        assertEquals("t", kind.subject().apply(ticket));
        assertEquals(new SlipOfBefore("printing", "queue.slip t printunknown kiosk.restarted"),
                SlipOfBefore.answered(folder, kind, "slip", "t", "ticket"));
    }
}
