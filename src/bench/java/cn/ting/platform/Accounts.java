package cn.ting.platform;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** True for a birth that was looked at before, by this process or an earlier one: its kiosk has sent more since than it says. */
    boolean knows(String kiosk, JsonNode birth) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM born WHERE kiosk = ? AND birth = ?")) {
            select.setString(1, kiosk);
            select.setString(2, nameOf(birth));
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Writes down that a birth was looked at. */
    void know(String kiosk, JsonNode birth) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO born VALUES (?, ?)")) {
            insert.setString(1, kiosk);
            insert.setString(2, nameOf(birth));
            insert.executeUpdate();
        }
    }

    /** An older copy of a ledger gives a session's number again, but never the boot. */
    private static String nameOf(JsonNode birth) {
        return birth.path("session").path("epoch").asText() + "/" + birth.path("session").path("n").asText() + "/" + birth.path("boot").asText();
    }

    /** Takes a refusal back: the fact came again, and is stored. */
    void take(StoredFact fact) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM refusal WHERE kiosk = ? AND epoch = ? AND number = ?")) {
            delete.setString(1, fact.kiosk());
            delete.setString(2, fact.epoch());
            delete.setLong(3, fact.number());
            delete.executeUpdate();
        }
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
