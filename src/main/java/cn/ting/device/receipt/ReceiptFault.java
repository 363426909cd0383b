package cn.ting.device.receipt;

import cn.ting.condition.Fault;

/** What can be wrong with a receipt printer. */
public enum ReceiptFault implements Fault {
    PAPER_OUT("receipt.paper-out", Severity.DEGRADED),
    PAPER_LOW("receipt.paper-low", Severity.NOTICE),
    COVER_OPEN("receipt.cover-open", Severity.DEGRADED),
    /** Cutter, head or another error the printer reports. */
    MECHANICAL("receipt.mechanical", Severity.DEGRADED),
    /** The line is gone or nothing answers on it. */
    SILENT("receipt.silent", Severity.DEGRADED),
    /** A slip is still being printed. */
    BUSY("receipt.busy", Severity.NOTICE),
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
