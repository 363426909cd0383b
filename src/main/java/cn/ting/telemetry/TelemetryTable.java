package cn.ting.telemetry;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The events that wait, and how many were let go of. */
final class TelemetryTable {

    /** @param number never used twice in one ledger */
    record Row(long number, TelemetryLane lane, byte[] event) {}

    void add(Transaction tx, TelemetryLane lane, byte[] event) throws SQLException {
        PreparedStatement insert = tx.prepare("INSERT INTO telemetry (lane, event) VALUES (?, ?)");
        insert.setInt(1, lane.ordinal());
        insert.setBytes(2, event);
        insert.executeUpdate();
    }

    /** What goes first: by lane, in each the oldest. */
    List<Row> first(Transaction tx, int most) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT number, lane, event FROM telemetry ORDER BY lane, number LIMIT ?");
        select.setInt(1, most);
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(new Row(row.getLong(1), TelemetryLane.values()[row.getInt(2)], row.getBytes(3)));
            }
        }
        return rows;
    }

    void remove(Transaction tx, Iterable<Long> numbers) throws SQLException {
        PreparedStatement delete = tx.prepare("DELETE FROM telemetry WHERE number = ?");
        for (long number : numbers) {
            delete.setLong(1, number);
            delete.executeUpdate();
        }
    }

    /**
     * Lets go of the oldest of a lane beyond its room.
     *
     * @param kept are on their way and may have arrived
     * @return how many
     */
    int trim(Transaction tx, TelemetryLane lane, long bytes, Set<Long> kept) throws SQLException {
        long over = bytes(tx, lane) - bytes;
        List<Long> oldest = new ArrayList<>();
        PreparedStatement select = tx.prepare("SELECT number, length(event) FROM telemetry WHERE lane = ? ORDER BY number");
        select.setInt(1, lane.ordinal());
        try (ResultSet row = select.executeQuery()) {
            while (over > 0 && row.next()) {
                if (!kept.contains(row.getLong(1))) {
                    oldest.add(row.getLong(1));
                    over -= row.getLong(2);
                }
            }
        }
        remove(tx, oldest);
        return oldest.size();
    }

    private static long bytes(Transaction tx, TelemetryLane lane) throws SQLException {
        return number(tx, "SELECT coalesce(sum(length(event)), 0) FROM telemetry WHERE lane = ?", lane);
    }

    long waiting(Transaction tx, TelemetryLane lane) throws SQLException {
        return number(tx, "SELECT count(*) FROM telemetry WHERE lane = ?", lane);
    }

    void dropped(Transaction tx, TelemetryLane lane, long more) throws SQLException {
        PreparedStatement add = tx.prepare("INSERT INTO telemetry_dropped (lane, events) VALUES (?, ?)"
                + " ON CONFLICT (lane) DO UPDATE SET events = events + excluded.events");
        add.setInt(1, lane.ordinal());
        add.setLong(2, more);
        add.executeUpdate();
    }

    long dropped(Transaction tx, TelemetryLane lane) throws SQLException {
        return number(tx, "SELECT coalesce(sum(events), 0) FROM telemetry_dropped WHERE lane = ?", lane);
    }

    private static long number(Transaction tx, String sql, TelemetryLane lane) throws SQLException {
        PreparedStatement select = tx.prepare(sql);
        select.setInt(1, lane.ordinal());
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
