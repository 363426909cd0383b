package cn.ting.figure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/**
 * What SQLite alone does: a file with the ledger's pragmas, tables and indexes, and inserts of rows that are ready before
 * they are written. For one thread.
 */
public final class BareLedger implements AutoCloseable {

    private static final List<String> TABLES = List.of("/ledger/0001-link.sql", "/ledger/0002-visit.sql");

    /** A row of the visit book and the row of its letter, as the kiosk wrote them. */
    public record Rows(
            String visit, String type, String at, byte[] payload, byte[] payloadHash, byte[] hash,
            String epoch, byte[] envelope) {

        /** The last fact of a ledger. */
        public static Rows lastOf(Path ledger) throws SQLException {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT f.visit, f.type, f.at, f.payload, f.payload_hash, f.hash, o.epoch, o.envelope"
                                    + " FROM fact f JOIN outbox o ON o.posted = f.entry ORDER BY f.entry DESC LIMIT 1")) {
                row.next();
                return new Rows(row.getString(1), row.getString(2), row.getString(3), row.getBytes(4), row.getBytes(5),
                        row.getBytes(6), row.getString(7), row.getBytes(8));
            }
        }
    }

    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement one;
    private final PreparedStatement fact;
    private final PreparedStatement letter;
    private long next = 1;

    public BareLedger(Path file) throws SQLException, IOException {
        Properties pragmas = new Properties();
        pragmas.setProperty("journal_mode", "WAL");
        pragmas.setProperty("synchronous", "FULL");
        pragmas.setProperty("foreign_keys", "ON");
        pragmas.setProperty("secure_delete", "ON");
        connection = DriverManager.getConnection("jdbc:sqlite:" + file, pragmas);
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.executeUpdate(read(table));
            }
            statement.executeUpdate("CREATE TABLE one (row INTEGER PRIMARY KEY, text TEXT)");
        }
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        one = connection.prepareStatement("INSERT INTO one (text) VALUES ('one row')");
        fact = connection.prepareStatement("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?)");
        letter = connection.prepareStatement("INSERT INTO outbox (epoch, number, key, type, envelope) VALUES (?, ?, ?, ?, ?)");
    }

    /** Commits one small row to disk. */
    public void commitOneRow() throws SQLException {
        one.executeUpdate();
    }

    /** Commits as many facts and letters like these in one transaction. */
    public void commit(Rows rows, int facts) throws SQLException {
        begin.execute();
        for (int i = 0; i < facts; i++) {
            insert(rows, next++);
        }
        commit.execute();
    }

    private void insert(Rows rows, long number) throws SQLException {
        fact.setLong(1, number);
        fact.setString(2, rows.visit);
        fact.setString(3, rows.type);
        fact.setString(4, rows.at);
        fact.setBytes(5, rows.payload);
        fact.setBytes(6, rows.payloadHash);
        fact.setBytes(7, rows.hash);
        fact.executeUpdate();
        letter.setString(1, rows.epoch);
        letter.setLong(2, number);
        letter.setString(3, rows.visit);
        letter.setString(4, rows.type);
        letter.setBytes(5, rows.envelope);
        letter.executeUpdate();
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = BareLedger.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
