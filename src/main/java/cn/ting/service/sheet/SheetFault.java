package cn.ting.service.sheet;

import cn.ting.condition.Fault;

/** Why a sheet is not offered, or was not printed, when it is not the printer's doing. */
public enum SheetFault implements Fault {
    /** There is a printer, and no font to set sheets in. */
    NO_FONT("sheet.no-font", Severity.DEGRADED),
    /** The sheet could not be made. */
    NOT_MADE("sheet.not-made", Severity.NOTICE),
    /** The mains are lost, and nothing is printed on battery. */
    NO_MAINS("sheet.no-mains", Severity.NOTICE),
    /** Too much is waiting to be made. */
    BUSY("sheet.busy", Severity.NOTICE),
    /** It waited for others' paper, and the resident did not want to. */
    CALLED_OFF("sheet.called-off", Severity.NOTICE),
    /** The process ended before the outcome was known. */
    CUT_OFF("sheet.cut-off", Severity.NOTICE);

    private final String code;
    private final Severity severity;

    SheetFault(String code, Severity severity) {
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
