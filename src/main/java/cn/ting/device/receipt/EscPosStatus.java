package cn.ting.device.receipt;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a printer says it is, from its answers to {@code DLE EOT} 2, 3 and 4 (Epson TM-T88III p84, Citizen CT-S2000 p58,
 * Bixolon SRP-350 p8).
 *
 * @param faults what is wrong, empty when all is well
 */
record EscPosStatus(Set<ReceiptFault> faults) {

    private static final int COVER_OPEN = 0x04;
    private static final int STOPPED_BY_PAPER_END = 0x20;
    private static final int ERROR = 0x40;
    private static final int MECHANICAL_OR_CUTTER_OR_UNRECOVERABLE = 0x04 | 0x08 | 0x20;
    private static final int AUTO_RECOVERABLE = 0x40;

    EscPosStatus {
        faults = Collections.unmodifiableSet(faults.isEmpty() ? EnumSet.noneOf(ReceiptFault.class) : EnumSet.copyOf(faults));
    }

    /** Reads the cause of being offline (2), the error (3) and the roll sensors (4). */
    static EscPosStatus of(int cause, int error, int roll, EscPosSettings settings) {
        Set<ReceiptFault> faults = EnumSet.noneOf(ReceiptFault.class);
        if ((cause & COVER_OPEN) != 0) {
            faults.add(ReceiptFault.COVER_OPEN);
        }
        if ((cause & STOPPED_BY_PAPER_END) != 0 || (roll & settings.paperOutMask()) != 0) {
            faults.add(ReceiptFault.PAPER_OUT);
        } else if ((roll & settings.paperLowMask()) != 0) {
            faults.add(ReceiptFault.PAPER_LOW);
        }
        // A cover opened while printing is also told as an auto-recoverable error; it is the cover that is wrong then.
        boolean passing = (error & AUTO_RECOVERABLE) != 0 || (cause & ERROR) != 0;
        if ((error & MECHANICAL_OR_CUTTER_OR_UNRECOVERABLE) != 0 || passing && (cause & COVER_OPEN) == 0) {
            faults.add(ReceiptFault.MECHANICAL);
        }
        return new EscPosStatus(faults);
    }

    /** What keeps the printer from printing; the cover first, because many report no paper while it is open. */
    Optional<ReceiptFault> stop() {
        for (ReceiptFault fault : new ReceiptFault[] {
            ReceiptFault.COVER_OPEN, ReceiptFault.PAPER_OUT, ReceiptFault.MECHANICAL}) {
            if (faults.contains(fault)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
