package cn.ting.platform;

import cn.ting.platform.Accounts.Owner;
import cn.ting.quota.Quotas;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Takes in what kiosks send. For the platform's own thread only. */
final class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);

    /** What has to be said once a batch is committed. */
    static final class Consequences {
        /** The numbers that came, of each that is to be told; none where a birth is answered. */
        final Map<Owner, SortedSet<Long>> receipts = new LinkedHashMap<>();
        final Set<Owner> rewound = new LinkedHashSet<>();
        /** Kiosks that were born. */
        final Set<String> born = new LinkedHashSet<>();
        final Set<Owner> leases = new LinkedHashSet<>();
        final Set<String> boards = new LinkedHashSet<>();
    }

    /** So many of a kiosk's latest events of telemetry are kept, for whoever looks. */
    private static final int EVENTS = 40;

    private record Refusal(String code, String retry) {}

    private final FactStore facts;
    private final Accounts accounts;
    private final Leases leases;
    private final Queues queues;
    private final TallyDesk tallies;
    private final Quotas quotas;
    private final KioskClock clock;
    private final ObjectMapper json = new ObjectMapper();
    /** The retained documents of each kiosk, by segment. */
    private final Map<String, Map<String, JsonNode>> seen = new TreeMap<>();
    private final Map<String, Instant> lastHeard = new HashMap<>();
    private final Map<String, Refusal> refusals = new HashMap<>();
    private boolean storing = true;
    private long malformed;

    Intake(FactStore facts, Accounts accounts, Leases leases, Queues queues, TallyDesk tallies, Quotas quotas, KioskClock clock) {
        this.quotas = quotas;
        this.facts = facts;
        this.accounts = accounts;
        this.leases = leases;
        this.queues = queues;
        this.tallies = tallies;
        this.clock = clock;
    }

    List<KioskView> kiosks() {
        return seen.entrySet().stream()
                .map(entry -> KioskView.of(
                        entry.getKey(), Optional.ofNullable(lastHeard.get(entry.getKey())), part(entry, "birth"), part(entry, "gone"), part(entry, "health"), part(entry, "telemetry")))
                .toList();
    }

    private static JsonNode part(Map.Entry<String, Map<String, JsonNode>> kiosk, String segment) {
        return kiosk.getValue().getOrDefault(segment, NullNode.getInstance());
    }

    /** Every kiosk that was ever born, with its present epoch. */
    List<Owner> born() {
        return seen.entrySet().stream()
                .filter(kiosk -> kiosk.getValue().containsKey("birth"))
                .map(kiosk -> owner(kiosk.getKey(), kiosk.getValue().get("birth")))
                .toList();
    }

    private static Owner owner(String kiosk, JsonNode birth) {
        return new Owner(kiosk, birth.path("session").path("epoch").asText());
    }

    /** A kiosk's own key as its birth told it; missing while it told none. */
    JsonNode deviceKey(String kiosk) {
        return seen.getOrDefault(kiosk, Map.of()).getOrDefault("birth", NullNode.getInstance()).path("deviceKey");
    }

    long malformed() {
        return malformed;
    }

    boolean storing() {
        return storing;
    }

    void storing(boolean on) {
        storing = on;
    }

    void refuse(String type, String code, String retry) {
        if (retry.isEmpty()) {
            refusals.remove(type);
        } else {
            refusals.put(type, new Refusal(code, retry));
        }
    }

    /** Reads one message; what follows from it is noted, and done by the caller after the commit. */
    void read(String kiosk, String segment, byte[] payload, Consequences then) throws SQLException {
        try {
            if (segment.equals("fact")) {
                lastHeard.put(kiosk, clock.instant());
                if (storing) {
                    take(kiosk, payload, then);
                }
                return;
            }
            JsonNode document = json.readTree(payload);
            if (!document.path("reason").asText().equals("lost")) {
                lastHeard.put(kiosk, clock.instant());
            }
            Map<String, JsonNode> heard = seen.computeIfAbsent(kiosk, unknown -> new HashMap<>());
            heard.put(segment, segment.equals("telemetry") ? latest(heard.getOrDefault(segment, NullNode.getInstance()), document) : document);
            if (segment.equals("birth")) {
                born(kiosk, document, then);
            }
        } catch (IllegalArgumentException | IOException wrong) {
            malformed++;
            LOG.warnf("%s of %s: %s", segment, kiosk, wrong.getMessage());
        }
    }

    /** Telemetry comes a few events at a time, and once more after a lost acknowledgement; those of another ledger count anew. */
    private ObjectNode latest(JsonNode before, JsonNode news) {
        Map<Long, JsonNode> events = new TreeMap<>();
        if (before.path("ledger").equals(news.path("ledger"))) {
            before.path("events").forEach(event -> events.put(event.path("n").asLong(), event));
        }
        news.path("events").forEach(event -> events.put(event.path("n").asLong(), event));
        ObjectNode latest = json.createObjectNode();
        latest.set("ledger", news.path("ledger"));
        latest.set("dropped", news.path("dropped"));
        latest.putArray("events").addAll(events.values().stream().skip(Math.max(0, events.size() - EVENTS)).toList());
        return latest;
    }

    /**
     * A kiosk hears at its birth what is stored of it, so that it sends again what a restored platform has lost, and that its ledger is an
     * older copy when more is stored than it has numbers. That is asked of a birth once: when it is heard again, its kiosk has sent facts since.
     */
    private void born(String kiosk, JsonNode birth, Consequences then) throws SQLException {
        Owner owner = owner(kiosk, birth);
        if (!accounts.knows(kiosk, birth)) {
            if (birth.path("nextNumber").asLong(Long.MAX_VALUE) <= accounts.of(owner).highest()) {
                then.rewound.add(owner);
                return;
            }
            accounts.know(kiosk, birth);
        }
        then.born.add(kiosk);
        then.receipts.put(owner, new TreeSet<>());
        String previous = birth.path("previousEpoch").asText("");
        if (!previous.isEmpty()) {
            then.receipts.put(new Owner(kiosk, previous), new TreeSet<>());
        }
        then.leases.add(owner);
    }

    private void take(String kiosk, byte[] envelope, Consequences then) throws SQLException {
        StoredFact fact = facts.parse(envelope, 1);
        if (!fact.kiosk().equals(kiosk)) {
            throw new IllegalArgumentException("a fact of another kiosk");
        }
        Owner owner = new Owner(kiosk, fact.epoch());
        Refusal refusal = refusals.get(fact.type());
        if (refusal != null && refusal.retry.equals("silent")) {
            return;
        }
        then.receipts.computeIfAbsent(owner, first -> new TreeSet<>()).add(fact.number());
        if (refusal == null && store(fact, envelope, owner, then) == FactStore.Outcome.CONFLICT) {
            refusal = new Refusal("conflict", "never");
        }
        if (refusal == null) {
            if (accounts.of(owner).isRefused(fact.number())) {
                accounts.take(fact);
            }
            accounts.of(owner).stored(fact.number());
            return;
        }
        accounts.of(owner).refused(fact.number(), refusal.code, refusal.retry);
        if (refusal.retry.equals("never")) {
            accounts.refuse(fact, refusal.code);
        }
    }

    private FactStore.Outcome store(StoredFact fact, byte[] envelope, Owner owner, Consequences then) throws SQLException {
        if (facts.hasUnderFormerId(fact)) {
            return FactStore.Outcome.DUPLICATE;
        }
        FactStore.Outcome outcome = facts.store(fact, envelope);
        if (outcome == FactStore.Outcome.NEW && fact.type().equals("upkeep.tally")) {
            tallies.opened(fact);
        }
        if (outcome == FactStore.Outcome.NEW && fact.type().equals("queue.ticket-issued")) {
            queues.add(fact.data());
            leases.used(fact.data().path("lease").asText());
            then.boards.add(fact.data().path("hall").asText());
            then.leases.add(owner);
        }
        if (outcome == FactStore.Outcome.NEW && fact.type().equals("queue.ticket-cancelled")) {
            queues.cancel(fact.data(), clock.instant());
            then.boards.add(fact.data().path("hall").asText());
        }
        if (outcome == FactStore.Outcome.NEW && fact.type().startsWith("appointment.")) {
            appointment(fact);
            then.boards.addAll(quotas.halls());
        }
        return outcome;
    }

    private void appointment(StoredFact fact) throws SQLException {
        switch (fact.type()) {
            case "appointment.asked" -> quotas.asked(fact.event(), clock.local());
            case "appointment.withdrawn" -> quotas.withdrawn(fact.data());
            case "appointment.checked-in" -> quotas.checkedIn(fact.data());
            default -> { }
        }
    }
}
