package cn.ting.conformance;

import cn.ting.conformance.Journal.Born;
import cn.ting.conformance.Journal.Heard;
import cn.ting.conformance.Journal.Sent;
import cn.ting.conformance.Verdicts.Unmet;
import cn.ting.time.KioskClock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One kiosk that is played: its epoch, its numbers, its session, and what it says. For one thread. */
final class PlayedKiosk implements AutoCloseable {

    /** A fact with its id, as it is sent. */
    record Fact(String epoch, long number, String key, ObjectNode event) {

        String type() {
            return event.path("type").asText().substring("cn.ting.".length());
        }
    }

    private static final Duration EXPIRY = Duration.ofSeconds(60);

    private final ObjectMapper json = new ObjectMapper();
    private final SecureRandom random = new SecureRandom();
    private final CheckPlan plan;
    private final String name;
    private final Keys keys;
    private final Journal journal;
    private final KioskClock clock;
    private final Supplier<Duration> patience;
    private final String boot = token();
    private String epoch = token();
    private String previousEpoch;
    private long session;
    private long questions;
    private long next = 1;
    private int bornAt;
    private MqttPlayer player;

    /** @param patience how long an answer may take at that moment */
    PlayedKiosk(CheckPlan plan, String name, Keys keys, Journal journal, KioskClock clock, Supplier<Duration> patience) {
        this.plan = plan;
        this.patience = patience;
        this.name = name;
        this.keys = keys;
        this.journal = journal;
        this.clock = clock;
    }

    /** 16 random bytes in base64url. */
    String token() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String name() {
        return name;
    }

    String epoch() {
        return epoch;
    }

    long next() {
        return next;
    }

    Keys keys() {
        return keys;
    }

    MqttPlayer player() {
        return player;
    }

    /** Where in the journal this kiosk's present session began. */
    int bornAt() {
        return bornAt;
    }

    String below(String segment) {
        return plan.below("kiosk/" + name + "/" + segment);
    }

    /** Connects anew and is born with its true next number. */
    void connect(String cause) {
        connect(cause, next);
    }

    /** Connects anew and is born, saying that {@code nextNumber} is the next. */
    void connect(String cause, long nextNumber) {
        if (player != null) {
            player.leave();
        }
        session++;
        bornAt = journal.now();
        journal.add(new Born(name, epoch, journal.uptime()));
        player = new MqttPlayer(plan, name, below("up/gone"), bytes(document().put("reason", "lost")), journal);
        player.subscribe(List.of(plan.below("platform/state"), below("down/#"), plan.below("hall/+/board")));
        ObjectNode birth = document()
                .put("previousEpoch", previousEpoch)
                .put("nextNumber", nextNumber)
                .put("boot", boot)
                .put("cause", cause)
                .putNull("machine")
                .put("version", "check-platform");
        keys.describe(birth.putObject("deviceKey"));
        player.publish(below("up/birth"), bytes(birth), true);
    }

    /** Draws another epoch, whose numbers begin at 1; told by the next birth. */
    void drawEpoch() {
        previousEpoch = epoch;
        epoch = token();
        next = 1;
    }

    private ObjectNode document() {
        ObjectNode document = json.createObjectNode();
        document.putObject("session").put("epoch", epoch).put("n", session);
        return document.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
    }

    /** Takes the next number for a beginning visit of its own. */
    Fact visit(LocalDate day) {
        String visit = token();
        return fact("visit.began", visit, day, json.createObjectNode().put("visit", visit).put("by", "touch"));
    }

    /** Takes the next number. */
    Fact fact(String type, String key, LocalDate day, ObjectNode content) {
        return fact(epoch, next++, type, key, day, content);
    }

    private Fact fact(String epoch, long number, String type, String key, LocalDate day, ObjectNode content) {
        ObjectNode event = json.createObjectNode()
                .put("specversion", "1.0")
                .put("id", name + "/" + epoch + "/" + number)
                .put("source", "/ting/1/" + plan.area() + "/kiosk/" + name)
                .put("type", "cn.ting." + type)
                .put("time", at(day).toString())
                .put("datacontenttype", "application/json")
                .put("orderingkey", key)
                .put("boot", boot)
                .put("uptime", clock.uptime().toSeconds())
                .put("clocktrusted", true);
        event.set("data", content);
        return new Fact(epoch, number, key, event);
    }

    /** Facts of days before are of their noon, so that each trial can be tallied by itself. */
    private Instant at(LocalDate day) {
        LocalDate today = clock.local().toLocalDate();
        Instant at = day.equals(today) ? clock.instant() : day.atTime(LocalTime.NOON).atZone(KioskClock.ZONE).toInstant();
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The same fact under the next number of the present epoch: it names its first id, and where it had several all of them. */
    Fact renamed(Fact fact) {
        String before = fact.event.path("id").asText();
        String first = fact.event.path("formerid").asText(before);
        ObjectNode event = fact.event.deepCopy().put("formerid", first);
        if (!first.equals(before)) {
            event.put("formerids", fact.event.path("formerids").asText(first) + " " + before);
        }
        long number = next++;
        event.put("id", name + "/" + epoch + "/" + number);
        return new Fact(epoch, number, fact.key, event);
    }

    /** A fact whose first id another has: a ledger that was put back gave that number once more, and had learnt so before this was sent. */
    Fact underIdOf(Fact other, Fact fact) {
        ObjectNode event = fact.event.deepCopy().put("formerid", other.event.path("id").asText());
        return new Fact(fact.epoch, fact.number, fact.key, event);
    }

    void send(Fact fact) {
        journal.add(new Sent(name, fact.epoch, fact.number, fact.key));
        player.publish(below("up/fact"), bytes(fact.event), false);
    }

    /** Sends them without waiting for anything in between. */
    void sendAll(List<Fact> facts) {
        facts.forEach(fact -> journal.add(new Sent(name, fact.epoch, fact.number, fact.key)));
        player.publishAll(below("up/fact"), facts.stream().map(fact -> bytes(fact.event)).toList());
    }

    /** Asks a question, and returns what comes with its correlation, for which the rule's patience is waited. */
    JsonNode ask(String type, ObjectNode data) throws Unmet {
        questions++;
        String id = name + "/" + boot + "/q" + questions;
        ObjectNode question = json.createObjectNode()
                .put("specversion", "1.0")
                .put("id", id)
                .put("source", "/ting/1/" + plan.area() + "/kiosk/" + name)
                .put("type", "cn.ting." + type)
                .put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("datacontenttype", "application/json");
        question.set("data", data);
        int from = journal.now();
        player.ask(below("up/request"), bytes(question), below("down/reply"), id, EXPIRY);
        return Check.tree(journal
                .await(from, heard -> heard.topic().equals(below("down/reply")) && heard.correlation().equals(id))
                .orElseThrow(() -> Unmet.broken("no answer to " + type + " came with its correlation"))
                .payload());
    }

    /** Sends whatever it is as a fact. */
    void sendRaw(String text) {
        player.publish(below("up/fact"), text.getBytes(StandardCharsets.UTF_8), false);
    }

    /** The first receipt of an epoch from a place in the journal on that is wanted. */
    Optional<Receipt> receipt(int from, String ofEpoch, Predicate<Receipt> wanted) {
        return heard(from, "down/receipt", heard -> Receipt.read(heard.payload())
                        .filter(receipt -> receipt.epoch().equals(ofEpoch))
                        .filter(wanted)
                        .isPresent())
                .flatMap(heard -> Receipt.read(heard.payload()));
    }

    /** The first message for this kiosk on a segment that is wanted. */
    Optional<Heard> heard(int from, String segment, Predicate<Heard> wanted) {
        return journal.await(from, patience.get(), heard ->
                heard.kiosk().equals(name) && heard.topic().equals(below(segment)) && wanted.test(heard));
    }

    /** Sends a fact and waits for a receipt that names it. */
    Receipt settle(Fact fact) throws Unmet {
        int from = journal.now();
        send(fact);
        return receipt(from, fact.epoch, receipt -> receipt.answers(fact.number))
                .orElseThrow(() -> Unmet.broken("no receipt named fact " + fact.number + " of the epoch within " + plan.patience().toSeconds() + " s"));
    }

    private byte[] bytes(ObjectNode document) {
        try {
            return json.writeValueAsBytes(document);
        } catch (JsonProcessingException never) {
            throw new IllegalStateException("a tree is always JSON", never);
        }
    }

    /** Says that it stops, and leaves. */
    @Override
    public void close() {
        if (player != null) {
            try {
                player.publish(below("up/gone"), bytes(document().put("reason", "stopped")), true);
            } finally {
                player.leave();
            }
        }
    }
}
