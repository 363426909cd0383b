package cn.ting.device.receipt;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A printer of slips on roll paper: the port of this room. */
public interface ReceiptPrinter {

    /**
     * Prints one slip and cuts it. Returns at once; slips wait in a queue of one, a further one is answered
     * {@link PrintOutcome.NotPrinted} at once.
     *
     * @return completes with the outcome, never exceptionally: a slip that waits begins within a minute or never does, and one that is
     *     being printed has its outcome within the time it takes and some waits for answers. Completes on the device's thread, so that
     *     what depends on it may only enqueue
     */
    CompletableFuture<PrintOutcome> print(Slip slip);

    /**
     * Makes of a slip what {@link #print} sends down the line, and sends it nowhere. Any thread; takes some milliseconds. What cannot be made
     * throws what it throws of a resident's slip.
     */
    Draft draft(Slip slip);

    /**
     * Calls off the slip that waits, if one does: it is {@link PrintOutcome.NotPrinted}. One that is in the printer already cannot be
     * called off and is followed to its end. Any thread; returns at once.
     */
    void callOff();

    /** Why no slip can be printed now; empty when one can. */
    Optional<ReceiptFault> trouble();
}
