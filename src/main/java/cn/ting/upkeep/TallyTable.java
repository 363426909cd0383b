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

/** The days that were tallied, and the sums of a day. A salvaged ledger may hold what is no day, and payloads that are no JSON. */
final class TallyTable {

    /** @param last the entry of the book with which it ends */
    record Sum(Tally tally, long last) {}

    Optional<LocalDate> last(Transaction tx) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT max(day) FROM tally WHERE date(day) = day").executeQuery()) {
            return row.next() && row.getString(1) != null ? Optional.of(LocalDate.parse(row.getString(1))) : Optional.empty();
        }
    }

    /** True when it is said of a day that it was tallied which is not over: a spoilt page says so, or a clock that was far ahead has. */
    boolean tellsOfDaysToCome(Transaction tx, LocalDate today) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT 1 FROM tally WHERE date(day) = day AND day >= ? LIMIT 1");
        select.setString(1, today.toString());
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    void forgetDaysToCome(Transaction tx, LocalDate today) throws SQLException {
        PreparedStatement delete = tx.prepare("DELETE FROM tally WHERE date(day) = day AND day >= ?");
        delete.setString(1, today.toString());
        delete.executeUpdate();
    }

    /** A day was tallied; with what, or with nothing. */
    void insert(Transaction tx, LocalDate day, Optional<Sum> sum) throws SQLException {
        PreparedStatement insert = tx.prepare("INSERT INTO tally (day, entry) VALUES (?, ?)");
        insert.setString(1, day.toString());
        insert.setObject(2, sum.map(Sum::last).orElse(null));
        insert.executeUpdate();
    }

    /** Days from the given one of whose tally the platform has said nothing. */
    List<LocalDate> unanswered(Transaction tx, LocalDate from) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT day FROM tally WHERE word IS NULL AND entry IS NOT NULL AND date(day) = day"
                + " AND day >= ? ORDER BY day");
        select.setString(1, from.toString());
        List<LocalDate> days = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                days.add(LocalDate.parse(row.getString(1)));
            }
        }
        return days;
    }

    /** The platform has said that of a day's tally. */
    void answered(Transaction tx, LocalDate day, boolean balanced) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE tally SET word = ? WHERE day = ?");
        update.setString(1, balanced ? "balanced" : "unbalanced");
        update.setString(2, day.toString());
        update.executeUpdate();
    }

    /**
     * Sums up the facts of a day; empty when there were none. The day's clock says with which entry of the book it ends, and it begins where the
     * one before ended: what was written between by a clock that was wrong counts too, as the platform knows of numbers alone.
     */
    Optional<Sum> sum(Transaction tx, LocalDate day, Instant from, Instant to) throws SQLException {
        long last = one(between(tx, "SELECT max(entry) FROM fact WHERE at >= ? AND at < ?", from, to));
        long before = before(tx, from);
        if (last <= before) {
            return Optional.empty();
        }
        List<Tally.Numbers> epochs = new ArrayList<>();
        try (ResultSet row = among(tx, "SELECT epoch, min(number), max(number), count(*) FROM fact"
                + " WHERE entry > ? AND entry <= ? AND epoch IS NOT NULL GROUP BY epoch ORDER BY min(entry)", before, last)) {
            while (row.next()) {
                epochs.add(new Tally.Numbers(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
            }
        }
        if (epochs.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> counts = new TreeMap<>();
        try (ResultSet row = among(tx, "SELECT type || CASE WHEN json_valid(CAST(payload AS TEXT))"
                + " THEN coalesce('/' || (CAST(payload AS TEXT) ->> '$.outcome'), '') ELSE '' END, count(*)"
                + " FROM fact WHERE entry > ? AND entry <= ? AND epoch IS NOT NULL GROUP BY 1", before, last)) {
            while (row.next()) {
                counts.put(row.getString(1), row.getLong(2));
            }
        }
        PreparedStatement head = tx.prepare("SELECT hash FROM fact WHERE entry = ?");
        head.setLong(1, last);
        try (ResultSet row = head.executeQuery()) {
            row.next();
            return Optional.of(new Sum(new Tally(day, epochs, counts, HexFormat.of().formatHex(row.getBytes(1))), last));
        }
    }

    /**
     * The entry up to which the book was tallied. Where no tally says so, the whole book is tallied but for what was let go of long ago: then this is
     * the first day, or a damaged ledger has lost the days.
     */
    private static long before(Transaction tx, Instant from) throws SQLException {
        long tallied = one(tx.prepare("SELECT max(entry) FROM tally WHERE entry <= (SELECT max(entry) FROM fact)").executeQuery());
        if (tallied > 0) {
            return tallied;
        }
        PreparedStatement erased = tx.prepare("SELECT max(entry) FROM fact WHERE payload IS NULL AND at < ?");
        erased.setString(1, from.minus(Upkeep.KEPT).toString());
        return one(erased.executeQuery());
    }

    private static long one(ResultSet rows) throws SQLException {
        try (rows) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static ResultSet among(Transaction tx, String sql, long after, long last) throws SQLException {
        PreparedStatement select = tx.prepare(sql);
        select.setLong(1, after);
        select.setLong(2, last);
        return select.executeQuery();
    }

    private static ResultSet between(Transaction tx, String sql, Instant from, Instant to) throws SQLException {
        PreparedStatement select = tx.prepare(sql);
        select.setString(1, from.toString());
        select.setString(2, to.toString());
        return select.executeQuery();
    }
}
