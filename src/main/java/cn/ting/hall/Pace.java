package cn.ting.hall;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long it takes to serve somebody, from the last 25 numbers of a service that were called and completed. Each is learnt once, however
 * often the board that tells it comes. Safe for use by any thread.
 */
final class Pace {

    private static final int MOST_SERVED = 25;
    private static final int MOST_SERVICES = 1024;
    /** Fewer tell nothing of the next one. */
    private static final int LEAST_SERVED = 5;
    /** Whoever is served faster was not there; what takes longer was forgotten at the window. */
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(2);

    private record Service(String hall, String service) {}

    /**
     * The middle half of what it took.
     *
     * @param shorter the lower quartile
     * @param median in the middle
     * @param longer the upper quartile
     */
    record Spread(Duration shorter, Duration median, Duration longer) {}

    private final Map<Service, Deque<Board.Ended>> served = new HashMap<>();

    synchronized void observe(Board board) {
        List<Board.Ended> newestFirst = board.ended();
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            Board.Ended end = newestFirst.get(i);
            if (end.end() == Board.End.COMPLETED && end.calledAt().isPresent() && plausible(took(end))) {
                learn(new Service(board.hall(), end.service()), end);
            }
        }
    }

    private void learn(Service service, Board.Ended end) {
        if (!served.containsKey(service) && served.size() >= MOST_SERVICES) {
            return;
        }
        Deque<Board.Ended> last = served.computeIfAbsent(service, first -> new ArrayDeque<>());
        if (last.contains(end)) {
            return;
        }
        last.addLast(end);
        if (last.size() > MOST_SERVED) {
            last.removeFirst();
        }
    }

    /** Empty while fewer than five have been served. */
    synchronized Optional<Spread> of(String hall, String service) {
        Deque<Board.Ended> last = served.get(new Service(hall, service));
        if (last == null || last.size() < LEAST_SERVED) {
            return Optional.empty();
        }
        List<Duration> took = last.stream().map(Pace::took).sorted().toList();
        int end = took.size() - 1;
        return Optional.of(new Spread(took.get(end / 4), took.get(end / 2), took.get(end - end / 4)));
    }

    private static Duration took(Board.Ended end) {
        return Duration.between(end.calledAt().orElse(end.at()), end.at());
    }

    private static boolean plausible(Duration took) {
        return took.compareTo(SHORTEST) >= 0 && took.compareTo(LONGEST) <= 0;
    }
}
