package cn.ting.quota;

import cn.ting.quota.QuotaRows.Kept;
import cn.ting.vault.Vault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Gives times and keeps who has which. A person is kept sealed, as the asking came, and opened to be compared. For the platform's own thread only;
 * the caller commits, and then says what was decided ({@link #tell}). Hands for tests and the bench make it refuse, fill up or keep its answers back.
 */
public final class Quotas {

    private static final int DAYS = 5;
    private static final int MOST_AHEAD = 14;
    private static final int SHOWN_ON_BOARD = 8;
    private static final int MOST_HELD = 1024;
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    /** What is done with appointments. */
    @FunctionalInterface
    public interface Work<T> {
        T at(Quotas quotas) throws SQLException;
    }

    /** A question that waits for its asking to come. */
    private record Held(String appointment, CompletableFuture<ObjectNode> answer) {}

    private final ObjectMapper json = new ObjectMapper();
    private final SecureRandom random = new SecureRandom();
    private final QuotaRows rows;
    private final Vault vault;
    private final Map<String, SlotPlan> plans;
    private final List<Held> held = new ArrayList<>();
    private String refusing = "";
    private boolean silent;

    /** @param plans of the halls that give appointments, by hall */
    public Quotas(Connection connection, Vault vault, Map<String, SlotPlan> plans) {
        this.rows = new QuotaRows(connection);
        this.vault = vault;
        this.plans = Map.copyOf(plans);
    }

    /** The halls that give appointments. */
    public Set<String> halls() {
        return plans.keySet();
    }

    /** Refuses whatever is asked for from now on, with that word; empty to give again. */
    public void refuse(String why) {
        refusing = why;
    }

    /** Keeps outcomes to itself, or tells them again, those that wait first. */
    public void silent(boolean on) throws SQLException {
        silent = on;
        tell();
    }

    /** Takes what is left of a time, as many people at once would. */
    public void fill(String hall, String service, LocalDate date, LocalTime from) throws SQLException {
        if (!plans.containsKey(hall)) {
            throw new IllegalArgumentException(hall + " gives no appointments");
        }
        for (int left = left(hall, service, date, from); left > 0; left--) {
            add(event(UUID.randomUUID().toString(), hall, service, date, from), from, "");
        }
    }

    /**
     * Somebody books by telephone, at whatever time.
     *
     * @return the code that is told to them
     */
    public String byTelephone(String hall, String service, LocalDate date, LocalTime from, String name, String number) throws SQLException {
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, 22);
        ObjectNode event = event(id, hall, service, date, from);
        ((ObjectNode) event.get("data")).set("person", vault.sealedPerson(id + " " + event.path("type").asText(), name, number));
        return add(event, from, "");
    }

    private ObjectNode event(String id, String hall, String service, LocalDate date, LocalTime from) {
        ObjectNode event = json.createObjectNode().put("id", id).put("type", "cn.ting.appointment.asked");
        event.putObject("data").put("appointment", id).put("hall", hall).put("service", service)
                .put("date", date.toString()).put("from", from.toString());
        return event;
    }

    /** Nobody came. */
    public void noShow(String code) throws SQLException {
        if (rows.change("UPDATE appointment SET state = 'no-show' WHERE code = ? AND state = 'booked'", code) == 0) {
            throw new IllegalArgumentException("no appointment is booked under " + code);
        }
    }

    /** Decides an asking, once: a second one of the same appointment, or one that was withdrawn before it came, changes nothing. */
    public void asked(JsonNode event, LocalDateTime now) throws SQLException {
        JsonNode asked = event.path("data");
        LocalTime from = LocalTime.parse(asked.path("from").asText());
        if (rows.count("SELECT count(*) FROM appointment WHERE id = ?", asked.path("appointment").asText()) == 0) {
            add(event, from, refusal(event, LocalDate.parse(asked.path("date").asText()), from, now));
        }
    }

    private String refusal(JsonNode event, LocalDate date, LocalTime from, LocalDateTime now) throws SQLException {
        JsonNode asked = event.path("data");
        String hall = asked.path("hall").asText();
        String service = asked.path("service").asText();
        if (!refusing.isEmpty()) {
            return refusing;
        }
        if (!plans.containsKey(hall) || !plans.get(hall).on(date).contains(from)) {
            return "unknown";
        }
        if (!date.atTime(from).plusMinutes(SlotPlan.MINUTES).isAfter(now)) {
            return "past";
        }
        if (!vault.knows(event)) {
            return "person";
        }
        for (Kept other : rows.where("service = ? AND date = ? AND state IN ('booked', 'checked-in')", service, date.toString())) {
            if (vault.same(other.event(), event)) {
                return "twice";
            }
        }
        return left(hall, service, date, from) > 0 ? "" : "full";
    }

    /** @return its code; empty when it is refused */
    private String add(JsonNode event, LocalTime from, String why) throws SQLException {
        String code = why.isEmpty() ? freshCode() : "";
        rows.add(event.path("data").path("appointment").asText(), event, from.plusMinutes(SlotPlan.MINUTES).toString(),
                why.isEmpty() ? "booked" : "refused", why, code);
        return code;
    }

    private String freshCode() throws SQLException {
        String code;
        do {
            code = String.format("%08d", random.nextInt(100_000_000));
        } while (rows.count("SELECT count(*) FROM appointment WHERE code = ?", code) > 0);
        return code;
    }

    /** The resident does without it; whoever asks for its time next may have it. */
    public void withdrawn(JsonNode data) throws SQLException {
        String id = data.path("appointment").asText();
        rows.neverAsked(id);
        rows.change("UPDATE appointment SET state = 'withdrawn' WHERE id = ? AND state = 'booked'", id);
    }

    /** A number was given for it; the first one counts. One that is to be called first is due at the appointment's time. */
    public void checkedIn(JsonNode data) throws SQLException {
        rows.change("UPDATE appointment SET state = 'checked-in', ticket = ?, number = ?, due = CASE ? WHEN 'ordinary' THEN NULL"
                + " ELSE date || ' ' || begins END WHERE id = ? AND state IN ('booked', 'no-show')", data.path("ticket").asText(),
                data.path("number").asText(), data.path("place").asText(), data.path("appointment").asText());
    }

    /** The next days of a service with what is left of each time; empty where it gives none. */
    public Optional<ObjectNode> days(String hall, String service, LocalDateTime now) throws SQLException {
        SlotPlan plan = plans.get(hall);
        if (plan == null) {
            return Optional.empty();
        }
        ObjectNode answer = json.createObjectNode();
        ArrayNode days = answer.putArray("days");
        for (int ahead = 0; ahead < MOST_AHEAD && days.size() < DAYS; ahead++) {
            LocalDate date = now.toLocalDate().plusDays(ahead);
            ArrayNode slots = json.createArrayNode();
            for (LocalTime from : plan.on(date)) {
                LocalTime until = from.plusMinutes(SlotPlan.MINUTES);
                if (date.atTime(until).isAfter(now)) {
                    slots.addObject().put("from", from.toString()).put("until", until.toString())
                            .put("quota", plan.quota()).put("left", left(hall, service, date, from));
                }
            }
            if (!slots.isEmpty()) {
                days.addObject().put("date", date.toString()).set("slots", slots);
            }
        }
        return Optional.of(answer);
    }

    private int left(String hall, String service, LocalDate date, LocalTime from) throws SQLException {
        int taken = rows.count("SELECT count(*) FROM appointment WHERE hall = ? AND service = ? AND date = ? AND begins = ?"
                + " AND state IN ('booked', 'checked-in', 'no-show')", hall, service, date.toString(), from.toString());
        return Math.max(0, plans.get(hall).quota() - taken);
    }

    /** What came of an asking; completed on the platform's thread as soon as it is decided and committed. */
    public CompletableFuture<ObjectNode> outcome(String appointment) throws SQLException {
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        if (held.size() >= MOST_HELD) {
            held.remove(0);
        }
        held.add(new Held(appointment, answer));
        tell();
        return answer;
    }

    /** Answers whoever waits for what is decided by now. */
    public void tell() throws SQLException {
        for (Held question : silent ? List.<Held>of() : List.copyOf(held)) {
            List<Kept> decided = rows.where("id = ?", question.appointment);
            if (!decided.isEmpty()) {
                held.remove(question);
                question.answer.complete(decided.get(0).shown());
            }
        }
    }

    /** A person's appointments from today on. */
    public ObjectNode of(String pseudonym, LocalDate today) throws SQLException {
        ObjectNode answer = json.createObjectNode();
        ArrayNode mine = answer.putArray("appointments");
        for (Kept kept : rows.where("date >= ? AND state IN ('booked', 'checked-in', 'no-show')", today.toString())) {
            if (vault.is(kept.event(), pseudonym, today)) {
                mine.add(kept.shown());
            }
        }
        return answer;
    }

    /** The appointment of today or later with that code. */
    public Optional<ObjectNode> withCode(String code, LocalDate today) throws SQLException {
        return rows.where("code = ? AND date >= ? AND state <> 'withdrawn'", code, today.toString()).stream().map(Kept::shown).findFirst();
    }

    /** Those of today who have not come yet, by when they are due, as a board tells it. */
    public ArrayNode booked(String hall, String service, LocalDate today) throws SQLException {
        ArrayNode booked = json.createArrayNode();
        for (Kept kept : rows.where("hall = ? AND service = ? AND date = ? AND state = 'booked'", hall, service, today.toString())) {
            Instant from = today.atTime(LocalTime.parse(kept.shown().path("from").asText())).toInstant(CHINA);
            JsonNode last = booked.path(booked.size() - 1);
            if (last.path("from").asText().equals(from.toString())) {
                ((ObjectNode) last).put("people", last.path("people").asInt() + 1);
            } else if (booked.size() < SHOWN_ON_BOARD) {
                booked.addObject().put("from", from.toString()).put("people", 1);
            }
        }
        return booked;
    }
}
