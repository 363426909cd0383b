package cn.ting.health;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** Seconds in service by day and kind of device. */
final class InServiceTable {

    void add(Transaction tx, LocalDate day, String kind, long seconds) throws SQLException {
        PreparedStatement add = tx.prepare("INSERT INTO in_service (day, kind, seconds) VALUES (?, ?, ?)"
                + " ON CONFLICT (day, kind) DO UPDATE SET seconds = seconds + excluded.seconds");
        add.setString(1, day.toString());
        add.setString(2, kind);
        add.setLong(3, seconds);
        add.executeUpdate();
    }

    /** Forgets what lies outside these days, which a wrong clock may have written. */
    void keep(Transaction tx, LocalDate first, LocalDate last) throws SQLException {
        PreparedStatement forget = tx.prepare("DELETE FROM in_service WHERE day < ? OR day > ?");
        forget.setString(1, first.toString());
        forget.setString(2, last.toString());
        forget.executeUpdate();
    }

    /** By kind, for one day. */
    Map<String, Long> of(Transaction tx, LocalDate day) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT kind, seconds FROM in_service WHERE day = ?");
        select.setString(1, day.toString());
        Map<String, Long> seconds = new TreeMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                seconds.put(rows.getString(1), rows.getLong(2));
            }
        }
        return seconds;
    }
}
