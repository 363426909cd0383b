package cn.ting.naming;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The row that holds the document in force, as it was signed. */
final class NamingTable {

    Optional<byte[]> envelope(Transaction tx) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT envelope FROM naming").executeQuery()) {
            return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
    }

    void put(Transaction tx, byte[] envelope) throws SQLException {
        PreparedStatement put = tx.prepare("INSERT INTO naming (only, envelope) VALUES (1, ?)"
                + " ON CONFLICT (only) DO UPDATE SET envelope = excluded.envelope");
        put.setBytes(1, envelope);
        put.executeUpdate();
    }
}
