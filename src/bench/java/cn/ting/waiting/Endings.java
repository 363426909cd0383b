package cn.ting.waiting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** What became of each number last, in the platform's file and its transactions. For the platform's own thread only. */
public final class Endings {

    private static final int SHOWN = 20;

    private final Connection connection;

    public Endings(Connection connection) {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS ended (ticket TEXT PRIMARY KEY, hall TEXT NOT NULL, service TEXT NOT NULL,"
                    + " number TEXT NOT NULL, date TEXT NOT NULL, state TEXT NOT NULL, called TEXT, at TEXT NOT NULL, target TEXT)");
            connection.commit();
        } catch (SQLException failed) {
            throw new IllegalStateException("the platform's file cannot be read", failed);
        }
    }

    /**
     * What became of a number, in place of what had become of it before.
     *
     * @param service the service it waited for
     * @param end {@code completed}, {@code passed}, {@code transferred} or {@code cancelled}
     * @param calledAt when it was called last
     * @param to the service it waits for since, when it was transferred
     */
    public record Ending(String ticket, String hall, String service, String number, LocalDate date, String end,
            Optional<Instant> calledAt, Instant at, Optional<String> to) {}

    /** Writes an ending down. */
    public void note(Ending ending) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO ended VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, ending.ticket);
            insert.setString(2, ending.hall);
            insert.setString(3, ending.service);
            insert.setString(4, ending.number);
            insert.setString(5, ending.date.toString());
            insert.setString(6, ending.end);
            insert.setString(7, ending.calledAt.map(Instant::toString).orElse(null));
            insert.setString(8, ending.at.toString());
            insert.setString(9, ending.to.orElse(null));
            insert.executeUpdate();
        }
    }

    /** A number that is called again has not ended. */
    public void undo(String ticket) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM ended WHERE ticket = ?")) {
            delete.setString(1, ticket);
            delete.executeUpdate();
        }
    }

    /** When a ticket ended; empty while it has not. */
    public Optional<Instant> at(String ticket) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT at FROM ended WHERE ticket = ?")) {
            select.setString(1, ticket);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(Instant.parse(row.getString(1))) : Optional.empty();
            }
        }
    }

    /** The last endings of a hall's day as its board has them, the newest first. */
    public void show(String hall, LocalDate date, ArrayNode ended) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT * FROM ended WHERE hall = ? AND date = ? ORDER BY at DESC, rowid DESC LIMIT " + SHOWN)) {
            select.setString(1, hall);
            select.setString(2, date.toString());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ObjectNode shown = ended.addObject().put("number", row.getString("number")).put("service", row.getString("service"))
                            .put("end", row.getString("state")).put("at", row.getString("at"));
                    if (row.getString("called") != null) {
                        shown.put("calledAt", row.getString("called"));
                    }
                    if (row.getString("target") != null) {
                        shown.put("to", row.getString("target"));
                    }
                }
            }
        }
    }
}
