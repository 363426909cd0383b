package cn.ting.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** One connection to the ledger's file and the statements kept prepared on it. For one thread at a time. */
final class Desk implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Desk.class);

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Desk(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        statement.clearParameters();
        return statement;
    }

    /** Gives up every statement: after a failure none is trusted again, and one not closed keeps its native memory. */
    void clear() {
        for (PreparedStatement statement : prepared.values()) {
            try {
                statement.close();
            } catch (SQLException failed) {
                LOG.debug("a statement that failed did not close cleanly", failed);
            }
        }
        prepared.clear();
    }

    @Override
    public void close() {
        clear();
        try {
            connection.close();
        } catch (SQLException failed) {
            LOG.warn("the ledger did not close cleanly", failed);
        }
    }
}
