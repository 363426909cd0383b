package cn.ting.visit;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/** The rows of the visit book. */
final class FactTable {

    Entry last(Transaction tx) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT entry, visit, type, at, payload, payload_hash, hash FROM fact"
                        + " ORDER BY entry DESC LIMIT 1").executeQuery()) {
            return row.next() ? entry(row) : Entry.BEFORE_FIRST;
        }
    }

    void insert(Transaction tx, Entry entry) throws SQLException {
        PreparedStatement insert = tx.prepare("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?)");
        insert.setLong(1, entry.number());
        insert.setString(2, entry.visit());
        insert.setString(3, entry.type());
        insert.setString(4, entry.at());
        insert.setBytes(5, entry.payload());
        insert.setBytes(6, entry.payloadHash());
        insert.setBytes(7, entry.hash());
        insert.executeUpdate();
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
