package cn.ting.link;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of the outbox and the numbers of letters. */
final class OutboxTable {

    /** A letter as it waits: {@code posted} grows with every letter of this ledger, whatever its epoch. */
    record Row(long posted, String epoch, long number, String key) {}

    /** What a connection says of itself at birth. */
    record Session(String epoch, String previousEpoch, long number) {}

    Optional<String> currentEpoch(Transaction tx) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT epoch FROM link_epoch WHERE current = 1").executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    void beginEpoch(Transaction tx, String epoch) throws SQLException {
        Optional<String> previous = currentEpoch(tx);
        tx.prepare("UPDATE link_epoch SET current = 0").executeUpdate();
        PreparedStatement insert = tx.prepare("INSERT INTO link_epoch (epoch, previous, next_number, next_session, current) VALUES (?, ?, 1, 1, 1)");
        insert.setString(1, epoch);
        insert.setString(2, previous.orElse(null));
        insert.executeUpdate();
    }

    /** Writes down how far the numbers of the epoch in force went; to be done whenever rows leave. */
    void keepNumber(Transaction tx, long next) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE link_epoch SET next_number = ? WHERE current = 1");
        update.setLong(1, next);
        update.executeUpdate();
    }

    /** Takes the next session number of the epoch in force. */
    Session takeSession(Transaction tx) throws SQLException {
        String sql = "UPDATE link_epoch SET next_session = next_session + 1 WHERE current = 1"
                + " RETURNING epoch, previous, next_session - 1";
        try (ResultSet row = tx.prepare(sql).executeQuery()) {
            row.next();
            return new Session(row.getString(1), row.getString(2), row.getLong(3));
        }
    }

    /** The session {@link #takeSession} would take, without taking it. */
    Session nextSession(Transaction tx) throws SQLException {
        String sql = "SELECT epoch, previous, next_session FROM link_epoch WHERE current = 1";
        try (ResultSet row = tx.prepare(sql).executeQuery()) {
            row.next();
            return new Session(row.getString(1), row.getString(2), row.getLong(3));
        }
    }

    /** The last number taken in each epoch: as kept when rows last left, or that of a row which came since. */
    Map<String, Long> lastNumbers(Transaction tx) throws SQLException {
        Map<String, Long> last = new HashMap<>();
        String sql = "SELECT epoch, max(next_number - 1,"
                + " coalesce((SELECT max(number) FROM outbox WHERE outbox.epoch = link_epoch.epoch), 0)) FROM link_epoch";
        try (ResultSet row = tx.prepare(sql).executeQuery()) {
            while (row.next()) {
                last.put(row.getString(1), row.getLong(2));
            }
        }
        return last;
    }

    void insert(Transaction tx, String epoch, long number, Letter letter, byte[] envelope) throws SQLException {
        PreparedStatement insert =
                tx.prepare("INSERT INTO outbox (epoch, number, key, type, envelope) VALUES (?, ?, ?, ?, ?)");
        insert.setString(1, epoch);
        insert.setLong(2, number);
        insert.setString(3, letter.key());
        insert.setString(4, letter.type());
        insert.setBytes(5, envelope);
        insert.executeUpdate();
    }

    /** Letters waiting to be sent, oldest first, posted after the given one. */
    List<Row> waiting(Transaction tx, long after, int most) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT posted, epoch, number, key FROM outbox"
                + " WHERE posted > ? AND parked IS NULL ORDER BY posted LIMIT ?");
        select.setLong(1, after);
        select.setInt(2, most);
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(new Row(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4)));
            }
        }
        return rows;
    }

    byte[] envelope(Transaction tx, long posted) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT envelope FROM outbox WHERE posted = ?");
        select.setLong(1, posted);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBytes(1);
        }
    }

    void delete(Transaction tx, long posted) throws SQLException {
        PreparedStatement delete = tx.prepare("DELETE FROM outbox WHERE posted = ?");
        delete.setLong(1, posted);
        delete.executeUpdate();
    }

    void park(Transaction tx, long posted, String why) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE outbox SET parked = ? WHERE posted = ?");
        update.setString(1, why);
        update.setLong(2, posted);
        update.executeUpdate();
    }

    long count(Transaction tx) throws SQLException {
        return one(tx, "SELECT count(*) FROM outbox WHERE parked IS NULL");
    }

    long countParked(Transaction tx) throws SQLException {
        return one(tx, "SELECT count(*) FROM outbox WHERE parked IS NOT NULL");
    }

    private static long one(Transaction tx, String sql) throws SQLException {
        try (ResultSet row = tx.prepare(sql).executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
