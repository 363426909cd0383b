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
    /** The platform knows more of an epoch than this ledger does: an older copy was put back. For a day, and until it has spoken of the new epoch. */
    REWOUND("link.rewound", Severity.ALARM),
    /** Letters of another machine wait: this disk was moved or cloned, and nobody has said which. */
    MOVED("link.moved", Severity.ALARM),
    /** Another client connected under this kiosk's name, or was born under it: perhaps a clone of its disk, which holds the same numbers. */
    TAKEN_OVER("link.taken-over", Severity.ALARM),
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
