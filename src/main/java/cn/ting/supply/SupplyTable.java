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

    void put(Transaction tx, String supply, double left, Instant at) throws SQLException {
        PreparedStatement put = tx.prepare("INSERT INTO supply (supply, remaining, told_at) VALUES (?, ?, ?)"
                + " ON CONFLICT (supply) DO UPDATE SET remaining = excluded.remaining, told_at = excluded.told_at");
        put.setString(1, supply);
        put.setDouble(2, left);
        put.setString(3, at.toString());
        put.executeUpdate();
    }

    Map<String, Double> all(Transaction tx) throws SQLException {
        Map<String, Double> all = new HashMap<>();
        try (ResultSet rows = tx.prepare("SELECT supply, remaining FROM supply").executeQuery()) {
            while (rows.next()) {
                all.put(rows.getString(1), rows.getDouble(2));
            }
        }
        return all;
    }
}
