package cn.ting.hall;

import cn.ting.condition.Conditions;
import cn.ting.link.Document;
import cn.ting.link.Documents;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The halls' boards, each whole and the newest one wins: there are no deltas, so there are no gaps. */
@Singleton
public final class Boards {

    private static final int MOST_BOARDS = 256;

    private final Documents documents;
    private final Conditions conditions;
    private final BoardReader reader = new BoardReader();
    private final Pace pace = new Pace();
    private final Map<String, Board> boards = new ConcurrentHashMap<>();
    /** Topics whose last board was refused; the link's worker only. */
    private final Set<String> refused = new HashSet<>();
    /** Since when whatever has happened in a hall was on a board that came here. */
    private final Map<String, Instant> wholeSince = new ConcurrentHashMap<>();
    private final List<Consumer<Board>> readers = new CopyOnWriteArrayList<>();
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

    /** True when whatever has happened in a hall since then was on a board that came here; false for a hall of which none has come. */
    boolean sawAll(String hall, Instant since) {
        return !wholeSince.getOrDefault(hall, Instant.MAX).isAfter(since);
    }

    /** Registers for each board; called on the link's worker. */
    void onBoard(Consumer<Board> reader) {
        readers.add(reader);
    }

    /** How long serving takes in each hall, learnt from the boards since the kiosk started. */
    Pace pace() {
        return pace;
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
            watch(board);
            boards.put(board.hall(), board);
            pace.observe(board);
            readers.forEach(reader -> reader.accept(board));
            listeners.forEach(Runnable::run);
        } catch (IOException | DateTimeException | IllegalArgumentException malformed) {
            if (refused.size() < MOST_BOARDS) {
                refused.add(document.topic());
            }
            conditions.raise(HallFault.BOARD_REFUSED, "", document.topic() + " " + malformed.getClass().getSimpleName());
        }
    }

    /** A board that reaches back to the one before continues it; else something may have come and gone between them. */
    private void watch(Board next) {
        Board before = boards.get(next.hall());
        Instant shown = next.wholeSince();
        boolean continues = before != null && before.businessDate().equals(next.businessDate()) && !shown.isAfter(before.at());
        Instant earlier = wholeSince.getOrDefault(next.hall(), shown);
        wholeSince.put(next.hall(), continues && earlier.isBefore(shown) ? earlier : shown);
    }

    private void inOrder(String topic) {
        refused.remove(topic);
        conditions.set(!refused.isEmpty(), HallFault.BOARD_REFUSED, "", "");
    }

    private Board parse(Document document) throws IOException {
        Board board = reader.read(document.payload());
        String hall = board.hall();
        if (!document.topic().endsWith("/hall/" + hall + "/board") || !boards.containsKey(hall) && boards.size() >= MOST_BOARDS) {
            throw new IllegalArgumentException("a board under another hall's topic, or too many");
        }
        return board;
    }
}
