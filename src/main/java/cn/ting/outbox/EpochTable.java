package cn.ting.outbox;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of epochs: how far the numbers of each went, and which one is in force. */
final class EpochTable {

    /**
     * The epoch in force as it was written down.
     *
     * @param life the life of the ledger it was drawn in; empty for one older than such lives
     * @param machine the machine it was drawn on; empty when that was not known
     */
    record Current(String epoch, Optional<String> life, Optional<String> machine) {}

    Optional<Current> current(Transaction tx) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT epoch, life, machine FROM link_epoch WHERE current = 1").executeQuery()) {
            return row.next()
                    ? Optional.of(new Current(
                            row.getString(1), Optional.ofNullable(row.getString(2)), Optional.ofNullable(row.getString(3))))
                    : Optional.empty();
        }
    }

    /** Takes the epoch in force for one of this life, which began with this ledger's being brought to a newer release. */
    void adopt(Transaction tx, String life, Optional<String> machine) throws SQLException {
        PreparedStatement update = tx.prepare(
                "UPDATE link_epoch SET life = coalesce(life, ?), machine = coalesce(machine, ?) WHERE current = 1");
        update.setString(1, life);
        update.setString(2, machine.orElse(null));
        update.executeUpdate();
    }

    /** @param used the highest number of the epoch before that is known to be taken, beyond what stands here */
    void begin(Transaction tx, String epoch, String life, Optional<String> machine, long used) throws SQLException {
        Optional<Current> previous = current(tx);
        if (previous.isPresent()) {
            // Its letters leave one by one, and then nothing else tells how far it went.
            keepNumber(tx, Math.max(used, lastNumbers(tx).get(previous.get().epoch)) + 1);
        }
        tx.prepare("UPDATE link_epoch SET current = 0").executeUpdate();
        PreparedStatement insert = tx.prepare("INSERT INTO link_epoch (epoch, previous, next_number, next_session, current, life, machine)"
                + " VALUES (?, ?, 1, 1, 1, ?, ?)");
        insert.setString(1, epoch);
        insert.setString(2, previous.map(Current::epoch).orElse(null));
        insert.setString(3, life);
        insert.setString(4, machine.orElse(null));
        insert.executeUpdate();
    }

    /** Writes down how far the numbers of the epoch in force went; to be done whenever rows leave. */
    void keepNumber(Transaction tx, long next) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE link_epoch SET next_number = ? WHERE current = 1");
        update.setLong(1, next);
        update.executeUpdate();
    }

    /** True while another may hold the leases of the epoch in force. */
    boolean isShared(Transaction tx) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT 1 FROM link_epoch WHERE current = 1 AND shared = 1").executeQuery()) {
            return row.next();
        }
    }

    void share(Transaction tx, boolean with) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE link_epoch SET shared = ? WHERE current = 1");
        update.setBoolean(1, with);
        update.executeUpdate();
    }

    /** Takes the next session number of the epoch in force. */
    Session takeSession(Transaction tx) throws SQLException {
        String sql = "UPDATE link_epoch SET next_session = next_session + 1 WHERE current = 1"
                + " RETURNING epoch, previous, next_session - 1";
        return session(tx, sql);
    }

    /** The session {@link #takeSession} would take, without taking it. */
    Session nextSession(Transaction tx) throws SQLException {
        return session(tx, "SELECT epoch, previous, next_session FROM link_epoch WHERE current = 1");
    }

    private static Session session(Transaction tx, String sql) throws SQLException {
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

    /** What waits of an epoch is not sent until {@link #renamed}: a process that dies meanwhile leaves that to the next. */
    void giveUp(Transaction tx, String epoch) throws SQLException {
        mark(tx, epoch, 1);
    }

    /** Nothing that waits has an id of that epoch any more; what a platform loses of it later is sent under the id it had. */
    void renamed(Transaction tx, String epoch) throws SQLException {
        mark(tx, epoch, 0);
    }

    private static void mark(Transaction tx, String epoch, int givenUp) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE link_epoch SET given_up = ? WHERE epoch = ?");
        update.setInt(1, givenUp);
        update.setString(2, epoch);
        update.executeUpdate();
    }

    /** Epochs whose letters are still to get other ids. */
    List<String> givenUp(Transaction tx) throws SQLException {
        List<String> epochs = new ArrayList<>();
        try (ResultSet row = tx.prepare("SELECT epoch FROM link_epoch WHERE given_up = 1").executeQuery()) {
            while (row.next()) {
                epochs.add(row.getString(1));
            }
        }
        return epochs;
    }

    /** How many letters of epochs of other machines wait, and facts whose letters a damaged ledger has lost. */
    long foreign(Transaction tx, String machine) throws SQLException {
        PreparedStatement select = tx.prepare("WITH other (epoch) AS (SELECT epoch FROM link_epoch WHERE machine <> ?1)"
                + " SELECT (SELECT count(*) FROM outbox WHERE receipted IS NULL AND parked IS NULL AND epoch IN (SELECT epoch FROM other))"
                + " + (SELECT count(*) FROM fact WHERE payload IS NOT NULL AND epoch IN (SELECT epoch FROM other)"
                + " AND EXISTS (SELECT 1 FROM ledger_life WHERE kept > 0 OR lost > 0)"
                + " AND NOT EXISTS (SELECT 1 FROM book_life WHERE life = ?2 AND through = 1)"
                + " AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.epoch = fact.epoch AND outbox.number = fact.number))");
        select.setString(1, machine);
        select.setString(2, tx.life());
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * When a letter was last receipted by a clock that was confirmed, as one by another was receipted at no time that comes; none where that is no
     * moment, as a salvaged row may have it.
     */
    Optional<Instant> lastReceipted(Transaction tx) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT max(receipted) FROM outbox INDEXED BY outbox_receipted WHERE receipted < '9999'").executeQuery()) {
            return row.next() && row.getString(1) != null ? Optional.of(Instant.parse(row.getString(1))) : Optional.empty();
        } catch (DateTimeParseException odd) {
            return Optional.empty();
        }
    }

    /** Takes every epoch for one of this machine: its disk was moved here by hand. */
    void moved(Transaction tx, String machine) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE link_epoch SET machine = ? WHERE machine IS NOT NULL");
        update.setString(1, machine);
        update.executeUpdate();
    }
}
