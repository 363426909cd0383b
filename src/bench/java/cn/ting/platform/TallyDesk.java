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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Compares what kiosks say they wrote on a day with what is stored, and says so; again once a gap is filled. For the platform's own thread
 * only.
 */
final class TallyDesk {

    private static final int MOST_OPEN = 1000;

    private final Connection connection;
    private final ObjectMapper json = new ObjectMapper();
    /** Tallies that do not balance yet, by kiosk and day. */
    private final Map<String, StoredFact> open = new LinkedHashMap<>();

    TallyDesk(Connection connection) {
        this.connection = connection;
    }

    /** A tally came. */
    void opened(StoredFact tally) {
        if (open.size() < MOST_OPEN) {
            open.put(tally.kiosk() + " " + tally.data().path("day").asText(), tally);
        }
    }

    /** Answers the tallies of a kiosk that came or may balance now. */
    void answer(Owner owner, BiConsumer<String, byte[]> publish) throws SQLException {
        for (StoredFact tally : open.values().stream().filter(one -> one.kiosk().equals(owner.kiosk())).toList()) {
            ObjectNode answer = compare(tally);
            publish.accept("kiosk/" + owner.kiosk() + "/down/tally", bytes(answer));
            if (answer.path("balanced").asBoolean()) {
                open.remove(tally.kiosk() + " " + tally.data().path("day").asText());
            }
        }
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
