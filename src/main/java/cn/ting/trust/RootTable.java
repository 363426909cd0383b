package cn.ting.trust;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The chain of roots, as they were signed. */
final class RootTable {

    List<byte[]> chain(Transaction tx) throws SQLException {
        List<byte[]> chain = new ArrayList<>();
        try (ResultSet row = tx.prepare("SELECT envelope FROM root ORDER BY version").executeQuery()) {
            while (row.next()) {
                chain.add(row.getBytes(1));
            }
        }
        return chain;
    }

    void put(Transaction tx, long version, byte[] envelope) throws SQLException {
        PreparedStatement put = tx.prepare("INSERT INTO root (version, envelope) VALUES (?, ?)"
                + " ON CONFLICT (version) DO UPDATE SET envelope = excluded.envelope");
        put.setLong(1, version);
        put.setBytes(2, envelope);
        put.executeUpdate();
    }

    void deleteAfter(Transaction tx, long version) throws SQLException {
        PreparedStatement delete = tx.prepare("DELETE FROM root WHERE version > ?");
        delete.setLong(1, version);
        delete.executeUpdate();
    }
}
