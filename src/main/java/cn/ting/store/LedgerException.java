package cn.ting.store;

/** The ledger could not do its work; nothing of the transaction was kept. */
public final class LedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final LedgerFault fault;

    LedgerException(LedgerFault fault, Throwable cause) {
        super(fault.code() + ": " + cause.getMessage(), cause);
        this.fault = fault;
    }

    /** Why, as a stable code. */
    public LedgerFault fault() {
        return fault;
    }
}
