package cn.ting.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens connections to the ledger's file as the ledger needs them. */
final class LedgerFile {

    private static final Logger LOG = Logger.getLogger(LedgerFile.class);

    /** SQLite 3.7.0 to 3.51.2 can lose commits when a WAL is reset; see https://sqlite.org/wal.html#walresetbug. */
    private static final int[] OLDEST_SQLITE = {3, 51, 3};

    private static final String BUSY_TIMEOUT_MS = "5000";

    /** A larger file is not read through before it is used; 16 MiB take some 20 ms. */
    private static final long MOST_CHECKED_AT_ONCE = 16 * 1024 * 1024;

    private final Path path;
    private final Quarantine quarantine;

    LedgerFile(Path path) {
        this.path = path;
        this.quarantine = new Quarantine(path);
    }

    /** The file as it is used: who writes, who reads, and whose life it is. */
    record Opened(Desk writer, Desk reader, LifeTable.Life life) {}

    /**
     * Opens the file, makes it where there is none, and brings it to this release's version. A damaged one is put in quarantine, and a
     * ledger of what it still tells takes its place.
     *
     * @param suspected true to look into every page and index, however large the file is
     * @throws SQLException when neither opens; the next call tries again
     */
    Opened open(boolean suspected) throws SQLException {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            quarantine.resume(new Salvage(new SchemaPages(path)));
            try {
                return connect(suspected);
            } catch (SQLException failed) {
                if (LedgerFault.of(failed) != LedgerFault.DAMAGED) {
                    throw failed;
                }
                LOG.errorf("the ledger is damaged and goes into quarantine: %s", failed.getMessage());
            }
            quarantine.isolate(new Salvage(new SchemaPages(path)));
            return connect(false);
        } catch (IOException refused) {
            throw new SQLException("the disk refuses " + path + ": " + refused.getMessage(), refused);
        }
    }

    /** How many damaged ledgers lie beside this one. */
    int quarantined() {
        try {
            return quarantine.size();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private Opened connect(boolean suspected) throws SQLException, IOException {
        if (new WalFrames(path.resolveSibling(path.getFileName() + "-wal")).hideCommits()) {
            throw damaged("commits stand behind a damaged frame of the log");
        }
        boolean small = !Files.exists(path) || Files.size(path) <= MOST_CHECKED_AT_ONCE;
        Desk writer = new Desk(openWriter());
        try {
            if (suspected || small) {
                check(writer.connection(), suspected ? "integrity_check" : "quick_check");
            }
            Migrations.run(writer.connection());
            new SchemaPages(path).note(writer.connection(), path);
            LifeTable.Life life = life(writer);
            leaveTransactionsToUs(writer.connection());
            return new Opened(writer, new Desk(openReader()), life);
        } catch (SQLException | RuntimeException failed) {
            writer.close();
            throw failed;
        }
    }

    /**
     * The ledger begins and ends its transactions by statements of its own. As long as the driver takes that for its task, it tries after each
     * row whether it can begin and end one, a twentieth of what a fact costs.
     */
    private static void leaveTransactionsToUs(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // The one that the driver has begun with that.
            statement.execute("ROLLBACK");
        }
    }

    private static LifeTable.Life life(Desk writer) throws SQLException {
        LifeTable lives = new LifeTable();
        Transaction tx = new Transaction(writer, "");
        Optional<LifeTable.Life> known = lives.current(tx);
        if (known.isEmpty()) {
            lives.begin(tx, new LifeTable.Life(UUID.randomUUID().toString(), 0, 0));
        }
        return known.isPresent() ? known.get() : lives.current(tx).orElseThrow();
    }

    private static void check(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + pragma + "(1)")) {
            if (!row.next() || !"ok".equals(row.getString(1))) {
                throw damaged(row.getString(1));
            }
        }
    }

    private static SQLiteException damaged(String how) {
        return new SQLiteException(how, SQLiteErrorCode.SQLITE_CORRUPT);
    }

    /** A connection to a file that nobody else uses, without a log beside it unless it has one. */
    static Connection openAside(Path file) throws SQLException {
        Properties pragmas = new Properties();
        pragmas.setProperty("synchronous", "FULL");
        return DriverManager.getConnection("jdbc:sqlite:" + file, pragmas);
    }

    private Connection openWriter() throws SQLException {
        Properties pragmas = new Properties();
        pragmas.setProperty("journal_mode", "WAL");
        pragmas.setProperty("synchronous", "FULL");
        pragmas.setProperty("foreign_keys", "ON");
        // Deleted personal rows must be gone from the file, not only from the tables.
        pragmas.setProperty("secure_delete", "ON");
        pragmas.setProperty("busy_timeout", BUSY_TIMEOUT_MS);
        // Nobody asks for them, and the driver would prepare and run another statement after each row.
        pragmas.setProperty("jdbc.get_generated_keys", "false");
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path, pragmas);
        try {
            refuseOldSqlite(connection);
        } catch (SQLException refused) {
            connection.close();
            throw refused;
        }
        return connection;
    }

    /** Somebody else's wait at it is bounded: what it cannot do now, it does another time. */
    LogBroom broom() throws SQLException {
        Properties pragmas = new Properties();
        pragmas.setProperty("synchronous", "FULL");
        pragmas.setProperty("busy_timeout", LogBroom.PATIENCE_MS);
        return new LogBroom(DriverManager.getConnection("jdbc:sqlite:" + path, pragmas));
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
