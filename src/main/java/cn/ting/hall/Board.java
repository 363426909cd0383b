package cn.ting.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A hall's board as the platform last published it. Numbers only, never a name.
 *
 * @param hall the hall's id
 * @param businessDate the day whose numbers it shows
 * @param at when the platform published it
 * @param services how many wait for each service
 * @param calls the last calls, newest first
 */
public record Board(String hall, LocalDate businessDate, Instant at, List<Waiting> services, List<Call> calls) {

    public Board {
        services = List.copyOf(services);
        calls = List.copyOf(calls);
    }

    /** How many wait for one service. */
    public record Waiting(String service, int waiting) {}

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
}
