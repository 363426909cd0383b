package cn.ting.lives;

import cn.ting.platform.StoredFact;
import cn.ting.stories.Traces;
import cn.ting.visit.WholeBook;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must be true whatever happened. Each sentence found untrue is a violation. */
final class Invariants {

    private static final Traces TRACES = new Traces(LifeWork.ZHANG.name(), LifeWork.ZHANG.number(), "195001010019");

    private final List<StoredFact> facts;
    private final List<String> violations = new ArrayList<>();

    Invariants(List<StoredFact> facts) {
        this.facts = facts;
    }

    List<String> violations() {
        return violations;
    }

    /** Everything a resident was promised reaches the platform. */
    void promisesReached(String kiosk, Path journal) throws IOException {
        Set<String> stored = new HashSet<>();
        Set<String> tickets = new HashSet<>();
        for (StoredFact fact : facts) {
            stored.add(fact.data().path("mark").asText());
            if (fact.type().equals("queue.ticket-issued")) {
                tickets.add(fact.data().path("ticket").asText());
            }
        }
        for (String[] mark : Journal.read(journal, "mark")) {
            check(stored.contains(mark[0]), kiosk + ": " + mark[0] + " was promised and never came");
        }
        for (String[] ticket : Journal.read(journal, "ticket")) {
            check(tickets.contains(ticket[0]), kiosk + ": number " + ticket[4] + " was shown and never came");
        }
    }

    /** Nothing has effect twice. */
    void nothingTwice() {
        Set<String> once = new HashSet<>();
        for (StoredFact fact : facts) {
            JsonNode data = fact.data();
            String deed = switch (fact.type()) {
                case "lives.step", "lives.rated" -> data.path("mark").asText();
                case "queue.ticket-issued" -> "ticket " + data.path("ticket").asText();
                case "queue.slip" -> "slip " + data.path("ticket").asText();
                case "appointment.asked", "appointment.withdrawn", "appointment.checked-in" ->
                    fact.type() + " " + data.path("appointment").asText();
                case "visit.began", "visit.identified", "visit.ended" -> fact.type() + " " + data.path("visit").asText();
                default -> fact.type() + " " + fact.id();
            };
            check(once.add(deed), deed + " is there twice, as " + fact.id());
        }
    }

    /** No number is given to two people, by what was shown and by what was stored. */
    void numbersOnce(List<Path> journals) throws IOException {
        Map<String, String> holder = new HashMap<>();
        for (Path journal : journals) {
            for (String[] ticket : Journal.read(journal, "ticket")) {
                hold(holder, ticket[1] + " " + ticket[2] + " " + ticket[3] + " " + ticket[4], ticket[0]);
            }
        }
        for (StoredFact fact : facts) {
            if (fact.type().equals("queue.ticket-issued")) {
                JsonNode data = fact.data();
                hold(holder, data.path("hall").asText() + " " + data.path("service").asText() + " " + data.path("businessDate").asText()
                        + " " + data.path("number").asText(), data.path("ticket").asText());
            }
        }
    }

    private void hold(Map<String, String> holder, String number, String ticket) {
        String before = holder.put(number, ticket);
        check(before == null || before.equals(ticket), number + " was given to " + before + " and to " + ticket);
    }

    /**
     * Order holds per key.
     *
     * @param lost what a platform that was put back had lost: it comes again behind what was on its way by then
     */
    void inOrder(Set<String> lost) {
        Map<String, Integer> steps = new HashMap<>();
        Map<String, Long> numbers = new HashMap<>();
        Map<String, Set<String>> seen = new HashMap<>();
        for (StoredFact fact : facts.stream().filter(one -> lost.contains(one.id())).toList()) {
            seen.computeIfAbsent(fact.data().path("visit").asText(), one -> new HashSet<>()).add(fact.type());
        }
        for (StoredFact fact : facts.stream().filter(one -> !lost.contains(one.id())).toList()) {
            String key = fact.event().path("orderingkey").asText();
            String visit = fact.data().path("visit").asText();
            if (fact.type().equals("lives.step")) {
                int n = fact.data().path("n").asInt();
                check(n > steps.getOrDefault(visit, 0), "step " + n + " of " + visit + " came out of order");
                steps.put(visit, n);
            }
            Long before = numbers.put(fact.kiosk() + fact.epoch() + key, fact.number());
            check(before == null || before < fact.number(), fact.id() + " of " + key + " came after " + before);
            if (fact.type().equals("queue.slip")) {
                check(seen.getOrDefault(visit, Set.of()).contains("queue.ticket-issued"), "a slip before its number in " + visit);
            }
            seen.computeIfAbsent(visit, one -> new HashSet<>()).add(fact.type());
        }
    }

    /** The catalogue is one whole signed version. */
    void oneEdition(String kiosk, Path journal) throws IOException {
        long newest = 0;
        for (String[] edition : Journal.read(journal, "edition")) {
            check(edition[1].equals(LifeWork.MATTER_MARK + edition[0]), kiosk + ": edition " + edition[0] + " showed " + edition[1]);
            check(Long.parseLong(edition[0]) >= newest, kiosk + ": edition " + edition[0] + " was served after " + newest);
            newest = Long.parseLong(edition[0]);
        }
    }

    /** No personal datum in clear, on disk or in logs. */
    void nobodyNamed(Path directory) throws IOException {
        TRACES.below(directory).forEach(trace -> violations.add("in clear: " + trace));
    }

    void nobodyNamed(byte[] wire) {
        TRACES.in(wire).forEach(trace -> violations.add("in clear on the wire: " + trace));
    }

    /** Nothing waits, nothing is parked, the book is whole, the tally balances. */
    void settled(String kiosk, Path directory, Path journal) throws IOException {
        List<String[]> drained = Journal.read(journal, "drained");
        String last = drained.isEmpty() ? "never" : String.join(" ", drained.get(drained.size() - 1));
        check(last.equals("0 0"), kiosk + ": waiting and parked at the end: " + last);
        String breaks = WholeBook.breaks(directory.resolve("ledger.db"));
        check(breaks.isEmpty(), kiosk + ": " + breaks);
        boolean tallied = facts.stream().anyMatch(fact -> fact.kiosk().equals(kiosk) && fact.type().equals("upkeep.tally"));
        check(tallied, kiosk + ": no tally came");
        for (String[] condition : Journal.read(journal, "condition")) {
            check(!Set.of("upkeep.unbalanced", "link.parked", "store.damaged").contains(condition[0]),
                    kiosk + ": at the end " + String.join(" ", condition));
        }
    }

    /** No thread died. */
    void nothingThrown(Path log) throws IOException {
        check(!Files.readString(log).contains("Exception in thread"), "a thread died, see " + log);
    }

    void check(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }
}
