package cn.ting.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Sweeps the write-ahead log into the ledger's file and leaves it empty. By itself SQLite begins the log anew from its start and leaves what
 * lay behind, pages with rows that were erased since too; see https://sqlite.org/wal.html#ckpt. On a connection of its own, for one thread.
 */
final class LogBroom implements AutoCloseable {

    /** For readers of an older state, while whom nobody writes; a page's queries take some milliseconds. */
    static final String PATIENCE_MS = "100";

    private final Connection connection;

    LogBroom(Connection connection) {
        this.connection = connection;
    }

    /** Copies what nobody reads there any more; holds up neither readers nor writers. */
    void copy() throws SQLException {
        checkpoint("PASSIVE");
    }

    /**
     * Copies the rest and cuts the log to nothing. Writers wait meanwhile, for the patience at most and the disk.
     *
     * @return false when somebody still reads an older state: then nothing has changed
     */
    boolean empty() throws SQLException {
        return checkpoint("TRUNCATE");
    }

    private boolean checkpoint(String mode) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
            return row.next() && row.getInt(1) == 0;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
