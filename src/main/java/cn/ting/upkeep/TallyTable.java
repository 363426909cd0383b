package cn.ting.upkeep;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The days that were tallied, and the sums of a day. */
final class TallyTable {

    Optional<LocalDate> last(Transaction tx) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT max(day) FROM tally").executeQuery()) {
            return row.next() && row.getString(1) != null ? Optional.of(LocalDate.parse(row.getString(1))) : Optional.empty();
        }
    }

    void insert(Transaction tx, LocalDate day) throws SQLException {
        PreparedStatement insert = tx.prepare("INSERT INTO tally (day) VALUES (?)");
        insert.setString(1, day.toString());
        insert.executeUpdate();
    }

    /** Sums up the facts of a day; empty when there were none. */
    Optional<Tally> sum(Transaction tx, LocalDate day, Instant from, Instant to) throws SQLException {
        List<Tally.Numbers> epochs = new ArrayList<>();
        try (ResultSet row = between(tx, "SELECT epoch, min(number), max(number), count(*) FROM fact"
                + " WHERE at >= ? AND at < ? AND epoch IS NOT NULL GROUP BY epoch ORDER BY min(entry)", from, to)) {
            while (row.next()) {
                epochs.add(new Tally.Numbers(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
            }
        }
        if (epochs.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> counts = new TreeMap<>();
        try (ResultSet row = between(tx, "SELECT type || coalesce('/' || (CAST(payload AS TEXT) ->> '$.outcome'), ''), count(*) FROM fact"
                + " WHERE at >= ? AND at < ? AND epoch IS NOT NULL GROUP BY 1", from, to)) {
            while (row.next()) {
                counts.put(row.getString(1), row.getLong(2));
            }
        }
        try (ResultSet row = between(tx, "SELECT hash FROM fact WHERE at >= ? AND at < ? ORDER BY entry DESC LIMIT 1", from, to)) {
            row.next();
            return Optional.of(new Tally(day, epochs, counts, HexFormat.of().formatHex(row.getBytes(1))));
        }
    }

    private static ResultSet between(Transaction tx, String sql, Instant from, Instant to) throws SQLException {
        PreparedStatement select = tx.prepare(sql);
        select.setString(1, from.toString());
        select.setString(2, to.toString());
        return select.executeQuery();
    }
}
