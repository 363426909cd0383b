package cn.ting.store;

import cn.ting.condition.Fault;

/** What can be wrong with the ledger. */
public enum LedgerFault implements Fault {
    /** The disk, or the room the file may take on it, is full. */
    FULL("store.full"),
    /** The file or its disk can only be read. */
    READ_ONLY("store.read-only"),
    /** The file is damaged or is not a ledger. */
    DAMAGED("store.damaged"),
    /** The disk answered with an error, or another process holds the file. */
    UNAVAILABLE("store.unavailable");

    private final String code;

    LedgerFault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Severity severity() {
        return Severity.ALARM;
    }
}
