package cn.ting.device.scanner;

import cn.ting.condition.Fault;

/** What can be wrong with a scanner beyond its being away. */
public enum ScannerFault implements Fault {
    /** It plays a keyboard that cannot be had alone: what it reads also reaches the browser. */
    NOT_GRABBED("scanner.not-grabbed");

    private final String code;

    ScannerFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return Severity.NOTICE;
    }
}
