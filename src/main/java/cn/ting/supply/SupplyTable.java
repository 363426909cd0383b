package cn.ting.supply;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What is left of each supply. */
final class SupplyTable {

    /**
     * What is known of one.
     *
     * @param ended whether it has come to its end
     */
    record Kept(double left, boolean ended) {}

    void put(Transaction tx, String supply, Kept kept, Instant at) throws SQLException {
        PreparedStatement put = tx.prepare("INSERT INTO supply (supply, remaining, told_at, ended) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (supply) DO UPDATE SET remaining = excluded.remaining, told_at = excluded.told_at, ended = excluded.ended");
        put.setString(1, supply);
        put.setDouble(2, kept.left());
        put.setString(3, at.toString());
        put.setBoolean(4, kept.ended());
        put.executeUpdate();
    }

    Map<String, Kept> all(Transaction tx) throws SQLException {
        Map<String, Kept> all = new HashMap<>();
        try (ResultSet rows = tx.prepare("SELECT supply, remaining, ended FROM supply").executeQuery()) {
            while (rows.next()) {
                all.put(rows.getString(1), new Kept(rows.getDouble(2), rows.getBoolean(3)));
            }
        }
        return all;
    }
}
