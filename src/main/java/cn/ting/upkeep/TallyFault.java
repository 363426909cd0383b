package cn.ting.upkeep;

import cn.ting.condition.Fault;

/** What can be wrong with a day's tally. */
public enum TallyFault implements Fault {
    /** The platform counts other facts of a day than this kiosk wrote; the subject is the day. */
    UNBALANCED("upkeep.unbalanced"),
    /** The platform has said nothing of a day's tally for hours, though all was sent; the subject is the day. */
    UNANSWERED("upkeep.unanswered");

    private final String code;

    TallyFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return Severity.ALARM;
    }
}
