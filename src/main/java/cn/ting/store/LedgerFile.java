package cn.ting.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.SQLiteConfig;

/** Opens connections to the ledger's file as the ledger needs them. */
final class LedgerFile {

    /** SQLite 3.7.0 to 3.51.2 can lose commits when a WAL is reset; see https://sqlite.org/wal.html#walresetbug. */
    private static final int[] OLDEST_SQLITE = {3, 51, 3};

    private static final String BUSY_TIMEOUT_MS = "5000";

    private final Path path;

    LedgerFile(Path path) {
        this.path = path;
    }

    Connection openWriter() throws SQLException {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
        } catch (IOException refused) {
            throw new SQLException("cannot make the directory of " + path, refused);
        }
        Properties pragmas = new Properties();
        pragmas.setProperty("journal_mode", "WAL");
        pragmas.setProperty("synchronous", "FULL");
        pragmas.setProperty("foreign_keys", "ON");
        // Deleted personal rows must be gone from the file, not only from the tables.
        pragmas.setProperty("secure_delete", "ON");
        pragmas.setProperty("busy_timeout", BUSY_TIMEOUT_MS);
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path, pragmas);
        try {
            refuseOldSqlite(connection);
        } catch (SQLException refused) {
            connection.close();
            throw refused;
        }
        return connection;
    }

    Connection openReader() throws SQLException {
        SQLiteConfig readOnly = new SQLiteConfig();
        readOnly.setReadOnly(true);
        Properties pragmas = readOnly.toProperties();
        pragmas.setProperty("busy_timeout", BUSY_TIMEOUT_MS);
        return DriverManager.getConnection("jdbc:sqlite:" + path, pragmas);
    }

    private static void refuseOldSqlite(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sqlite_version()")) {
            row.next();
            String version = row.getString(1);
            if (isOlder(version)) {
                throw new SQLException("SQLite " + version + " can lose commits; 3.51.3 or newer is needed");
            }
        }
    }

    static boolean isOlder(String version) {
        String[] parts = version.split("\\.");
        for (int i = 0; i < OLDEST_SQLITE.length; i++) {
            int part = i < parts.length ? Integer.parseInt(parts[i]) : 0;
            if (part != OLDEST_SQLITE[i]) {
                return part < OLDEST_SQLITE[i];
            }
        }
        return false;
    }
}
