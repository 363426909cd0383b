package cn.ting.device.scanner;

import cn.ting.condition.Fault;

/** What can be wrong with a scanner beyond its being away. */
public enum ScannerFault implements Fault {
    /** It plays a keyboard that cannot be had alone: what it reads also reaches the browser. */
    NOT_GRABBED("scanner.not-grabbed", Severity.NOTICE),
    /** Its reports are not those that its profile says: no code is read. */
    STRANGE_REPORTS("scanner.strange-reports", Severity.DEGRADED),
    /** What it types is ended by nothing: no code is read. */
    STRANGE_KEYS("scanner.strange-keys", Severity.DEGRADED),
    /** It acknowledges no command and has read nothing yet: whether it reads is known with the first code. */
    UNPROVEN("scanner.unproven", Severity.NOTICE);

    private final String code;
    private final Severity severity;

    ScannerFault(String code, Severity severity) {
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
