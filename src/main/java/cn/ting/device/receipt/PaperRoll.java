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
 * is a roll changed before its end: that is for a hand to tell ({@link cn.ting.supply.Supplies#replenished}). With the cover open many report
 * no paper although the roll lies there, which counts for nothing.
 *
 * <p>A printer without a sensor at its cover says the same of a roll that has ended and of one that is lifted out and put back, which then
 * counts as a full one. Neither the count nor the word that paper is low tells them apart: a roll shorter than the settings say ends with
 * much left by the count, and the sensor for little paper feels the roll's side, so that lifting it out says low, too. Of the two errors
 * this is the smaller: low is told late, and the end itself all the same. Used by the device's thread.
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
