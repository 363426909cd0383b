package cn.ting.waiting;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;

/** Who waits twice for one service, by the day's pseudonyms and over all kiosks. Nothing is voided. */
public final class Twice {

    private final Connection connection;

    public Twice(Connection connection) {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS person (ticket TEXT PRIMARY KEY, pseudonym TEXT NOT NULL)");
            connection.commit();
        } catch (SQLException failed) {
            throw new IllegalStateException("the platform's file cannot be read", failed);
        }
    }

    /** Notes whose a ticket is, where its fact says so. */
    public void note(JsonNode issued) throws SQLException {
        String pseudonym = issued.path("person").path("pseudonym").asText("");
        if (pseudonym.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR IGNORE INTO person VALUES (?, ?)")) {
            insert.setString(1, issued.path("ticket").asText());
            insert.setString(2, pseudonym);
            insert.executeUpdate();
        }
    }

    /** How many numbers of a hall wait whose person waits for the same service with an older one, in whatever hall. */
    public int in(String hall, LocalDate date) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT count(*) FROM ticket JOIN person ON person.ticket = ticket.id"
                + " WHERE ticket.hall = ? AND ticket.date = ? AND ticket.state = 'waiting' AND EXISTS (SELECT 1 FROM ticket AS other"
                + " JOIN person AS owner ON owner.ticket = other.id WHERE owner.pseudonym = person.pseudonym AND other.date = ticket.date"
                + " AND other.service = ticket.service AND other.state = 'waiting' AND other.rowid < ticket.rowid)")) {
            select.setString(1, hall);
            select.setString(2, date.toString());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
