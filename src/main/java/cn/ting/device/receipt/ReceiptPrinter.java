package cn.ting.device.receipt;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A printer of slips on roll paper: the port of this room. */
public interface ReceiptPrinter {

    /**
     * Prints one slip and cuts it. Returns at once; slips wait in a queue of one, a further one is answered
     * {@link PrintOutcome.NotPrinted} at once.
     *
     * @return completes with the outcome, never exceptionally, within the slip's deadline; completes on the device's thread,
     *     so that what depends on it may only enqueue
     */
    CompletableFuture<PrintOutcome> print(Slip slip);

    /** Why no slip can be printed now; empty when one can. */
    Optional<ReceiptFault> trouble();
}
