package cn.ting.supply;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When relays have taken power. */
final class PowerCycleTable {

    /** Puts these in place of what was known of a relay. */
    void replace(Transaction tx, String relay, List<Instant> cycles) throws SQLException {
        PreparedStatement forget = tx.prepare("DELETE FROM power_cycle WHERE relay = ?");
        forget.setString(1, relay);
        forget.executeUpdate();
        for (Instant at : cycles) {
            PreparedStatement put = tx.prepare("INSERT OR IGNORE INTO power_cycle (relay, at) VALUES (?, ?)");
            put.setString(1, relay);
            put.setString(2, at.toString());
            put.executeUpdate();
        }
    }

    List<Instant> of(Transaction tx, String relay) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT at FROM power_cycle WHERE relay = ?");
        select.setString(1, relay);
        List<Instant> cycles = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                cycles.add(Instant.parse(rows.getString(1)));
            }
        }
        return cycles;
    }
}
