package cn.ting.device.receipt;

import cn.ting.supply.Supply;
import java.util.Optional;

/**
 * How much paper the roll still holds, as far as can be reckoned: a full one less what slips have taken.
 *
 * <p>Where a printer has said with its cover closed that it has no paper, is well after that, and does not say that paper is low, a new roll
 * has been put in, and counts as a full one: so does a technician who changes an empty roll expect, and nobody has to say so to the kiosk. At
 * the end itself nothing is corrected: that there is no paper is told by a fault of its own, and to say of the same roll that it is low
 * would be a second alarm. An end is remembered across a restart, since rolls are changed with the power off, too. What cannot be seen
 * is a roll changed before its end: that is for a hand to tell ({@link cn.ting.supply.Supplies#replenished}). With the cover open many report no paper although
 * the roll lies there, which counts for nothing. Used by the device's thread.
 */
final class PaperRoll {

    private static final double DOTS_A_METRE = 8_000;

    private final Supply paper;

    PaperRoll(Supply paper) {
        this.paper = paper;
    }

    /** So many dots of it have been fed for a slip. */
    void used(int dots) {
        paper.used(dots / DOTS_A_METRE);
    }

    /** The printer has said how it is, asked or by itself. */
    void seen(EscPosStatus status) {
        if (status.stop().equals(Optional.of(ReceiptFault.PAPER_OUT))) {
            ranOut();
        } else if (paper.hasEnded() && status.stop().isEmpty()) {
            paper.goesOn(!status.faults().contains(ReceiptFault.PAPER_LOW));
        }
    }

    /** It has come to its end. */
    void ranOut() {
        paper.ended();
    }
}
