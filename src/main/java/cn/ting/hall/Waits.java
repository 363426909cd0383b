package cn.ting.hall;

import cn.ting.link.Link;
import cn.ting.time.KioskClock;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
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
 * for something those windows serve as well comes first, and one is still being served; each as slow as the slowest quarter.
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

    /** The wait of whoever takes a number now. */
    public Optional<Wait> of(String hall, String service) {
        return board(hall).flatMap(board -> board.waitingFor(service).flatMap(people -> {
            List<Board.Open> open = serving(board, service);
            return range(hall, service, open.size(), people, people + others(board, open, service));
        }));
    }

    /** The wait of a number with so many of its service before it; of the others that are served there, nobody knows who comes first. */
    public Optional<Wait> behind(String hall, String service, int ahead) {
        return board(hall).flatMap(board -> {
            List<Board.Open> open = serving(board, service);
            return range(hall, service, open.size(), ahead, ahead + others(board, open, service));
        });
    }

    private Optional<Board> board(String hall) {
        return linked.getAsBoolean() ? boards.board(hall, clock.local().toLocalDate()) : Optional.empty();
    }

    private static List<Board.Open> serving(Board board, String service) {
        return board.open().orElse(List.of()).stream().filter(window -> window.services().contains(service)).toList();
    }

    private static int others(Board board, List<Board.Open> open, String service) {
        Set<String> shared = new HashSet<>();
        open.forEach(window -> shared.addAll(window.services()));
        shared.remove(service);
        return board.services().stream().filter(row -> shared.contains(row.service())).mapToInt(Board.Waiting::waiting).sum();
    }

    private Optional<Wait> range(String hall, String service, int windows, int fewest, int most) {
        Optional<Pace.Spread> spread = boards.pace().of(hall, service);
        if (windows == 0 || spread.isEmpty()) {
            return Optional.empty();
        }
        double shortest = minutes(spread.get().shorter()) * fewest / windows;
        double longest = minutes(spread.get().longer()) * (most + 1) / windows;
        int from = (int) (shortest / STEP) * STEP;
        int to = Math.max((int) Math.ceil(longest / STEP) * STEP, from + STEP);
        return to > Wait.LONGEST ? Optional.empty() : Optional.of(new Wait(from, to));
    }

    private static double minutes(Duration of) {
        return of.toMillis() / 60_000.0;
    }
}
