package cn.ting.platform;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** The platform's one file. */
final class PlatformFile implements AutoCloseable {

    private static final String[] TABLES = {
        "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS fact (place INTEGER PRIMARY KEY, kiosk TEXT NOT NULL, epoch TEXT NOT NULL,"
                + " number INTEGER NOT NULL, type TEXT NOT NULL, hash BLOB NOT NULL, event BLOB NOT NULL,"
                + " arrived INTEGER NOT NULL, UNIQUE (kiosk, epoch, number))",
        // Another id of a fact that is stored: one under which it came too, or one that its kiosk gave up.
        "CREATE TABLE IF NOT EXISTS alias (kiosk TEXT, epoch TEXT, number INTEGER, place INTEGER NOT NULL, came INTEGER NOT NULL,"
                + " PRIMARY KEY (kiosk, epoch, number))",
        "CREATE TABLE IF NOT EXISTS refusal (kiosk TEXT, epoch TEXT, number INTEGER, code TEXT NOT NULL,"
                + " PRIMARY KEY (kiosk, epoch, number))",
        "CREATE TABLE IF NOT EXISTS lease (id TEXT PRIMARY KEY, kiosk TEXT NOT NULL, epoch TEXT NOT NULL,"
                + " hall TEXT NOT NULL, service TEXT NOT NULL, date TEXT NOT NULL, first INTEGER NOT NULL,"
                + " last INTEGER NOT NULL, slip_key TEXT NOT NULL, used INTEGER NOT NULL DEFAULT 0)",
        "CREATE TABLE IF NOT EXISTS ticket (id TEXT PRIMARY KEY, hall TEXT NOT NULL, service TEXT NOT NULL,"
                + " number TEXT NOT NULL, date TEXT NOT NULL, taken TEXT NOT NULL, state TEXT NOT NULL)",
        "CREATE TABLE IF NOT EXISTS call (counter INTEGER NOT NULL, hall TEXT NOT NULL, service TEXT NOT NULL,"
                + " number TEXT NOT NULL, ticket TEXT NOT NULL, window TEXT NOT NULL, date TEXT NOT NULL, at TEXT NOT NULL,"
                + " PRIMARY KEY (hall, counter))",
        // The birth of each kiosk that its ledger was last held to: the broker hands it over again on every subscription.
        "CREATE TABLE IF NOT EXISTS born (kiosk TEXT PRIMARY KEY, birth TEXT NOT NULL)",
        // Tallies that do not balance yet.
        "CREATE TABLE IF NOT EXISTS tally (kiosk TEXT, day TEXT, place INTEGER NOT NULL, PRIMARY KEY (kiosk, day))",
        // Days that balance: their kiosk may not have heard it.
        "CREATE TABLE IF NOT EXISTS balanced (kiosk TEXT, day TEXT, PRIMARY KEY (kiosk, day))",
    };

    private final Connection connection;
    private final String storeId;

    PlatformFile(Path path) {
        try {
            connection = DriverManager.getConnection("jdbc:sqlite:" + path);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = NORMAL");
                for (String table : TABLES) {
                    statement.execute(table);
                }
            }
            put("storeId", UUID.randomUUID().toString());
            storeId = get("storeId");
            connection.setAutoCommit(false);
        } catch (SQLException failed) {
            throw new IllegalStateException("the platform's file cannot be opened", failed);
        }
    }

    Connection connection() {
        return connection;
    }

    /** Names this store: another one means that the platform was restored or begun anew. */
    String storeId() {
        return storeId;
    }

    /** Notes a value unless there is one. */
    private void put(String name, String value) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR IGNORE INTO meta VALUES (?, ?)")) {
            insert.setString(1, name);
            insert.setString(2, value);
            insert.executeUpdate();
        }
    }

    private String get(String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** The next version of a hall's board; grows across restarts. */
    long nextVersion(String hall) throws SQLException {
        put("board." + hall, "0");
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE name = ? RETURNING CAST(value AS INTEGER)")) {
            update.setString(1, "board." + hall);
            try (ResultSet row = update.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
