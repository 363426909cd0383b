package cn.ting.hall;

import cn.ting.condition.Conditions;
import cn.ting.link.Document;
import cn.ting.link.Documents;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The halls' boards, each whole and the newest one wins: there are no deltas, so there are no gaps. */
@Singleton
public final class Boards {

    private static final int MOST_BYTES = 8 * 1024;
    private static final int MOST_BOARDS = 256;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final Documents documents;
    private final Conditions conditions;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Board> boards = new ConcurrentHashMap<>();
    /** Topics whose last board was refused; the link's worker only. */
    private final Set<String> refused = new HashSet<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public Boards(Documents documents, Conditions conditions) {
        this.documents = documents;
        this.conditions = conditions;
    }

    /** Begins to follow the boards; called once at the kiosk's start. */
    public void start() {
        documents.subscribe("hall/+/board", this::read);
    }

    /**
     * The board of one hall on one day; empty when none of that day has come since the kiosk started. Numbers come again
     * every day, so that the board of another day says nothing about them.
     */
    public Optional<Board> board(String hall, LocalDate businessDate) {
        return Optional.ofNullable(boards.get(hall)).filter(board -> board.businessDate().equals(businessDate));
    }

    /** Registers for changed boards; called on the link's worker, so listeners may only enqueue. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    void read(Document document) {
        if (document.payload().length == 0) {
            inOrder(document.topic());
            return;
        }
        try {
            Board board = parse(document);
            inOrder(document.topic());
            boards.put(board.hall(), board);
            listeners.forEach(Runnable::run);
        } catch (IOException | DateTimeException | IllegalArgumentException malformed) {
            if (refused.size() < MOST_BOARDS) {
                refused.add(document.topic());
            }
            conditions.raise(HallFault.BOARD_REFUSED, "", document.topic() + " " + malformed.getClass().getSimpleName());
        }
    }

    private void inOrder(String topic) {
        refused.remove(topic);
        conditions.set(!refused.isEmpty(), HallFault.BOARD_REFUSED, "", "");
    }

    private Board parse(Document document) throws IOException {
        if (document.payload().length > MOST_BYTES) {
            throw new IllegalArgumentException("a board of " + document.payload().length + " bytes");
        }
        JsonNode node = json.readTree(document.payload());
        String hall = node.path("hall").asText();
        if (!document.topic().endsWith("/hall/" + hall + "/board") || !boards.containsKey(hall) && boards.size() >= MOST_BOARDS) {
            throw new IllegalArgumentException("a board under another hall's topic, or too many");
        }
        List<Board.Waiting> waiting = new ArrayList<>();
        for (JsonNode row : node.path("services")) {
            waiting.add(new Board.Waiting(row.path("service").asText(), Math.max(0, row.path("waiting").asInt())));
        }
        List<Board.Call> calls = new ArrayList<>();
        for (JsonNode row : node.path("calls")) {
            calls.add(new Board.Call(QueueNumber.parse(row.path("number").asText()), row.path("service").asText(),
                    row.path("window").asText(), moment(row)));
        }
        return new Board(hall, LocalDate.parse(node.path("businessDate").asText()), moment(node), waiting, calls);
    }

    /** A board is not signed: a moment nobody can tell as a time of day shall not reach a page or a slip. */
    private static Instant moment(JsonNode of) {
        Instant at = Instant.parse(of.path("at").asText());
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new IllegalArgumentException("a moment of another century");
        }
        return at;
    }
}
