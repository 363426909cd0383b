package cn.ting.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The lives of this ledger: a fresh file begins one, and so does one made of what was left of a damaged file. */
final class LifeTable {

    /**
     * One life.
     *
     * @param id opaque, never used twice
     * @param kept rows taken over from the file before; 0 for a fresh ledger
     * @param lost rows that were seen to be there and could not be read
     */
    record Life(String id, long kept, long lost) {}

    Optional<Life> current(Transaction tx) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT life, kept, lost FROM ledger_life ORDER BY ordinal DESC LIMIT 1").executeQuery()) {
            return row.next() ? Optional.of(new Life(row.getString(1), row.getLong(2), row.getLong(3))) : Optional.empty();
        }
    }

    void begin(Transaction tx, Life life) throws SQLException {
        PreparedStatement insert = tx.prepare("INSERT INTO ledger_life (life, kept, lost) VALUES (?, ?, ?)");
        insert.setString(1, life.id());
        insert.setLong(2, life.kept());
        insert.setLong(3, life.lost());
        insert.executeUpdate();
    }
}
