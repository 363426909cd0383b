package cn.ting.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A hall's board as the platform last published it. Numbers only, never a name.
 *
 * @param hall the hall's id
 * @param businessDate the day whose numbers it shows
 * @param at when the platform published it
 * @param services how many wait for each service
 * @param calls the last calls, newest first
 * @param ended what became of the last numbers that were called or given up, newest first
 * @param open the windows with somebody at them; empty where the platform does not say
 */
public record Board(String hall, LocalDate businessDate, Instant at, List<Waiting> services, List<Call> calls, List<Ended> ended,
        Optional<List<Open>> open) {

    private static final int MOST_SHOWN = 20;

    public Board {
        services = List.copyOf(services);
        calls = List.copyOf(calls);
        ended = List.copyOf(ended);
        open = open.map(List::copyOf);
    }

    /**
     * How many wait for one service.
     *
     * @param next those called next, in their order; empty where the platform does not say
     * @param booked those with an appointment who have not checked in yet, by when it begins, the earliest first; empty where the platform does not
     *     say
     */
    public record Waiting(String service, int waiting, List<QueueNumber> next, List<Booked> booked) {

        public Waiting {
            next = List.copyOf(next);
            booked = List.copyOf(booked);
        }
    }

    /**
     * Appointments that begin at one time.
     *
     * @param people who still may come to them, 1 or more
     */
    public record Booked(Instant from, int people) {}

    /** What became of a number. */
    public enum End {
        COMPLETED, PASSED, TRANSFERRED, CANCELLED
    }

    /**
     * What became of one number.
     *
     * @param service the service it waited for
     * @param calledAt when it was called last; empty when it never was
     * @param at when that happened
     * @param to the service it waits for since, of a transferred one; else empty
     */
    public record Ended(QueueNumber number, String service, End end, Optional<Instant> calledAt, Instant at, String to) {}

    /** A window with somebody at it, and the services that are called to it. */
    public record Open(String window, List<String> services) {

        public Open {
            services = List.copyOf(services);
        }
    }

    /**
     * One call.
     *
     * @param number the number called
     * @param service the service it waited for
     * @param window the window's name, {@code 3}
     * @param at when it was called
     */
    public record Call(QueueNumber number, String service, String window, Instant at) {}

    /** How many wait for a service; empty when the board does not say. */
    public Optional<Integer> waitingFor(String service) {
        return services.stream().filter(row -> row.service().equals(service)).map(Waiting::waiting).findFirst();
    }

    /** The newest call of this number on the board. */
    public Optional<Call> callOf(QueueNumber number) {
        return calls.stream().filter(call -> call.number().equals(number)).findFirst();
    }

    /**
     * How a number stands, as far as a call or an end of it is shown. What happened last counts: a passed number may be called again.
     */
    Optional<Standing> told(QueueNumber number) {
        Optional<Call> call = callOf(number);
        Optional<Ended> end = ended.stream().filter(row -> row.number().equals(number)).findFirst();
        if (call.isPresent() && (end.isEmpty() || call.get().at().isAfter(end.get().at()))) {
            if (end.isEmpty() && call.get().at().isBefore(endsSince())) {
                // How that ended may have fallen off the board, when many were cancelled, say: what an earlier one told counts.
                return Optional.empty();
            }
            long calls = this.calls.stream().filter(row -> row.number().equals(number)).count();
            return Optional.of(new Standing.Called(call.get().window(), calls > 1));
        }
        return end.map(last -> switch (last.end()) {
            case COMPLETED -> new Standing.Completed();
            case PASSED -> new Standing.Passed();
            case CANCELLED -> new Standing.Cancelled();
            case TRANSFERRED -> new Standing.Transferred(last.to(), aheadOf(number));
        });
    }

    /** Since when every call and every end is shown here: no more of them are than the last twenty of each. */
    Instant wholeSince() {
        Instant whole = Instant.MIN;
        if (calls.size() >= MOST_SHOWN) {
            whole = calls.get(calls.size() - 1).at();
        }
        return whole.isAfter(endsSince()) ? whole : endsSince();
    }

    private Instant endsSince() {
        return ended.size() >= MOST_SHOWN ? ended.get(ended.size() - 1).at() : Instant.MIN;
    }

    /** How many are called before a number; empty when it is not among those named next in turn. */
    OptionalInt aheadOf(QueueNumber number) {
        return services.stream().mapToInt(row -> row.next().indexOf(number)).filter(place -> place >= 0).findFirst();
    }
}
