package cn.ting.quota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The rows of appointments in the platform's file. For one thread; the caller commits. */
final class QuotaRows {

    private static final String TABLE = "CREATE TABLE IF NOT EXISTS appointment (id TEXT PRIMARY KEY, event BLOB, hall TEXT, service TEXT,"
            + " date TEXT, begins TEXT, ends TEXT, state TEXT NOT NULL, why TEXT, code TEXT, ticket TEXT, number TEXT, due TEXT)";

    private final ObjectMapper json = new ObjectMapper();
    private final Connection connection;

    QuotaRows(Connection connection) {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            connection.commit();
        } catch (SQLException failed) {
            throw new IllegalStateException("the platform's file cannot be read", failed);
        }
    }

    /**
     * An appointment.
     *
     * @param event the CloudEvent it was asked for with, whose person is sealed
     * @param shown as kiosks are told it
     */
    record Kept(JsonNode event, ObjectNode shown) {

        String state() {
            return shown.path("state").asText();
        }
    }

    /** Writes down what has no row yet; false when there is one. */
    boolean add(String id, JsonNode event, String ends, String state, String why, String code) throws SQLException {
        JsonNode asked = event.path("data");
        return change("INSERT OR IGNORE INTO appointment (id, event, hall, service, date, begins, ends, state, why, code)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", id, event.toString(), asked.path("hall").asText(), asked.path("service").asText(),
                asked.path("date").asText(), asked.path("from").asText(), ends, state, why, code) == 1;
    }

    /** One that was given up before its asking came: it is never given. */
    void neverAsked(String id) throws SQLException {
        change("INSERT OR IGNORE INTO appointment (id, state) VALUES (?, 'withdrawn')", id);
    }

    int change(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return bound(statement, values).executeUpdate();
        }
    }

    /** Appointments that were decided and fit a condition, by when they begin. */
    List<Kept> where(String condition, String... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT * FROM appointment WHERE event IS NOT NULL AND " + condition + " ORDER BY date, begins, rowid")) {
            List<Kept> kept = new ArrayList<>();
            try (ResultSet row = bound(select, values).executeQuery()) {
                while (row.next()) {
                    kept.add(new Kept(json.readTree(row.getString("event")), shown(row)));
                }
            }
            return kept;
        } catch (IOException never) {
            throw new IllegalStateException("what was written as JSON is none", never);
        }
    }

    /** The first figure that a question to the file is answered with. */
    int count(String sql, String... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql); ResultSet row = bound(select, values).executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static PreparedStatement bound(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        return statement;
    }

    private ObjectNode shown(ResultSet row) throws SQLException {
        ObjectNode shown = json.createObjectNode()
                .put("appointment", row.getString("id")).put("hall", row.getString("hall")).put("service", row.getString("service"))
                .put("date", row.getString("date")).put("from", row.getString("begins")).put("until", row.getString("ends"))
                .put("state", row.getString("state"));
        if (!row.getString("why").isEmpty()) {
            shown.put("why", row.getString("why"));
        }
        if (!row.getString("code").isEmpty()) {
            shown.put("code", row.getString("code")).put("link", "https://ting.example/appointment/" + row.getString("code"));
        }
        if (row.getString("number") != null) {
            shown.put("number", row.getString("number"));
        }
        return shown;
    }
}
