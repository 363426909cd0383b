package cn.ting.device.receipt;

import cn.ting.roll.Slip;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A printer of slips on roll paper: the port of this room. */
public interface ReceiptPrinter {

    /**
     * A slip in its printer's own language, for no paper.
     *
     * @param bytes all that goes down the line, but for the questions how the printer is
     * @param cut what cuts it off, or feeds it as far as a hand can tear it where the model has no knife
     */
    record Draft(byte[] bytes, byte[] cut) {

        /** Where these letters and digits stand, in one piece; -1 where they do not. */
        private int at(byte[] wanted) {
            for (int i = 0; i + wanted.length <= bytes.length; i++) {
                if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                    return i;
                }
            }
            return -1;
        }

        /** True when these letters and digits are printed in one piece and there is a cut after them. */
        public boolean says(String ascii) {
            int said = at(ascii.getBytes(StandardCharsets.US_ASCII));
            return said >= 0 && cut.length > 0 && at(cut) > said;
        }

        @Override
        public String toString() {
            return "a slip of " + bytes.length + " bytes";
        }
    }

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
     *
     * @param why what is told of it
     */
    void callOff(ReceiptFault why);

    /** Why no slip can be printed now; empty when one can. */
    Optional<ReceiptFault> trouble();
}
