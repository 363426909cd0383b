package cn.ting.lives;

import cn.ting.platform.StoredFact;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What must be true of appointments. {@link Invariants} says that nothing was asked for, given up or checked in twice. */
final class BookingInvariants {

    private final Invariants invariants;
    private final Function<String, Optional<ObjectNode>> platform;
    private final Set<String> asked = new HashSet<>();
    private final Set<String> withdrawn = new HashSet<>();
    /** The ticket of each appointment that was checked in, and the number on it. */
    private final Map<String, String> arrived = new HashMap<>();
    private final Map<String, String> numbers = new HashMap<>();
    private final Set<String> tickets = new HashSet<>();

    /**
     * @param lost what a platform that was put back had lost: it comes again behind what was on its way by then
     * @param platform what it says to a code
     */
    BookingInvariants(Invariants invariants, List<StoredFact> facts, Set<String> lost, Function<String, Optional<ObjectNode>> platform) {
        this.invariants = invariants;
        this.platform = platform;
        facts.stream().filter(fact -> fact.type().equals("queue.ticket-issued") && lost.contains(fact.id()))
                .forEach(fact -> tickets.add(fact.data().path("ticket").asText()));
        for (StoredFact fact : facts) {
            String appointment = fact.data().path("appointment").asText();
            switch (fact.type()) {
                case "appointment.asked" -> asked.add(appointment);
                case "appointment.withdrawn" -> withdrawn.add(appointment);
                case "appointment.checked-in" -> {
                    arrived.put(appointment, fact.data().path("ticket").asText());
                    numbers.put(appointment, fact.data().path("number").asText());
                    invariants.check(tickets.contains(fact.data().path("ticket").asText()), "checked in before its number: " + fact.id());
                }
                case "queue.ticket-issued" -> tickets.add(fact.data().path("ticket").asText());
                default -> { }
            }
        }
    }

    /** Whatever was shown reaches the platform. */
    void reached(String kiosk, Path journal) throws IOException {
        for (String[] one : Journal.read(journal, "asked")) {
            invariants.check(asked.contains(one[0]), kiosk + ": appointment " + one[0] + " was asked for, which never came");
        }
        for (String[] one : Journal.read(journal, "withdrawn")) {
            invariants.check(withdrawn.contains(one[0]), kiosk + ": appointment " + one[0] + " was given up, which never came");
        }
        for (String[] one : Journal.read(journal, "arrived")) {
            invariants.check(one[1].equals(arrived.get(one[0])), kiosk + ": appointment " + one[0] + " got ticket " + one[1]
                    + ", the platform has " + arrived.get(one[0]));
        }
    }

    /**
     * What was called booked is booked, under the code that was shown, and whoever came with it is known to have come.
     *
     * @param forgotten what the platform may have decided and lost since
     */
    void booked(String kiosk, Path journal, Set<String> forgotten) throws IOException {
        for (String[] one : Journal.read(journal, "booked")) {
            if (forgotten.contains(one[0]) || withdrawn.contains(one[0])) {
                continue;
            }
            Optional<ObjectNode> known = platform.apply(one[1]);
            invariants.check(known.filter(there -> there.path("appointment").asText().equals(one[0])).isPresent(),
                    kiosk + ": appointment " + one[0] + " was called booked, the platform has " + known);
            String number = known.map(there -> there.path("number").asText()).orElse("");
            invariants.check(number.equals(numbers.getOrDefault(one[0], "")), kiosk + ": appointment " + one[0] + " got number "
                    + numbers.get(one[0]) + ", the platform has " + number);
        }
    }

    /** Whom the platform has given up gets no number by it. */
    void noShows(Set<String> appointments) {
        for (String appointment : appointments) {
            invariants.check(!arrived.containsKey(appointment), appointment + " was given up by the platform, and checked in");
        }
    }
}
