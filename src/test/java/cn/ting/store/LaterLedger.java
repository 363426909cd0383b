package cn.ting.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a later release may have made of a ledger: it only adds, but to every table. */
public final class LaterLedger {

    private LaterLedger() {}

    /** When it returns, the file is one of a release that nobody has written yet. */
    public static void widen(Ledger ledger) {
        ledger.write(tx -> {
            for (String table : tables(tx)) {
                tx.prepare("ALTER TABLE " + table + " ADD COLUMN of_later TEXT").execute();
                tx.prepare("ALTER TABLE " + table + " ADD COLUMN counted_later INTEGER NOT NULL DEFAULT 7").execute();
                tx.prepare("CREATE INDEX " + table + "_later ON " + table + " (of_later)").execute();
            }
            tx.prepare("CREATE TABLE later (word TEXT NOT NULL PRIMARY KEY) STRICT").execute();
            tx.prepare("PRAGMA user_version = " + (Migrations.SERIES.size() + 1)).execute();
            return null;
        });
    }

    private static List<String> tables(Transaction tx) throws SQLException {
        List<String> tables = new ArrayList<>();
        PreparedStatement select = tx.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }
}
