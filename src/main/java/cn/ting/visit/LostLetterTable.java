package cn.ting.visit;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of facts without a letter, and how far the book was gone through for them. */
final class LostLetterTable {

    /**
     * A fact that still holds what happened, and whose letter is not there.
     *
     * @param boot the life of the process that wrote it; empty when that was not written down
     * @param foreign whether another machine wrote it
     * @param spoilt whether its payload is no JSON any more, so that no letter can tell it
     */
    record Lost(long entry, String visit, String type, String at, byte[] payload, String epoch, long number, Optional<String> boot, int lane,
            boolean foreign, boolean spoilt) {}

    /** Behind an entry; goes by the index of visits. */
    static final String MAY_LACK = "SELECT 1 FROM fact WHERE payload IS NOT NULL AND visit = ? AND entry > ? AND epoch <> ? LIMIT 1";

    private static final String LOST = "WITH renamed (id) AS MATERIALIZED (SELECT CAST(envelope AS TEXT) ->> '$.formerid' FROM outbox"
            + " WHERE instr(envelope, CAST('\"formerid\":' AS BLOB)) > 0 AND json_valid(CAST(envelope AS TEXT))) SELECT entry, visit, type, at, payload, epoch, number, boot, lane,"
            + " ?2 IS NOT NULL AND epoch IN (SELECT epoch FROM link_epoch WHERE machine <> ?2), NOT json_valid(CAST(payload AS TEXT)) FROM fact"
            + " WHERE payload IS NOT NULL AND epoch IS NOT NULL AND entry > ?1 AND NOT EXISTS"
            + " (SELECT 1 FROM outbox WHERE outbox.epoch = fact.epoch AND outbox.number = fact.number)"
            + " AND ?4 || '/' || epoch || '/' || number NOT IN (SELECT id FROM renamed WHERE id IS NOT NULL)";

    /** True when this ledger was made of what was left of another. */
    boolean salvaged(Transaction tx) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT count(*) FROM ledger_life WHERE kept > 0 OR lost > 0").executeQuery()) {
            return row.next() && row.getLong(1) > 0;
        }
    }

    boolean through(Transaction tx, String life) throws SQLException {
        return one(tx, "SELECT through FROM book_life WHERE life = ?", life) == 1;
    }

    long reached(Transaction tx, String life) throws SQLException {
        return one(tx, "SELECT entry FROM book_life WHERE life = ?", life);
    }

    private static long one(Transaction tx, String sql, String life) throws SQLException {
        PreparedStatement select = tx.prepare(sql);
        select.setString(1, life);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    void reached(Transaction tx, String life, long entry, boolean through) throws SQLException {
        PreparedStatement insert = tx.prepare("INSERT OR REPLACE INTO book_life (life, entry, through) VALUES (?, ?, ?)");
        insert.setString(1, life);
        insert.setLong(2, entry);
        insert.setBoolean(3, through);
        insert.executeUpdate();
    }

    /**
     * Some of them in the order of the book, behind an entry. A letter that has another id by now is there, and names the one it had.
     *
     * @param machine this one; empty where it does not say
     */
    List<Lost> after(Transaction tx, long entry, String kiosk, Optional<String> machine, int most) throws SQLException {
        return lost(tx.prepare(LOST + " ORDER BY entry LIMIT ?3"), entry, kiosk, machine, most);
    }

    /** True when facts of a visit behind an entry were written in another epoch than this one, so that letters of it may be lost. */
    boolean mayLack(Transaction tx, String visit, long entry, String epoch) throws SQLException {
        PreparedStatement select = tx.prepare(MAY_LACK);
        select.setString(1, visit);
        select.setLong(2, entry);
        select.setString(3, epoch);
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    /** The same of one visit. */
    List<Lost> of(Transaction tx, String visit, long entry, String kiosk, Optional<String> machine, int most) throws SQLException {
        PreparedStatement select = tx.prepare(LOST + " AND visit = ?5 ORDER BY entry LIMIT ?3");
        select.setString(5, visit);
        return lost(select, entry, kiosk, machine, most);
    }

    private static List<Lost> lost(PreparedStatement select, long entry, String kiosk, Optional<String> machine, int most) throws SQLException {
        select.setLong(1, entry);
        select.setString(2, machine.orElse(null));
        select.setInt(3, most);
        select.setString(4, kiosk);
        List<Lost> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new Lost(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getBytes(5), row.getString(6),
                        row.getLong(7), Optional.ofNullable(row.getString(8)), row.getInt(9), row.getBoolean(10), row.getBoolean(11)));
            }
        }
        return found;
    }
}
