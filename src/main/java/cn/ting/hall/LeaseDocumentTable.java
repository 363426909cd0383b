package cn.ting.hall;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;

/** The row of the newest document of leases taken in. */
final class LeaseDocumentTable {

    /** Version 0 before the first. */
    LeaseDocument newest(Transaction tx) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT version, business_date FROM lease_document").executeQuery()) {
            return row.next()
                    ? new LeaseDocument(row.getLong(1), Optional.ofNullable(row.getString(2)).map(LocalDate::parse))
                    : new LeaseDocument(0, Optional.empty());
        }
    }

    void put(Transaction tx, LeaseDocument document) throws SQLException {
        PreparedStatement put = tx.prepare("INSERT INTO lease_document (only, version, business_date) VALUES (1, ?, ?)"
                + " ON CONFLICT (only) DO UPDATE SET version = excluded.version, business_date = excluded.business_date");
        put.setLong(1, document.version());
        put.setString(2, document.businessDate().map(LocalDate::toString).orElse(null));
        put.executeUpdate();
    }
}
