package cn.ting.platform;

import cn.ting.platform.Accounts.Owner;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Compares what kiosks say they wrote on a day with what is stored, and says so; again once a gap is filled, and at births. For the platform's
 * own thread only.
 */
final class TallyDesk {

    /** A kiosk asks for no word on a day that is longer past. */
    private static final int REPEATED = 7;

    private final Connection connection;
    private final FactStore facts;
    private final ObjectMapper json = new ObjectMapper();

    TallyDesk(Connection connection, FactStore facts) {
        this.connection = connection;
        this.facts = facts;
    }

    /** A tally came, and is open until it balances; a platform that dies before goes on with it. Commits nothing. */
    void opened(StoredFact tally) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT OR REPLACE INTO tally SELECT kiosk, ?, place FROM fact WHERE kiosk = ? AND epoch = ? AND number = ?")) {
            insert.setString(1, tally.data().path("day").asText());
            insert.setString(2, tally.kiosk());
            insert.setString(3, tally.epoch());
            insert.setLong(4, tally.number());
            insert.executeUpdate();
        }
    }

    /** Answers the tallies of a kiosk that came or may balance now. One that balances is closed, by the next commit. */
    void answer(Owner owner, BiConsumer<String, byte[]> publish) throws SQLException {
        for (StoredFact tally : open(owner.kiosk())) {
            ObjectNode answer = compare(tally);
            publish.accept("kiosk/" + owner.kiosk() + "/down/tally", bytes(answer));
            if (answer.path("balanced").asBoolean()) {
                close(tally.kiosk(), tally.data().path("day").asText());
            }
        }
    }

    private void close(String kiosk, String day) throws SQLException {
        for (String sql : List.of("DELETE FROM tally WHERE kiosk = ? AND day = ?", "INSERT OR REPLACE INTO balanced VALUES (?, ?)")) {
            try (PreparedStatement close = connection.prepareStatement(sql)) {
                close.setString(1, kiosk);
                close.setString(2, day);
                close.executeUpdate();
            }
        }
    }

    /** Says of the days that balance that they do, the last of a kiosk's: the word before may have been lost. */
    void repeat(String kiosk, BiConsumer<String, byte[]> publish) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT day FROM balanced WHERE kiosk = ? ORDER BY day DESC LIMIT ?")) {
            select.setString(1, kiosk);
            select.setInt(2, REPEATED);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    publish.accept("kiosk/" + kiosk + "/down/tally", bytes(json.createObjectNode().put("day", row.getString(1)).put("balanced", true)));
                }
            }
        }
    }

    private List<StoredFact> open(String kiosk) throws SQLException {
        List<StoredFact> open = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT event FROM tally JOIN fact USING (place) WHERE tally.kiosk = ? ORDER BY day")) {
            select.setString(1, kiosk);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    open.add(facts.parse(row.getBytes(1), 1));
                }
            }
        }
        return open;
    }

    private ObjectNode compare(StoredFact tally) throws SQLException {
        ObjectNode answer = json.createObjectNode().put("day", tally.data().path("day").asText());
        Map<String, Long> counts = new TreeMap<>();
        boolean balanced = true;
        for (JsonNode epoch : tally.data().path("epochs")) {
            ArrayNode missing = count(tally.kiosk(), epoch, counts);
            if (!missing.isEmpty() && balanced) {
                answer.put("epoch", epoch.path("epoch").asText()).set("missing", missing);
                balanced = false;
            }
        }
        ObjectNode differs = json.createObjectNode();
        tally.data().path("counts").fields().forEachRemaining(told -> {
            long stored = counts.getOrDefault(told.getKey(), 0L);
            if (stored != told.getValue().asLong()) {
                differs.putArray(told.getKey()).add(told.getValue().asLong()).add(stored);
            }
        });
        if (!differs.isEmpty()) {
            answer.set("differs", differs);
        }
        return answer.put("balanced", balanced && differs.isEmpty());
    }

    /** Counts what is stored of an epoch's numbers, and says which are not. */
    private ArrayNode count(String kiosk, JsonNode epoch, Map<String, Long> counts) throws SQLException {
        ArrayNode missing = json.createArrayNode();
        long next = epoch.path("first").asLong();
        long last = epoch.path("last").asLong();
        try (PreparedStatement select = connection.prepareStatement("SELECT number, type, event FROM ("
                + "SELECT kiosk, epoch, number, type, event FROM fact"
                + " UNION ALL SELECT alias.kiosk, alias.epoch, alias.number, type, event FROM alias JOIN fact USING (place))"
                + " WHERE kiosk = ? AND epoch = ? AND number BETWEEN ? AND ? ORDER BY number")) {
            select.setString(1, kiosk);
            select.setString(2, epoch.path("epoch").asText());
            select.setLong(3, next);
            select.setLong(4, last);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    gap(missing, next, row.getLong(1) - 1);
                    next = row.getLong(1) + 1;
                    String outcome = tree(row.getBytes(3)).path("data").path("outcome").asText();
                    counts.merge(row.getString(2) + (outcome.isEmpty() ? "" : "/" + outcome), 1L, Long::sum);
                }
            }
        }
        gap(missing, next, last);
        return missing;
    }

    private static void gap(ArrayNode missing, long from, long to) {
        if (from == to) {
            missing.add(from);
        } else if (from < to) {
            missing.addArray().add(from).add(to);
        }
    }

    private JsonNode tree(byte[] event) {
        try {
            return json.readTree(event);
        } catch (IOException never) {
            throw new IllegalStateException("what is stored was read before", never);
        }
    }

    private byte[] bytes(ObjectNode answer) {
        try {
            return json.writeValueAsBytes(answer);
        } catch (IOException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
    }
}
