package cn.ting.visit;

import cn.ting.outbox.Letter;
import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/** The rows of the visit book. */
final class FactTable {

    /**
     * Of a fact of an epoch that is not in force any more the letter may have another id by now: while one of those waits, the fact is kept. The
     * letters are looked at only where there is such a fact.
     */
    private static final String NOT_RENAMED = " AND (epoch IS NULL OR epoch = (SELECT epoch FROM link_epoch WHERE current = 1) OR NOT EXISTS"
            + " (SELECT 1 FROM outbox AS letter WHERE letter.receipted IS NULL AND instr(letter.envelope, CAST('\"formerid\":' AS BLOB)) > 0))";

    Entry last(Transaction tx) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT entry, visit, type, at, payload, payload_hash, hash FROM fact"
                        + " ORDER BY entry DESC LIMIT 1").executeQuery()) {
            return row.next() ? entry(row) : Entry.BEFORE_FIRST;
        }
    }

    /** @param posted the letter that tells it, as it was posted in the given life of the kiosk's process */
    void insert(Transaction tx, Entry entry, String epoch, long number, Letter posted, String boot) throws SQLException {
        PreparedStatement insert = tx.prepare("INSERT INTO fact (entry, visit, type, at, payload, payload_hash, hash, epoch, number, boot, lane)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.setLong(1, entry.number());
        insert.setString(2, entry.visit());
        insert.setString(3, entry.type());
        insert.setString(4, entry.at());
        insert.setBytes(5, entry.payload());
        insert.setBytes(6, entry.payloadHash());
        insert.setBytes(7, entry.hash());
        insert.setString(8, epoch);
        insert.setLong(9, number);
        insert.setString(10, boot);
        insert.setInt(11, posted.lane().ordinal());
        insert.executeUpdate();
    }

    /** Forgets what happened before that time, where the letter that told it has left the outbox; the chain stays whole. */
    int erase(Transaction tx, String before, int most) throws SQLException {
        PreparedStatement erase = tx.prepare("UPDATE fact SET payload = NULL WHERE entry IN (SELECT entry FROM fact"
                + " WHERE payload IS NOT NULL AND at < ? AND NOT EXISTS"
                + " (SELECT 1 FROM outbox WHERE outbox.epoch = fact.epoch AND outbox.number = fact.number)" + NOT_RENAMED + " ORDER BY entry LIMIT ?)");
        erase.setString(1, before);
        erase.setInt(2, most);
        return erase.executeUpdate();
    }

    int erasePersons(Transaction tx, int most) throws SQLException {
        PreparedStatement erase = tx.prepare("UPDATE fact SET payload = NULL WHERE entry IN (SELECT entry FROM fact"
                + " WHERE payload IS NOT NULL AND instr(payload, CAST('\"sealed\":' AS BLOB)) > 0 AND NOT EXISTS"
                + " (SELECT 1 FROM outbox WHERE outbox.epoch = fact.epoch AND outbox.number = fact.number AND receipted IS NULL)"
                + NOT_RENAMED + " ORDER BY entry LIMIT ?)");
        erase.setInt(1, most);
        return erase.executeUpdate();
    }

    void forEach(Transaction tx, Consumer<Entry> reader) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT entry, visit, type, at, payload, payload_hash, hash FROM fact"
                + " ORDER BY entry").executeQuery()) {
            while (row.next()) {
                reader.accept(entry(row));
            }
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong(1), row.getString(2), row.getString(3), row.getString(4),
                row.getBytes(5), row.getBytes(6), row.getBytes(7));
    }
}
