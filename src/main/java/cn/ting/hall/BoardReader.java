package cn.ting.hall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a board as the contract has it. A board is not signed: whatever would not do on a page or a slip refuses it whole. */
final class BoardReader {

    private static final int MOST_BYTES = 8 * 1024;
    private static final int LONGEST_NAME = 64;
    private static final int MOST_BOOKED = 999;
    /** More than all numbers of a few letters. What is beyond is told as this, so that no sum runs over. */
    private static final int MOST_WAITING = 9_999;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    /** An end this release knows nothing of is passed over. */
    private static final Set<String> ENDS = Set.of("completed", "passed", "transferred", "cancelled");

    private final ObjectMapper json = new ObjectMapper();

    /** @throws IllegalArgumentException or a {@code DateTimeException} when it is none */
    Board read(byte[] payload) throws IOException {
        if (payload.length > MOST_BYTES) {
            throw new IllegalArgumentException("a board of " + payload.length + " bytes");
        }
        JsonNode node = json.readTree(payload);
        List<Board.Waiting> waiting = new ArrayList<>();
        for (JsonNode row : node.path("services")) {
            List<QueueNumber> next = new ArrayList<>();
            row.path("next").forEach(number -> next.add(QueueNumber.parse(number.asText())));
            waiting.add(new Board.Waiting(row.path("service").asText(), people(row, "waiting", MOST_WAITING), next, booked(row.path("booked"))));
        }
        List<Board.Call> calls = new ArrayList<>();
        for (JsonNode row : node.path("calls")) {
            calls.add(new Board.Call(number(row), row.path("service").asText(), row.path("window").asText(), moment(row, "at")));
        }
        return new Board(node.path("hall").asText(), LocalDate.parse(node.path("businessDate").asText()), moment(node, "at"), waiting, calls,
                ended(node.path("ended")), open(node.path("open")));
    }

    /** From 0 to {@code most}, whatever is written there: a schema knows no largest whole number. */
    private static int people(JsonNode row, String field, int most) {
        return (int) Math.max(0, Math.min(row.path(field).asDouble(), most));
    }

    private static List<Board.Booked> booked(JsonNode rows) {
        List<Board.Booked> booked = new ArrayList<>();
        for (JsonNode row : rows) {
            if (people(row, "people", MOST_BOOKED) > 0) {
                booked.add(new Board.Booked(moment(row, "from"), people(row, "people", MOST_BOOKED)));
            }
        }
        booked.sort(Comparator.comparing(Board.Booked::from));
        return booked;
    }

    private static List<Board.Ended> ended(JsonNode rows) {
        List<Board.Ended> ended = new ArrayList<>();
        for (JsonNode row : rows) {
            String end = row.path("end").asText();
            if (ENDS.contains(end)) {
                ended.add(new Board.Ended(number(row), row.path("service").asText(), Board.End.valueOf(end.toUpperCase(Locale.ROOT)),
                        row.has("calledAt") ? Optional.of(moment(row, "calledAt")) : Optional.empty(), moment(row, "at"),
                        row.path("to").asText("")));
            }
        }
        return ended;
    }

    private static Optional<List<Board.Open>> open(JsonNode rows) {
        if (!rows.isArray()) {
            return Optional.empty();
        }
        List<Board.Open> open = new ArrayList<>();
        for (JsonNode row : rows) {
            List<String> services = new ArrayList<>();
            row.path("services").forEach(service -> services.add(service.asText()));
            String window = row.path("window").asText();
            if (window.isEmpty() || window.length() > LONGEST_NAME) {
                throw new IllegalArgumentException("a window without a name, or with a long one");
            }
            open.add(new Board.Open(window, services));
        }
        return Optional.of(open);
    }

    private static QueueNumber number(JsonNode row) {
        return QueueNumber.parse(row.path("number").asText());
    }

    /** A moment nobody can tell as a time of day shall not reach a page or a slip. */
    private static Instant moment(JsonNode of, String field) {
        Instant at = Instant.parse(of.path(field).asText());
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new IllegalArgumentException("a moment of another century");
        }
        return at;
    }
}
