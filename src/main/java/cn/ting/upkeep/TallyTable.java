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

    /**
     * Sums up the facts of a day; empty when there were none. The day's clock says where its numbers begin and end; between them everything
     * counts, whatever its own clock said, as the platform knows of numbers alone.
     */
    Optional<Tally> sum(Transaction tx, LocalDate day, Instant from, Instant to) throws SQLException {
        List<Tally.Numbers> ends = new ArrayList<>();
        try (ResultSet row = between(tx, "SELECT epoch, min(number), max(number) FROM fact"
                + " WHERE at >= ? AND at < ? AND epoch IS NOT NULL GROUP BY epoch ORDER BY min(entry)", from, to)) {
            while (row.next()) {
                ends.add(new Tally.Numbers(row.getString(1), row.getLong(2), row.getLong(3), 0));
            }
        }
        if (ends.isEmpty()) {
            return Optional.empty();
        }
        List<Tally.Numbers> epochs = new ArrayList<>();
        Map<String, Long> counts = new TreeMap<>();
        for (Tally.Numbers numbers : ends) {
            epochs.add(new Tally.Numbers(numbers.epoch(), numbers.first(), numbers.last(), count(tx, numbers, counts)));
        }
        try (ResultSet row = between(tx, "SELECT hash FROM fact WHERE at >= ? AND at < ? ORDER BY entry DESC LIMIT 1", from, to)) {
            row.next();
            return Optional.of(new Tally(day, epochs, counts, HexFormat.of().formatHex(row.getBytes(1))));
        }
    }

    private static long count(Transaction tx, Tally.Numbers numbers, Map<String, Long> counts) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT type || coalesce('/' || (CAST(payload AS TEXT) ->> '$.outcome'), ''), count(*)"
                + " FROM fact WHERE epoch = ? AND number BETWEEN ? AND ? GROUP BY 1");
        select.setString(1, numbers.epoch());
        select.setLong(2, numbers.first());
        select.setLong(3, numbers.last());
        long facts = 0;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                counts.merge(row.getString(1), row.getLong(2), Long::sum);
                facts += row.getLong(2);
            }
        }
        return facts;
    }

    private static ResultSet between(Transaction tx, String sql, Instant from, Instant to) throws SQLException {
        PreparedStatement select = tx.prepare(sql);
        select.setString(1, from.toString());
        select.setString(2, to.toString());
        return select.executeQuery();
    }
}
