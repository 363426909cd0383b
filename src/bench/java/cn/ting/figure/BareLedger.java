package cn.ting.figure;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * What SQLite alone does: a file with the ledger's pragmas, and rows that are ready before they are written, into tables and indexes made
 * by the very statements that made the ledger's. For one thread.
 */
public final class BareLedger implements AutoCloseable {

    /**
     * A row of the visit book and the row of its letter, as the kiosk wrote them.
     *
     * @param tables the statements that make both tables and their indexes
     */
    public record Rows(
            List<String> tables, String visit, String type, String at, byte[] payload, byte[] payloadHash, byte[] hash,
            String epoch, byte[] envelope, String boot) {

        /** The last fact of a ledger. */
        public static Rows lastOf(Path ledger) throws SQLException {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                    Statement statement = connection.createStatement()) {
                List<String> tables = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("SELECT sql FROM sqlite_schema"
                        + " WHERE tbl_name IN ('fact', 'outbox') AND sql IS NOT NULL ORDER BY type = 'index'")) {
                    while (row.next()) {
                        tables.add(row.getString(1));
                    }
                }
                try (ResultSet row = statement.executeQuery("SELECT f.visit, f.type, f.at, f.payload, f.payload_hash, f.hash, o.epoch,"
                        + " o.envelope, f.boot FROM fact f JOIN outbox o ON o.posted = f.entry ORDER BY f.entry DESC LIMIT 1")) {
                    row.next();
                    return new Rows(tables, row.getString(1), row.getString(2), row.getString(3), row.getBytes(4), row.getBytes(5),
                            row.getBytes(6), row.getString(7), row.getBytes(8), row.getString(9));
                }
            }
        }
    }

    private final Connection connection;
    private final Rows rows;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement fact;
    private final PreparedStatement letter;
    private long next = 1;

    /** Makes a file for rows like these, by the driver as it comes: after each row it asks for the row's number. */
    public static BareLedger of(Path file, Rows like) throws SQLException {
        return new BareLedger(file, like, true);
    }

    /** The same with the driver told to ask for no numbers, as the ledger tells it. */
    public static BareLedger leanOf(Path file, Rows like) throws SQLException {
        return new BareLedger(file, like, false);
    }

    private BareLedger(Path file, Rows like, boolean numbersAsked) throws SQLException {
        rows = like;
        Properties pragmas = BareCommit.pragmas();
        pragmas.setProperty("foreign_keys", "ON");
        pragmas.setProperty("secure_delete", "ON");
        pragmas.setProperty("jdbc.get_generated_keys", String.valueOf(numbersAsked));
        connection = DriverManager.getConnection("jdbc:sqlite:" + file, pragmas);
        try (Statement statement = connection.createStatement()) {
            for (String table : like.tables) {
                statement.executeUpdate(table);
            }
        }
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        fact = connection.prepareStatement("INSERT INTO fact (entry, visit, type, at, payload, payload_hash, hash, epoch, number, boot, lane)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)");
        letter = connection.prepareStatement("INSERT INTO outbox (epoch, number, key, type, envelope, lane) VALUES (?, ?, ?, ?, ?, 0)");
    }

    /** Commits as many facts and letters in one transaction. */
    public void commit(int facts) throws SQLException {
        begin.execute();
        for (int i = 0; i < facts; i++) {
            insert(next++);
        }
        commit.execute();
    }

    private void insert(long number) throws SQLException {
        fact.setLong(1, number);
        fact.setString(2, rows.visit);
        fact.setString(3, rows.type);
        fact.setString(4, rows.at);
        fact.setBytes(5, rows.payload);
        fact.setBytes(6, rows.payloadHash);
        fact.setBytes(7, rows.hash);
        fact.setString(8, rows.epoch);
        fact.setLong(9, number);
        fact.setString(10, rows.boot);
        fact.executeUpdate();
        letter.setString(1, rows.epoch);
        letter.setLong(2, number);
        letter.setString(3, rows.visit);
        letter.setString(4, rows.type);
        letter.setBytes(5, rows.envelope);
        letter.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
