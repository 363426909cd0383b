package cn.ting.hall;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of leases. A row is never replaced, so that its cursor never goes back. */
final class LeaseTable {

    private static final String COLUMNS = "lease, hall, service, letter, business_date, valid_from, valid_until,"
            + " first, last, next, slip_key, link, no_show";

    /**
     * Takes a lease in force; one that is here already keeps its cursor and everything else.
     *
     * @return false for one that is here under another epoch, of which nothing is drawn: its cursor may have gone back
     */
    boolean grant(Transaction tx, Lease lease, String epoch) throws SQLException {
        PreparedStatement insert = tx.prepare("INSERT INTO lease (" + COLUMNS + ", epoch, withdrawn)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
                + " ON CONFLICT (lease) DO UPDATE SET withdrawn = 0 RETURNING epoch");
        insert.setString(1, lease.lease());
        insert.setString(2, lease.hall());
        insert.setString(3, lease.service());
        insert.setString(4, lease.letter());
        insert.setString(5, lease.businessDate().toString());
        insert.setString(6, lease.validFrom().toString());
        insert.setString(7, lease.validUntil().toString());
        insert.setInt(8, lease.first());
        insert.setInt(9, lease.last());
        insert.setInt(10, lease.next());
        insert.setBytes(11, lease.slipKey());
        insert.setString(12, lease.link());
        insert.setString(13, lease.noShow().map(NoShow::written).orElse(null));
        insert.setString(14, epoch);
        try (ResultSet row = insert.executeQuery()) {
            row.next();
            return row.getString(1).equals(epoch);
        }
    }

    /** Takes every lease out of force; those still granted are put back by {@link #grant} in the same transaction. */
    void withdrawAll(Transaction tx) throws SQLException {
        tx.prepare("UPDATE lease SET withdrawn = 1 WHERE withdrawn = 0").executeUpdate();
    }

    /**
     * Leases in force for one service that still have a number, in the order of their numbers. Those granted to another epoch are not ours to
     * draw from: their cursor may have gone back with the ledger, or stand in a clone of it as well.
     */
    List<Lease> open(Transaction tx, String hall, String service, String epoch) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT " + COLUMNS + " FROM lease"
                + " WHERE hall = ? AND service = ? AND epoch = ? AND withdrawn = 0 AND next <= last ORDER BY business_date, first");
        select.setString(1, hall);
        select.setString(2, service);
        select.setString(3, epoch);
        List<Lease> leases = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                leases.add(lease(row));
            }
        }
        return leases;
    }

    /** Forgets leases of days before. One that is still granted stays: it may be delivered again, and its cursor must not begin anew. */
    void forget(Transaction tx, LocalDate before) throws SQLException {
        PreparedStatement delete = tx.prepare("DELETE FROM lease WHERE business_date < ? AND withdrawn = 1");
        delete.setString(1, before.toString());
        delete.executeUpdate();
    }

    /**
     * A lease as it stands once the numbers are passed over that another one of the same hall, day and letter has given: a platform that was
     * restored from a copy may grant again what it does not know to be given. Empty when none is left.
     */
    Optional<Lease> fresh(Transaction tx, Lease lease) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT max(next) FROM lease WHERE hall = ? AND business_date = ? AND letter = ? AND lease <> ?"
                + " AND first <= ? AND next > ?");
        select.setString(1, lease.hall());
        select.setString(2, lease.businessDate().toString());
        select.setString(3, lease.letter());
        select.setString(4, lease.lease());
        int next = lease.next();
        while (next <= lease.last()) {
            select.setInt(5, next);
            select.setInt(6, next);
            try (ResultSet row = select.executeQuery()) {
                int beyond = row.next() ? row.getInt(1) : 0;
                if (beyond == 0) {
                    return Optional.of(lease.from(next));
                }
                next = beyond;
            }
        }
        return Optional.empty();
    }

    /** @param lease as it stands before the number that is given */
    void advance(Transaction tx, Lease lease) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE lease SET next = ? WHERE lease = ? AND next <= ?");
        update.setInt(1, lease.next() + 1);
        update.setString(2, lease.lease());
        update.setInt(3, lease.next());
        if (update.executeUpdate() != 1) {
            throw new IllegalStateException(lease + " was drawn from twice");
        }
    }

    private static Lease lease(ResultSet row) throws SQLException {
        return new Lease(
                row.getString(1), row.getString(2), row.getString(3), row.getString(4),
                LocalDate.parse(row.getString(5)), Instant.parse(row.getString(6)), Instant.parse(row.getString(7)),
                row.getInt(8), row.getInt(9), row.getInt(10), row.getBytes(11), row.getString(12), Optional.ofNullable(row.getString(13)).flatMap(NoShow::read));
    }
}
