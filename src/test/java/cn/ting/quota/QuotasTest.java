package cn.ting.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.seal.DayKey;
import cn.ting.vault.Vault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the bench's platform gives, and to whom. */
class QuotasTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final LocalDateTime MORNING = MONDAY.atTime(9, 20);
    private static final LocalTime TEN = LocalTime.of(10, 0);

    private final ObjectMapper json = new ObjectMapper();
    private Connection connection;
    private Vault vault;
    private Quotas quotas;
    private int count;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        connection.setAutoCommit(false);
        vault = new Vault(connection, "demo");
        quotas = new Quotas(connection, vault, Map.of("h", new SlotPlan(Map.of(DayOfWeek.MONDAY, List.of("09:00-11:00", "13:30-14:15")), 2)));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void times_lie_within_the_halls_hours_and_are_not_over() throws SQLException {
        JsonNode days = quotas.days("h", "s", MORNING).orElseThrow().path("days");
        assertEquals(List.of("2026-11-23", "2026-11-30"), days.findValuesAsText("date"));
        assertEquals(List.of("09:00", "09:30", "10:00", "10:30", "13:30"), days.get(0).path("slots").findValuesAsText("from"));
        assertEquals(4, quotas.days("h", "s", MONDAY.atTime(9, 30)).orElseThrow().path("days").get(0).path("slots").size());
        assertTrue(quotas.days("nowhere", "s", MORNING).isEmpty());
    }

    @Test
    void no_time_is_given_more_often_than_its_quota_and_one_that_is_given_up_is_free_again() throws SQLException {
        String first = ask("1", TEN);
        ask("2", TEN);
        String third = ask("3", TEN);
        assertEquals(List.of("refused", "full"), List.of(outcome(third, "state"), outcome(third, "why")));
        quotas.withdrawn(json.createObjectNode().put("appointment", first));
        assertEquals("booked", outcome(ask("4", TEN), "state"));
    }

    @Test
    void one_person_has_one_time_of_a_service_a_day() throws SQLException {
        String first = ask("1", TEN);
        assertEquals("twice", outcome(ask("1", LocalTime.of(10, 30)), "why"));
        quotas.withdrawn(json.createObjectNode().put("appointment", first));
        assertEquals("booked", outcome(ask("1", LocalTime.of(10, 30)), "state"));
    }

    @Test
    void what_cannot_be_given_is_refused_with_its_reason() throws SQLException {
        assertEquals("unknown", outcome(ask("1", LocalTime.of(11, 0)), "why"));
        assertEquals("past", outcome(ask("1", LocalTime.of(9, 0), MONDAY.atTime(9, 30)), "why"));
        ObjectNode nobody = event("1", TEN);
        ((ObjectNode) nobody.path("data")).remove("person");
        quotas.asked(nobody, MORNING);
        assertEquals("person", outcome(nobody.path("data").path("appointment").asText(), "why"));
        quotas.refuse("closed");
        assertEquals("closed", outcome(ask("2", TEN), "why"));
    }

    @Test
    void an_asking_that_comes_again_or_after_it_was_given_up_changes_nothing() throws SQLException {
        ObjectNode asked = event("1", TEN);
        quotas.asked(asked, MORNING);
        String id = asked.path("data").path("appointment").asText();
        String code = outcome(id, "code");
        quotas.refuse("full");
        quotas.asked(asked, MORNING);
        assertEquals(code, outcome(id, "code"));

        ObjectNode late = event("2", TEN);
        quotas.withdrawn(late.path("data"));
        quotas.refuse("");
        quotas.asked(late, MORNING);
        assertEquals(1, quotas.booked("h", "s", MONDAY).get(0).path("people").asInt());
    }

    @Test
    void an_answer_is_held_until_it_is_decided() throws SQLException {
        ObjectNode asked = event("1", TEN);
        CompletableFuture<ObjectNode> answer = quotas.outcome(asked.path("data").path("appointment").asText());
        quotas.tell();
        assertFalse(answer.isDone());
        quotas.silent(true);
        quotas.asked(asked, MORNING);
        quotas.tell();
        assertFalse(answer.isDone());
        quotas.silent(false);
        assertEquals("booked", answer.join().path("state").asText());
    }

    @Test
    void a_person_is_known_on_another_day_by_that_days_pseudonym_only() throws SQLException {
        ask("999901198805120178", TEN);
        String today = pseudonym("999901198805120178", MONDAY);
        assertEquals(1, quotas.of(today, MONDAY).path("appointments").size());
        assertEquals(0, quotas.of(pseudonym("999901198805120178", MONDAY.minusDays(1)), MONDAY).path("appointments").size());
        assertEquals(0, quotas.of(today, MONDAY.plusDays(1)).path("appointments").size(), "it is over");
    }

    @Test
    void whoever_checks_in_is_no_longer_waited_for() throws SQLException {
        String code = quotas.byTelephone("h", "s", MONDAY, LocalTime.of(9, 40), "张小三", "1");
        ask("2", TEN);
        assertEquals(2, quotas.booked("h", "s", MONDAY).size());
        ObjectNode came = json.createObjectNode().put("appointment", quotas.withCode(code, MONDAY).orElseThrow().path("appointment").asText())
                .put("ticket", "t").put("number", "A001").put("place", "first");
        quotas.checkedIn(came);
        quotas.checkedIn(came.deepCopy().put("number", "A002"));
        assertEquals("A001", quotas.withCode(code, MONDAY).orElseThrow().path("number").asText());
        assertEquals(List.of("2026-11-23T02:00:00Z"), quotas.booked("h", "s", MONDAY).findValuesAsText("from"));
    }

    private String ask(String person, LocalTime from) throws SQLException {
        return ask(person, from, MORNING);
    }

    private String ask(String person, LocalTime from, LocalDateTime now) throws SQLException {
        ObjectNode event = event(person, from);
        quotas.asked(event, now);
        return event.path("data").path("appointment").asText();
    }

    private ObjectNode event(String person, LocalTime from) throws SQLException {
        String id = "k1/epoch/" + ++count;
        ObjectNode event = json.createObjectNode().put("id", id).put("type", "cn.ting.appointment.asked");
        event.putObject("data").put("appointment", "a" + count).put("hall", "h").put("service", "s").put("date", MONDAY.toString())
                .put("from", from.toString()).set("person", vault.sealedPerson(id + " cn.ting.appointment.asked", "somebody", person));
        return event;
    }

    private String outcome(String appointment, String field) throws SQLException {
        return quotas.outcome(appointment).join().path(field).asText();
    }

    /** As a kiosk reckons it, with the day's key of the platform. */
    private String pseudonym(String number, LocalDate day) throws SQLException {
        return new DayKey(dayKey(day)).pseudonym(number);
    }

    private byte[] dayKey(LocalDate day) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO day_key VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET key = key RETURNING key")) {
            insert.setString(1, day.toString());
            byte[] key = new byte[32];
            key[0] = (byte) day.getDayOfMonth();
            insert.setBytes(2, key);
            try (var row = insert.executeQuery()) {
                row.next();
                return row.getBytes(1);
            }
        }
    }
}
