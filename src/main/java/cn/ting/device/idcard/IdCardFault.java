package cn.ting.device.idcard;

import cn.ting.condition.Fault;

/** What can be wrong with a card or its reader. */
public enum IdCardFault implements Fault {
    /** The card was found and not read whole: damaged, a torn frame, or lifted too early. */
    READ_FAILED("idcard.read-failed", Severity.NOTICE),
    /** No card that can be read here: another kind of card, or a layout of a later day. */
    LAYOUT_UNKNOWN("idcard.layout-unknown", Severity.NOTICE),
    /** The card was read and its content is wrong: a bad check digit or date. */
    CONTENT_WRONG("idcard.content-wrong", Severity.NOTICE),
    /** Readings fail more often than hands and cards explain: the reader wears out. */
    WORN("idcard.worn", Severity.NOTICE),
    /** The reader cannot tell whether a card still lies there, though its profile says so. */
    PRESENCE("idcard.presence", Severity.NOTICE),
    /** The reader does not answer. */
    SILENT("idcard.silent", Severity.DEGRADED),
    /** The reader answers that it cannot work: SW3 60, 66. */
    MODULE_FAULT("idcard.module-fault", Severity.DEGRADED);

    private final String code;
    private final Severity severity;

    IdCardFault(String code, Severity severity) {
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
