package cn.ting.conformance;

import cn.ting.conformance.PlayedKiosk.Fact;
import cn.ting.conformance.Verdicts.Unmet;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The signed documents for one kiosk: its leases, the numbers taken from them, and how it names persons. */
final class SignedRules {

    private static final String LEASES = "application/vnd.ting.leases+json";
    private static final String NAMING = "application/vnd.ting.naming+json";
    private static final int BLOCK = 10;
    private static final int MORE_AT = 5;

    private final Check check;
    /** To whom each number went, by hall, service, day and number. */
    private final Map<String, String> leased = new HashMap<>();
    /** The first key of each day that was opened. */
    private final Map<String, byte[]> dayKeys = new HashMap<>();
    private boolean twice;
    private String firstTwice = "";

    SignedRules(Check check) {
        this.check = check;
    }

    /** Reads what a kiosk was given since its birth. */
    void given(PlayedKiosk kiosk) {
        check.verdicts().rule(Rule.LEASES, () -> note(kiosk, leases(kiosk, kiosk.bornAt())));
        check.verdicts().rule(Rule.NAMING, () -> naming(kiosk));
    }

    private JsonNode leases(PlayedKiosk kiosk, int from) throws Unmet {
        byte[] envelope = kiosk.heard(from, "down/lease", heard -> concerns(kiosk, heard.payload()))
                .orElseThrow(() -> Unmet.broken("no leases of its epoch came"))
                .payload();
        JsonNode document = kiosk.keys().open(envelope, LEASES);
        List<String> breaches = check.shapes().breaches("leases", document);
        Unmet.unless(breaches.isEmpty(), String.join("; ", breaches));
        addressed(kiosk, document);
        Map<String, Set<String>> services = new TreeMap<>();
        for (JsonNode lease : document.path("leases")) {
            Unmet.unless(lease.path("epoch").asText().equals(kiosk.epoch()), "a lease of another epoch is among them: " + lease.path("leaseId"));
            int numbers = lease.path("to").asInt() - lease.path("from").asInt() + 1;
            Unmet.unless(numbers == BLOCK, "a lease of " + numbers + " numbers: " + lease.path("leaseId"));
            services.computeIfAbsent(lease.path("businessDate").asText(), first -> new TreeSet<>())
                    .add(lease.path("hall").asText() + " " + lease.path("service").asText());
        }
        String today = check.today().toString();
        String next = check.today().plusDays(1).toString();
        Unmet.unless(services.keySet().equals(Set.of(today, next)), "their days are " + services.keySet());
        Unmet.unless(services.get(today).equals(services.get(next)), "today has " + services.get(today) + ", the next day " + services.get(next));
        return document.path("leases");
    }

    /** What is retained may still be of the epoch before; what cannot be read is looked at. */
    private static boolean concerns(PlayedKiosk kiosk, byte[] envelope) {
        try {
            return kiosk.keys().open(envelope, LEASES).path("leases").findValuesAsText("epoch").contains(kiosk.epoch());
        } catch (Unmet unreadable) {
            return true;
        }
    }

    private void note(PlayedKiosk kiosk, JsonNode leases) {
        for (JsonNode lease : leases) {
            for (int number = lease.path("from").asInt(); number <= lease.path("to").asInt(); number++) {
                String which = lease.path("hall").asText() + " " + lease.path("service").asText() + " " + lease.path("businessDate").asText() + " " + number;
                String before = leased.putIfAbsent(which, kiosk.name() + " " + kiosk.epoch());
                if (before != null && !before.equals(kiosk.name() + " " + kiosk.epoch()) && !twice) {
                    twice = true;
                    firstTwice = which + " was given to " + before + " and to " + kiosk.name() + " " + kiosk.epoch();
                }
            }
        }
    }

    /** Once all kiosks and epochs were given theirs. */
    void leasedOnce() {
        check.verdicts().rule(Rule.LEASED_ONCE, () -> {
            if (leased.isEmpty()) {
                throw Unmet.untried("there were no leases to compare");
            }
            Unmet.unless(!twice, firstTwice);
        });
    }

    private void addressed(PlayedKiosk kiosk, JsonNode document) throws Unmet {
        Unmet.unless(document.path("area").asText().equals(check.plan().area()) && document.path("kiosk").asText().equals(kiosk.name()),
                "it is of " + document.path("area") + ", " + document.path("kiosk"));
    }

    private void naming(PlayedKiosk kiosk) throws Unmet {
        byte[] envelope = kiosk.heard(kiosk.bornAt(), "down/naming", any -> true)
                .orElseThrow(() -> Unmet.broken("no document of naming came"))
                .payload();
        JsonNode document = kiosk.keys().open(envelope, NAMING);
        List<String> breaches = check.shapes().breaches("naming", document);
        Unmet.unless(breaches.isEmpty(), String.join("; ", breaches));
        addressed(kiosk, document);
        Unmet.unless(document.path("sealing").findValuesAsText("alg").contains(Keys.ALG), "it names no key for " + Keys.ALG);
        for (var day : List.of(check.today(), check.today().plusDays(1))) {
            JsonNode sealed = null;
            for (JsonNode told : document.path("days")) {
                sealed = told.path("day").asText().equals(day.toString()) ? told.path("key") : sealed;
            }
            Unmet.unless(sealed != null, "it has no key of " + day + "; a kiosk that was known by another key before gets none without a person's word");
            byte[] key = kiosk.keys().unseal(sealed, check.plan().area() + " " + day);
            Unmet.unless(key.length == 32, "the key of " + day + " has " + key.length + " bytes");
            sameAsBefore(day.toString(), key);
        }
    }

    private void sameAsBefore(String day, byte[] key) {
        byte[] before = dayKeys.putIfAbsent(day, key);
        if (before != null) {
            check.verdicts().rule(Rule.ONE_DAY_KEY, () -> Unmet.unless(Arrays.equals(before, key), "the keys of " + day + " differ"));
        }
    }

    /** Takes numbers in the hall that was named for it: they wait on its board, once each, and the next block comes. */
    void numbers(PlayedKiosk kiosk) {
        if (check.plan().hall().isEmpty()) {
            check.verdicts().skip("it puts numbers into a hall's queue: name one with --hall", Rule.NEXT_BLOCK, Rule.ON_BOARD);
            return;
        }
        String hall = check.plan().hall().get();
        check.verdicts().rule(Rule.ON_BOARD, () -> {
            JsonNode lease = leaseOf(kiosk, hall);
            Board board = new Board(kiosk, hall, lease.path("service").asText());
            long waiting = board.newest(0).map(board::waiting).orElseThrow(() -> Unmet.untried("hall " + hall + " has no board"));
            int from = check.journal().now();
            List<Fact> tickets = new ArrayList<>();
            for (int n = 0; n < MORE_AT; n++) {
                Fact ticket = ticket(kiosk, lease, lease.path("from").asInt() + n);
                tickets.add(n == MORE_AT - 1 ? kiosk.underIdOf(tickets.get(0), ticket) : ticket);
                kiosk.settle(tickets.get(n));
            }
            board.becomes(from, waiting + MORE_AT);
            check.verdicts().rule(Rule.NEXT_BLOCK, () -> nextBlock(kiosk, from, lease));
            int again = check.journal().now();
            kiosk.settle(tickets.get(0));
            boolean twice = board.exceeds(again, waiting + MORE_AT);
            check.verdicts().rule(Rule.ONE_EFFECT, () -> Unmet.unless(!twice, "a number whose fact came twice waits twice"));
            Unmet.unless(!twice, "a number whose fact came twice waits twice");
            check.verdicts().rule(Rule.FORMER_ID, () -> {
                int third = check.journal().now();
                kiosk.settle(kiosk.renamed(tickets.get(MORE_AT - 1)));
                Unmet.unless(!board.exceeds(third, waiting + MORE_AT),
                        "a number waits twice that came under a third id, was stored under its second, and whose first another fact has");
            });
            check.verdicts().rule(Rule.IN_ORDER, () -> doneWithout(kiosk, lease, board));
        });
    }

    /**
     * Numbers are taken and cancelled in one go: one whose cancelling was taken in first would wait for ever. The last number, which nobody
     * cancels, brings a board that was made after all of them.
     */
    private void doneWithout(PlayedKiosk kiosk, JsonNode lease, Board board) throws Unmet {
        long waiting = board.newest(0).map(board::waiting).orElseThrow(() -> Unmet.untried("there is no board"));
        List<Fact> facts = new ArrayList<>();
        for (int n = MORE_AT; n < BLOCK - 1; n++) {
            Fact ticket = ticket(kiosk, lease, lease.path("from").asInt() + n);
            facts.add(ticket);
            facts.add(cancelling(kiosk, ticket));
        }
        int from = check.journal().now();
        kiosk.sendAll(facts);
        for (Fact fact : facts) {
            kiosk.receipt(from, fact.epoch(), receipt -> receipt.answers(fact.number()))
                    .orElseThrow(() -> Unmet.untried("a number that was taken and cancelled was not receipted"));
        }
        int last = check.journal().now();
        kiosk.settle(ticket(kiosk, lease, lease.path("from").asInt() + BLOCK - 1));
        board.becomes(last, waiting + 1);
        Optional<Journal.Heard> whole = board.newest(last);
        int again = check.journal().now();
        kiosk.settle(facts.get(1));
        Unmet.unless(!board.exceeds(last, waiting + 1), "a number that was taken, and cancelled at once, still waits");
        check.verdicts().rule(Rule.ONE_EFFECT, () -> Unmet.unless(whole.isEmpty() || !board.isUndone(again, whole.get()),
                "a number whose cancelling came twice is cancelled twice, or another with it"));
    }

    private Fact cancelling(PlayedKiosk kiosk, Fact ticket) {
        ObjectNode cancelled = new ObjectMapper().createObjectNode();
        List.of("visit", "ticket", "hall", "service", "number").forEach(field -> cancelled.set(field, ticket.event().path("data").path(field)));
        return kiosk.fact("queue.ticket-cancelled", ticket.key(), check.today(), cancelled);
    }

    private JsonNode leaseOf(PlayedKiosk kiosk, String hall) throws Unmet {
        JsonNode leases;
        try {
            leases = leases(kiosk, kiosk.bornAt());
        } catch (Unmet wrong) {
            throw Unmet.untried("its leases are not as they must be");
        }
        for (JsonNode lease : leases) {
            if (lease.path("hall").asText().equals(hall) && lease.path("businessDate").asText().equals(check.today().toString())) {
                return lease;
            }
        }
        throw Unmet.untried("there is no lease of hall " + hall);
    }

    private Fact ticket(PlayedKiosk kiosk, JsonNode lease, int number) {
        ObjectNode ticket = new ObjectMapper().createObjectNode()
                .put("visit", kiosk.token())
                .put("ticket", kiosk.token())
                .put("hall", lease.path("hall").asText())
                .put("service", lease.path("service").asText())
                .put("number", lease.path("letter").asText() + String.format("%03d", number))
                .put("lease", lease.path("leaseId").asText())
                .put("takenAt", check.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("businessDate", lease.path("businessDate").asText());
        return kiosk.fact("queue.ticket-issued", ticket.path("visit").asText(), check.today(), ticket);
    }

    private void nextBlock(PlayedKiosk kiosk, int from, JsonNode lease) throws Unmet {
        boolean came = kiosk.heard(from, "down/lease", heard -> {
                    try {
                        JsonNode leases = kiosk.keys().open(heard.payload(), LEASES).path("leases");
                        note(kiosk, leases);
                        return blocks(leases, lease) > 1;
                    } catch (Unmet unsigned) {
                        return false;
                    }
                })
                .isPresent();
        Unmet.unless(came, "after " + MORE_AT + " of " + BLOCK + " numbers no other block of " + lease.path("service") + " came");
    }

    private static int blocks(JsonNode leases, JsonNode like) {
        int blocks = 0;
        for (JsonNode lease : leases) {
            boolean same = List.of("hall", "service", "businessDate").stream().allMatch(field -> lease.path(field).equals(like.path(field)));
            blocks += same ? 1 : 0;
        }
        return blocks;
    }

    /** Who waits for one service, as its hall's boards say. */
    private final class Board {
        private final PlayedKiosk kiosk;
        private final String topic;
        private final String service;

        Board(PlayedKiosk kiosk, String hall, String service) {
            this.kiosk = kiosk;
            this.topic = check.plan().below("hall/" + hall + "/board");
            this.service = service;
        }

        private long waiting(Journal.Heard heard) {
            for (JsonNode told : Check.tree(heard.payload()).path("services")) {
                if (told.path("service").asText().equals(service)) {
                    return told.path("waiting").asLong();
                }
            }
            return -1;
        }

        private boolean isIts(Journal.Heard heard) {
            return heard.kiosk().equals(kiosk.name()) && heard.topic().equals(topic);
        }

        Optional<Journal.Heard> newest(int from) {
            check.journal().await(from, this::isIts);
            return check.journal().all().stream()
                    .filter(Journal.Heard.class::isInstance)
                    .map(Journal.Heard.class::cast)
                    .filter(this::isIts)
                    .reduce((before, now) -> now);
        }

        void becomes(int from, long wanted) throws Unmet {
            boolean came = check.journal().await(from, heard -> isIts(heard) && waiting(heard) >= wanted).isPresent();
            Unmet.unless(came, "the board did not come to say that " + wanted + " wait for " + service);
        }

        /** Some number has ended twice, or one waits less and nobody was called. */
        boolean isUndone(int from, Journal.Heard before) {
            JsonNode calls = Check.tree(before.payload()).path("calls");
            return check.journal().await(from, Duration.ZERO, heard -> isIts(heard)
                    && (Check.twice(Check.tree(heard.payload()).path("ended").findValuesAsText("number")).isPresent()
                            || waiting(heard) < waiting(before) && Check.tree(heard.payload()).path("calls").equals(calls))).isPresent();
        }

        /** Looks for a while, since nothing tells that nothing more will come. */
        boolean exceeds(int from, long most) {
            return check.journal().await(from, check.plan().glance(), heard -> isIts(heard) && waiting(heard) > most).isPresent();
        }
    }
}
