package cn.ting.store;

import cn.ting.condition.Fault;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What can be wrong with the ledger. */
public enum LedgerFault implements Fault {
    /** The disk, or the room the file may take on it, is full. */
    FULL("store.full"),
    /** The file or its disk can only be read. */
    READ_ONLY("store.read-only"),
    /** The file is damaged or is not a ledger. */
    DAMAGED("store.damaged"),
    /** The disk answered with an error, or another process holds the file. */
    UNAVAILABLE("store.unavailable"),
    /** A damaged ledger lies in quarantine, and what it still told was taken over; until a person has carried it away. */
    QUARANTINED("store.quarantined");

    private final String code;

    LedgerFault(String code) {
        this.code = code;
    }

    /** What stands behind what the driver threw. */
    static LedgerFault of(Throwable failed) {
        if (failed == null) {
            return UNAVAILABLE;
        }
        if (!(failed instanceof SQLiteException sqlite)) {
            return of(failed.getCause());
        }
        int primary = primary(sqlite);
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return FULL;
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code) {
            return READ_ONLY;
        }
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return DAMAGED;
        }
        return UNAVAILABLE;
    }

    /** True when a table does not take such a row, whatever the disk is like. */
    static boolean isConstraint(SQLException failed) {
        return failed instanceof SQLiteException sqlite
                && (primary(sqlite) == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                        || primary(sqlite) == SQLiteErrorCode.SQLITE_MISMATCH.code);
    }

    /** The low byte is the primary result code, https://sqlite.org/rescode.html. */
    private static int primary(SQLiteException failed) {
        return failed.getResultCode().code & 0xff;
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
