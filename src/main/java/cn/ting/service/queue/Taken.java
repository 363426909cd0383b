package cn.ting.service.queue;

import cn.ting.device.receipt.PrintOutcome;
import cn.ting.hall.Ticket;
import java.util.Optional;

/**
 * A number this visit holds, and what has become of its paper.
 *
 * @param ticket the number
 * @param paper empty while the slip is being printed
 */
record Taken(Ticket ticket, Optional<PrintOutcome> paper) {

    boolean printed() {
        return paper.filter(PrintOutcome.Printed.class::isInstance).isPresent();
    }
}
