package cn.ting.slip;

import cn.ting.device.receipt.PrintOutcome;
import cn.ting.device.receipt.ReceiptFault;
import java.util.Locale;
import java.util.Optional;

/**
 * What a visit knows of one of its slips.
 *
 * @param state what became of it by now
 * @param why the fault; there when it is not printed, or unknown
 */
public record SlipPaper(State state, Optional<ReceiptFault> why) {

    /** What became of a slip by now. */
    public enum State {
        NONE, PRINTING, PRINTED, NOTPRINTED, UNKNOWN
    }

    static final SlipPaper NONE = new SlipPaper(State.NONE, Optional.empty());
    static final SlipPaper PRINTING = new SlipPaper(State.PRINTING, Optional.empty());

    static SlipPaper of(PrintOutcome outcome) {
        if (outcome instanceof PrintOutcome.NotPrinted not) {
            return new SlipPaper(State.NOTPRINTED, Optional.of(not.why()));
        }
        return outcome instanceof PrintOutcome.Unknown unknown
                ? new SlipPaper(State.UNKNOWN, Optional.of(unknown.why())) : new SlipPaper(State.PRINTED, Optional.empty());
    }

    /** True where paper may have come out all the same. */
    public boolean uncertain() {
        return state == State.UNKNOWN;
    }

    /** As pages say it: {@code none}, {@code printing}, {@code printed}, {@code notprinted} or {@code unknown}. */
    public String word() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** True where one more cannot be a second one beside it, as far as anybody knows. */
    boolean mayFollow() {
        return state != State.PRINTING && state != State.PRINTED;
    }
}
