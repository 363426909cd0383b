package cn.ting.link;

import cn.ting.condition.Fault;

/** What can be wrong between this kiosk and the platform. */
public enum LinkFault implements Fault {
    /** No connection to the broker. */
    DOWN("link.down", Severity.DEGRADED),
    /** The broker is there; the platform is not, or says that it stores nothing now. */
    PLATFORM_SILENT("link.platform-silent", Severity.DEGRADED),
    /** The broker forbids what this kiosk sends or asks for; the subject is the topic. */
    REFUSED("link.refused", Severity.ALARM),
    /** A receipt named what was never sent. */
    RECEIPT_ODD("link.receipt-odd", Severity.ALARM),
    /** Letters that will not be taken as they are wait for a person. */
    PARKED("link.parked", Severity.ALARM);

    private final String code;
    private final Severity severity;

    LinkFault(String code, Severity severity) {
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
