package cn.ting.matter;

import cn.ting.condition.Fault;

/** What can be wrong with a catalogue that comes down. Whatever it is, the last good one goes on serving. */
public enum MatterFault implements Fault {
    /** The head is not signed by the platform this kiosk trusts. */
    BAD_SIGNATURE("matter.bad-signature", Severity.ALARM),
    /** A blob is not what the head names. */
    BAD_HASH("matter.bad-hash", Severity.ALARM),
    /** The head is older than what is served, or differs from it under the same version. */
    OLDER("matter.older", Severity.DEGRADED),
    /** The head's time is over; it may not be adopted any more. */
    EXPIRED("matter.expired", Severity.DEGRADED),
    /** Head, chapter or page is too large, not JSON, or lacks what the contract asks. */
    MALFORMED("matter.malformed", Severity.DEGRADED),
    /** The platform has not sent all of a new version; asked again every half minute. */
    INCOMPLETE("matter.incomplete", Severity.NOTICE),
    /** The catalogue's own file cannot be read or written. */
    STORE_FAILED("matter.store-failed", Severity.DEGRADED);

    private final String code;
    private final Severity severity;

    MatterFault(String code, Severity severity) {
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
