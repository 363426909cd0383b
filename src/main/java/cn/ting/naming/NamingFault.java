package cn.ting.naming;

import cn.ting.condition.Fault;

/** What can be wrong with naming. Residents are served all the same; facts then name fewer or nobody. */
public enum NamingFault implements Fault {
    /** The platform has named no key to seal to: facts carry no person's name and number. */
    NO_SEALING_KEY("naming.no-sealing-key", Severity.NOTICE),
    /** The key of today's pseudonyms is not here: facts carry none. */
    NO_DAY_KEY("naming.no-day-key", Severity.NOTICE),
    /** The document of naming is not the platform's, is older than the one at hand, or is malformed; the one at hand stays in force. */
    REFUSED("naming.refused", Severity.ALARM);

    private final String code;
    private final Severity severity;

    NamingFault(String code, Severity severity) {
        this.code = code;
        this.severity = severity;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return severity;
    }
}
