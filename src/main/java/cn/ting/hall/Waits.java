package cn.ting.hall;

import cn.ting.link.Link;
import cn.ting.time.KioskClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Says how long a wait will be, or nothing: only from what the platform tells now, so that without a link, without a window open for the service,
 * or before five have been served, no wait is invented.
 *
 * <p>The fewest minutes: only those of the same service come first, and each is as fast as the fastest quarter. The most: everybody who waits
 * for something those windows serve as well comes first, and so does everybody whose appointment there begins before that wait is over, and one
 * is still being served; each as slow as the slowest quarter. Of those with an appointment the fewest minutes count nobody: they may not come.
 */
@Singleton
public final class Waits {

    private static final int STEP = 5;

    private final Boards boards;
    private final BooleanSupplier linked;
    private final KioskClock clock;

    @Inject
    public Waits(Boards boards, Link link, KioskClock clock) {
        this(boards, link::up, clock);
    }

    Waits(Boards boards, BooleanSupplier linked, KioskClock clock) {
        this.boards = boards;
        this.linked = linked;
        this.clock = clock;
    }

    /** The wait of whoever takes a number now, without an appointment. */
    public Optional<Wait> of(String hall, String service) {
        return board(hall).flatMap(board -> board.waitingFor(service).flatMap(people -> wait(hall, service, board, people)));
    }

    /** The wait of a number with so many of its service before it; of the others that are served there, nobody knows who comes first. */
    public Optional<Wait> behind(String hall, String service, int ahead) {
        return board(hall).flatMap(board -> wait(hall, service, board, ahead));
    }

    private Optional<Board> board(String hall) {
        return linked.getAsBoolean() ? boards.board(hall, clock.local().toLocalDate()) : Optional.empty();
    }

    private Optional<Wait> wait(String hall, String service, Board board, int own) {
        Optional<Pace.Spread> spread = boards.pace().of(hall, service);
        List<Board.Open> open = board.open().orElse(List.of()).stream().filter(window -> window.services().contains(service)).toList();
        if (open.isEmpty() || spread.isEmpty()) {
            return Optional.empty();
        }
        Set<String> there = new HashSet<>();
        open.forEach(window -> there.addAll(window.services()));
        List<Board.Waiting> rows = board.services().stream().filter(row -> there.contains(row.service())).toList();
        int others = rows.stream().filter(row -> !row.service().equals(service)).mapToInt(Board.Waiting::waiting).sum();
        List<Board.Booked> booked = rows.stream().flatMap(row -> row.booked().stream()).sorted(Comparator.comparing(Board.Booked::from)).toList();
        double shortest = minutes(spread.get().shorter()) * own / open.size();
        double longest = longest(minutes(spread.get().longer()) / open.size(), own + others + 1, booked);
        int from = (int) (shortest / STEP) * STEP;
        int to = Math.max((int) Math.ceil(longest / STEP) * STEP, from + STEP);
        return to > Wait.LONGEST ? Optional.empty() : Optional.of(new Wait(from, to));
    }

    /** Each appointment that begins before the wait is over makes it longer, which may let in the next one. */
    private double longest(double each, int people, List<Board.Booked> booked) {
        double longest = each * people;
        for (Board.Booked slot : booked) {
            if (minutes(Duration.between(clock.best(), slot.from())) < longest) {
                longest += each * slot.people();
            }
        }
        return longest;
    }

    private static double minutes(Duration of) {
        return of.toMillis() / 60_000.0;
    }
}
