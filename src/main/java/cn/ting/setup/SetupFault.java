package cn.ting.setup;

import cn.ting.condition.Fault;

/** What can be wrong with the wished configuration. The kiosk serves by the one it has. */
public enum SetupFault implements Fault {
    /** The document is not the platform's, is for another kiosk, or is malformed. */
    UNSEALED("setup.unsealed", Severity.ALARM),
    /** The newest wish cannot be in force here; the detail says why. */
    REFUSED("setup.refused", Severity.NOTICE),
    /** The newest wish was taken back, for the last time or until the hours of its second try. */
    REVERTED("setup.reverted", Severity.NOTICE),
    /** What was kept is in force no more: the file on the disk was changed, or this release does not read the wish. */
    DROPPED("setup.dropped", Severity.NOTICE),
    /** The data directory takes no wish. */
    NOT_NOTED("setup.not-noted", Severity.NOTICE);

    private final String code;
    private final Severity severity;

    SetupFault(String code, Severity severity) {
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
