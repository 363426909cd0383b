package cn.ting.figure;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** What a commit of SQLite costs at the least: one small row in a file of its own, on disk when it returns. For one thread. */
public final class BareCommit implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement one;

    public BareCommit(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file, pragmas());
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE one (row INTEGER PRIMARY KEY, text TEXT)");
        }
        one = connection.prepareStatement("INSERT INTO one (text) VALUES ('one row')");
    }

    /** What makes a commit one that survives a power cut. */
    static Properties pragmas() {
        Properties pragmas = new Properties();
        pragmas.setProperty("journal_mode", "WAL");
        pragmas.setProperty("synchronous", "FULL");
        return pragmas;
    }

    /** Commits one small row to disk. */
    public void run() throws SQLException {
        one.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
