package cn.ting.outbox;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of the outbox: letters that wait, that are parked, and for some days those that were receipted. */
final class OutboxTable {

    void insert(Transaction tx, String epoch, long number, Letter letter, byte[] envelope) throws SQLException {
        PreparedStatement insert =
                tx.prepare("INSERT INTO outbox (epoch, number, key, type, envelope, lane) VALUES (?, ?, ?, ?, ?, ?)");
        insert.setString(1, epoch);
        insert.setLong(2, number);
        insert.setString(3, letter.lane().key(letter.key()));
        insert.setString(4, letter.type());
        insert.setBytes(5, envelope);
        insert.setInt(6, letter.lane().ordinal());
        insert.executeUpdate();
    }

    /**
     * Letters of one lane waiting to be sent, oldest first, posted after the given one. Those of an epoch that was given up are left out until
     * they have other ids.
     *
     * @param machine letters of epochs drawn on another one are left out; empty for letters of all
     */
    List<WaitingLetter> waiting(Transaction tx, Lane lane, long after, int most, Optional<String> machine) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT posted, epoch, number, key FROM outbox"
                + " WHERE lane = ?1 AND posted > ?2 AND receipted IS NULL AND parked IS NULL AND epoch NOT IN"
                + " (SELECT epoch FROM link_epoch WHERE given_up = 1 OR machine <> ?3) ORDER BY posted LIMIT ?4");
        select.setInt(1, lane.ordinal());
        select.setLong(2, after);
        select.setString(3, machine.orElse(null));
        select.setInt(4, most);
        List<WaitingLetter> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(new WaitingLetter(row.getLong(1), lane, row.getString(2), row.getLong(3), row.getString(4)));
            }
        }
        return rows;
    }

    /** Letters of one epoch, waiting or parked, oldest first, posted after the given one. */
    List<WaitingLetter> waitingOf(Transaction tx, String epoch, long after, int most) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT posted, lane, number, key FROM outbox"
                + " WHERE epoch = ? AND posted > ? AND receipted IS NULL ORDER BY posted LIMIT ?");
        select.setString(1, epoch);
        select.setLong(2, after);
        select.setInt(3, most);
        return letters(select, epoch);
    }

    private static List<WaitingLetter> letters(PreparedStatement select, String epoch) throws SQLException {
        List<WaitingLetter> letters = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                letters.add(new WaitingLetter(
                        row.getLong(1), Lane.of(row.getInt(2)), epoch, row.getLong(3), row.getString(4)));
            }
        }
        return letters;
    }

    /** What is sent for a letter; empty when its row is among what a damaged ledger lost. */
    Optional<byte[]> envelope(Transaction tx, long posted) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT envelope FROM outbox WHERE posted = ?");
        select.setLong(1, posted);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
    }

    /** What is sent for letters, as far as their rows are there. */
    Map<Long, byte[]> envelopes(Transaction tx, List<Long> posted) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT posted, envelope FROM outbox WHERE posted IN (SELECT value FROM json_each(?))");
        // A list of numbers is written in Java as in JSON.
        select.setString(1, posted.toString());
        Map<Long, byte[]> envelopes = new HashMap<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                envelopes.put(row.getLong(1), row.getBytes(2));
            }
        }
        return envelopes;
    }

    /** Of letters whose place is as far from their number, as those of one epoch mostly are, the place and the epoch tell the id. */
    private record Row(String epoch, long apart) {}

    /**
     * Marks letters, with one statement for all that stand in one row, as a drain has thousands a second. A sealed person is let go of at
     * once: the platform has it, and should it lose it, the letter says that it is without.
     */
    void receipt(Transaction tx, List<WaitingLetter> letters, String at) throws SQLException {
        Map<Row, List<Long>> rows = new HashMap<>();
        for (WaitingLetter letter : letters) {
            rows.computeIfAbsent(new Row(letter.epoch(), letter.posted() - letter.number()), row -> new ArrayList<>()).add(letter.posted());
        }
        // By the index of numbers SQLite would look at every letter of the epoch.
        PreparedStatement update = tx.prepare("UPDATE outbox NOT INDEXED SET receipted = ?, envelope = CASE WHEN instr(envelope, CAST('\"sealed\":' AS BLOB)) = 0"
                + " THEN envelope ELSE CAST(json_set(json_remove(CAST(envelope AS TEXT), '$.data.person.sealed'),"
                + " '$.stripped', json('true')) AS BLOB) END"
                + " WHERE posted IN (SELECT value FROM json_each(?)) AND epoch = ? AND number = posted - ?");
        for (Map.Entry<Row, List<Long>> row : rows.entrySet()) {
            update.setString(1, at);
            // A list of numbers is written in Java as in JSON.
            update.setString(2, row.getValue().toString());
            update.setString(3, row.getKey().epoch());
            update.setLong(4, row.getKey().apart());
            update.executeUpdate();
        }
    }

    /** A ledger made of what was left of a damaged one may give a place in the outbox anew: the id tells whether it is the same letter. */
    void park(Transaction tx, WaitingLetter letter, String why) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE outbox SET parked = ? WHERE posted = ? AND epoch = ? AND number = ?");
        update.setString(1, why);
        update.setLong(2, letter.posted());
        update.setString(3, letter.epoch());
        update.setLong(4, letter.number());
        update.executeUpdate();
    }

    /** Gives a letter another id, and what is sent for it with it. */
    void rename(Transaction tx, long posted, String epoch, long number, byte[] envelope) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE outbox SET epoch = ?, number = ?, envelope = ? WHERE posted = ?");
        update.setString(1, epoch);
        update.setLong(2, number);
        update.setBytes(3, envelope);
        update.setLong(4, posted);
        update.executeUpdate();
    }

    /** Letters that wait for a person, oldest first. */
    List<ParkedLetter> parked(Transaction tx, int most) throws SQLException {
        PreparedStatement select =
                tx.prepare("SELECT epoch, number, type, parked FROM outbox WHERE parked IS NOT NULL ORDER BY posted LIMIT ?");
        select.setInt(1, most);
        List<ParkedLetter> letters = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                letters.add(new ParkedLetter(row.getString(1), row.getLong(2), row.getString(3), row.getString(4)));
            }
        }
        return letters;
    }

    /** Puts every parked letter back among those that wait; returns how many. */
    int requeue(Transaction tx) throws SQLException {
        return tx.prepare("UPDATE outbox SET parked = NULL WHERE parked IS NOT NULL").executeUpdate();
    }

    /** Letters of an epoch that were receipted, by number, from one to another. */
    List<WaitingLetter> receipted(Transaction tx, String epoch, long first, long last) throws SQLException {
        // By the index of numbers SQLite would look at every letter that waits.
        PreparedStatement select = tx.prepare("SELECT posted, lane, number, key FROM outbox INDEXED BY outbox_receipted"
                + " WHERE receipted IS NOT NULL AND epoch = ? AND number BETWEEN ? AND ? ORDER BY number");
        select.setString(1, epoch);
        select.setLong(2, first);
        select.setLong(3, last);
        return letters(select, epoch);
    }

    /** Takes a receipt back: the platform does not have the letter any more. */
    void revive(Transaction tx, long posted) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE outbox SET receipted = NULL WHERE posted = ?");
        update.setLong(1, posted);
        update.executeUpdate();
    }

    /** Lets go of what was receipted before that time, in steps that hold nobody up. */
    int purge(Transaction tx, String before, int most) throws SQLException {
        PreparedStatement delete = tx.prepare("DELETE FROM outbox WHERE posted IN"
                + " (SELECT posted FROM outbox WHERE receipted < ? ORDER BY receipted LIMIT ?)");
        delete.setString(1, before);
        delete.setInt(2, most);
        return delete.executeUpdate();
    }

    /** Letters that were receipted later than now, by whatever clock, were receipted now. */
    int dateAnew(Transaction tx, String now, int most) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE outbox SET receipted = ?1 WHERE posted IN"
                + " (SELECT posted FROM outbox WHERE receipted > ?1 ORDER BY receipted LIMIT ?2)");
        update.setString(1, now);
        update.setInt(2, most);
        return update.executeUpdate();
    }

    long count(Transaction tx) throws SQLException {
        return one(tx, "SELECT count(*) FROM outbox WHERE receipted IS NULL AND parked IS NULL");
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
