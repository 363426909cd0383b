package cn.ting.supply;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** What devices may hold of slips. */
final class LeftoverTable {

    void put(Transaction tx, String device, Leftover.Kept kept, Instant at) throws SQLException {
        if (kept == Leftover.Kept.NOTHING) {
            PreparedStatement forget = tx.prepare("DELETE FROM leftover WHERE device = ?");
            forget.setString(1, device);
            forget.executeUpdate();
            return;
        }
        PreparedStatement put = tx.prepare("INSERT INTO leftover (device, kept, at) VALUES (?, ?, ?)"
                + " ON CONFLICT (device) DO UPDATE SET kept = excluded.kept, at = excluded.at");
        put.setString(1, device);
        put.setString(2, kept.name());
        put.setString(3, at.toString());
        put.executeUpdate();
    }

    /** A word that this release does not know stands for one that says least. */
    Leftover.Kept of(Transaction tx, String device) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT kept FROM leftover WHERE device = ?");
        select.setString(1, device);
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Leftover.Kept.NOTHING;
            }
            return Leftover.Kept.STUCK.name().equals(row.getString(1)) ? Leftover.Kept.STUCK : Leftover.Kept.SENT;
        }
    }
}
