package cn.ting.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The accounts of all kiosks and epochs, as far as they are committed. */
final class Accounts {

    /** Whose numbers. */
    record Owner(String kiosk, String epoch) {}

    private final Connection connection;
    private final Map<Owner, Account> accounts = new HashMap<>();

    Accounts(Connection connection) {
        this.connection = connection;
        try {
            load();
        } catch (SQLException failed) {
            throw new IllegalStateException("the platform's file cannot be read", failed);
        }
    }

    private void load() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT kiosk, epoch, number FROM fact UNION SELECT kiosk, epoch, number FROM alias WHERE came");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                of(new Owner(row.getString(1), row.getString(2))).stored(row.getLong(3));
            }
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT kiosk, epoch, number, code FROM refusal");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                of(new Owner(row.getString(1), row.getString(2))).refused(row.getLong(3), row.getString(4), "never");
            }
        }
    }

    /** Every account there is, by kiosk. */
    Map<Owner, Account> all() {
        return accounts;
    }

    Account of(Owner owner) {
        return accounts.computeIfAbsent(owner, unknown -> new Account());
    }

    /** Writes down a refusal for good. */
    void refuse(StoredFact fact, String code) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR IGNORE INTO refusal VALUES (?, ?, ?, ?)")) {
            insert.setString(1, fact.kiosk());
            insert.setString(2, fact.epoch());
            insert.setLong(3, fact.number());
            insert.setString(4, code);
            insert.executeUpdate();
        }
    }
}
