package cn.ting.device.receipt;

import cn.ting.condition.Fault;

/** What can be wrong with a receipt printer. */
public enum ReceiptFault implements Fault {
    PAPER_OUT("receipt.paper-out", Severity.DEGRADED),
    PAPER_LOW("receipt.paper-low", Severity.NOTICE),
    COVER_OPEN("receipt.cover-open", Severity.DEGRADED),
    /** The knife is stuck. */
    CUTTER("receipt.cutter", Severity.DEGRADED),
    /** The head, or what feeds it, is out of bounds; it goes on by itself when it has cooled. */
    HEAD_HOT("receipt.head-hot", Severity.DEGRADED),
    /** An error of the mechanism or for good, which only a technician ends. */
    MECHANICAL("receipt.mechanical", Severity.DEGRADED),
    /** It says that it is offline, and no reason. */
    OFFLINE("receipt.offline", Severity.DEGRADED),
    /** Paper is stuck in the presenter. */
    PRESENTER("receipt.presenter", Severity.DEGRADED),
    /** A slip has been lying in the presenter for longer than people take to take it. */
    UNCOLLECTED("receipt.uncollected", Severity.NOTICE),
    /** A slip that did not come out may still be in its buffer. */
    UNPURGED("receipt.unpurged", Severity.DEGRADED),
    /** The line is gone or nothing answers on it. */
    SILENT("receipt.silent", Severity.DEGRADED),
    /** A slip is still being printed. */
    BUSY("receipt.busy", Severity.NOTICE),
    /** It waited behind another and was called off before it began. */
    CALLED_OFF("receipt.called-off", Severity.NOTICE),
    /** The mains are lost, and a slip that the battery cannot finish is not begun. */
    NO_MAINS("receipt.no-mains", Severity.NOTICE);

    private final String code;
    private final Severity severity;

    ReceiptFault(String code, Severity severity) {
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
