package cn.ting.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.bench.Broker;
import cn.ting.time.SteppedClock;
import cn.ting.wire.BrokerEars;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens at the windows, as a screen in the hall hears of it. */
class CountersTest {

    private static final HallPlan HALL = new HallPlan("hall-1",
            List.of(new HallPlan.Service("social", "A"), new HallPlan.Service("general", "D")), List.of("1", "2"));
    private static final long PATIENCE_MS = 60_000;

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private final ObjectMapper json = new ObjectMapper();
    private final BlockingQueue<JsonNode> boards = new LinkedBlockingQueue<>();
    private final Broker broker = new Broker(0, clock);
    private Platform platform;
    private MqttAsyncClient screen;

    @BeforeEach
    void open() throws MqttException, InterruptedException {
        broker.start();
        screen = new MqttAsyncClient(broker.platformAddress().toString(), "hall-screen", new MemoryPersistence());
        screen.setCallback((BrokerEars) (topic, message) -> boards.add(tree(message.getPayload())));
        screen.connect().waitForCompletion(PATIENCE_MS);
        screen.subscribe("ting/1/demo/hall/hall-1/board", 1).waitForCompletion(PATIENCE_MS);
        platform = new Platform(broker.platformAddress(), "demo", directory.resolve("platform.db"), List.of(HALL), clock);
        platform.start();
        ticket(1, "social", "A001", "01:10:00");
        ticket(2, "general", "D001", "01:05:00");
        ticket(3, "social", "A002", "01:20:00");
    }

    @AfterEach
    void close() throws MqttException {
        screen.disconnectForcibly(0, 100, false);
        screen.close(true);
        platform.close();
        broker.close();
    }

    @Test
    void a_number_is_called_again_with_a_counter_of_its_own() throws Exception {
        platform.callNext("hall-1", "social", "1").orElseThrow();
        assertEquals("1:A001:called 2::free", windows());
        Call again = platform.recall("hall-1", "1");
        assertEquals(2, again.counter());
        assertEquals("A001 A001", calls(boardWith(2)));
    }

    @Test
    void a_number_nobody_came_for_is_passed_and_may_be_called_again() {
        platform.callNext("hall-1", "social", "1").orElseThrow();
        platform.pass("hall-1", "1");
        assertEquals("1:A001:passed 2::free", windows());
        assertThrows(IllegalArgumentException.class, () -> platform.complete("hall-1", "1"));
        platform.recall("hall-1", "1");
        platform.complete("hall-1", "1");
        assertEquals("1:A001:completed 2::free", windows());
        assertThrows(IllegalArgumentException.class, () -> platform.recall("hall-1", "1"));
    }

    @Test
    void a_hall_keeps_a_passed_number_as_long_as_its_rule_says() {
        platform.callNext("hall-1", "social", "1").orElseThrow();
        platform.pass("hall-1", "1");
        platform.callNext("hall-1", "general", "2").orElseThrow();
        platform.recall("hall-1", "2");
        platform.recall("hall-1", "2");
        assertEquals("A001 was passed and is void by the hall's rule: calls 3", refusal(() -> platform.recall("hall-1", "1")));
    }

    @Test
    void the_board_says_who_is_next_who_is_at_the_windows_and_what_became_of_numbers() throws Exception {
        platform.callNext("hall-1", "social", "1").orElseThrow();
        platform.transfer("hall-1", "1", "general");
        platform.staff("hall-1", "2", false);
        cancel("t3", "A002");
        JsonNode board = boards.poll(60, TimeUnit.SECONDS);
        while (board.path("ended").size() < 2) {
            board = boards.poll(60, TimeUnit.SECONDS);
        }
        assertEquals("[]", board.path("services").get(0).path("next").toString());
        assertEquals("[\"D001\",\"A001\"]", board.path("services").get(1).path("next").toString(), "by time taken, in another queue too");
        assertEquals("[{\"window\":\"1\",\"services\":[\"social\",\"general\"]}]", board.path("open").toString());
        assertEquals("cancelled A002, transferred A001", StreamSupport.stream(board.path("ended").spliterator(), false)
                .map(end -> end.path("end").asText() + " " + end.path("number").asText()).collect(Collectors.joining(", ")));
        assertEquals("general", board.path("ended").get(1).path("to").asText());
        assertEquals(0, hall().path("twice").asInt());
    }

    @Test
    void who_waits_twice_for_a_service_is_told_and_waits_twice() throws Exception {
        issued(8, "social", "A008", "01:21:00", ",\"person\":{\"pseudonym\":\"somebody-of-this-day-0\"}");
        issued(9, "general", "D009", "01:22:00", ",\"person\":{\"pseudonym\":\"somebody-of-this-day-0\"}");
        issued(10, "social", "A010", "01:23:00", ",\"person\":{\"pseudonym\":\"somebody-of-this-day-0\"}");
        while (waiting(boards.poll(60, TimeUnit.SECONDS)) < 6) {
            // Until the last of them is in a queue.
        }
        assertEquals(1, hall().path("twice").asInt());
        assertEquals(6, hall().path("waiting").asInt());
    }

    @Test
    void what_cannot_be_done_is_said_in_a_sentence() {
        assertEquals("no number was called to window 2 today", refusal(() -> platform.recall("hall-1", "2")));
        assertEquals("no number is called to window 2 now", refusal(() -> platform.pass("hall-1", "2")));
        assertEquals("no window 9 in hall hall-1", refusal(() -> platform.callNext("hall-1", "social", "9")));
        assertEquals("no service x in hall hall-1", refusal(() -> platform.callNext("hall-1", "x", "1")));
        assertEquals("a clerk works every 2 to 600 seconds", refusal(() -> platform.clerkOn("hall-1", Duration.ofSeconds(1))));
    }

    @Test
    void a_clerk_works_window_by_window_and_by_time_taken() {
        platform.clerkOn("hall-1", Duration.ofSeconds(10));
        assertEquals("{\"on\":true,\"every\":10}", hall().path("clerk").toString());
        assertEquals(3, hall().path("waiting").asInt());

        clock.step(Duration.ofSeconds(10));
        assertEquals("1:D001:called 2::free", windows());
        clock.step(Duration.ofSeconds(10));
        assertEquals("1:D001:called 2:A001:called", windows());
        clock.step(Duration.ofSeconds(10));
        assertEquals("1:A002:called 2:A001:called", windows());
        clock.step(Duration.ofSeconds(20));
        assertEquals("1:A002:completed 2:A001:completed", windows());
        assertEquals(0, hall().path("waiting").asInt());
    }

    @Test
    void a_clerk_who_was_sent_away_calls_nobody() {
        platform.clerkOn("hall-1", Duration.ofSeconds(10));
        platform.clerkOn("hall-1", Duration.ofSeconds(60));
        clock.step(Duration.ofSeconds(59));
        assertEquals("1::free 2::free", windows(), "the pace is the newer one");
        platform.clerkOff("hall-1");
        clock.step(Duration.ofMinutes(5));
        assertEquals("1::free 2::free", windows());
        assertEquals("{\"on\":false,\"every\":0}", hall().path("clerk").toString());
    }

    private static String refusal(Runnable hand) {
        return assertThrows(IllegalArgumentException.class, hand::run).getMessage();
    }

    private JsonNode boardWith(int calls) throws InterruptedException {
        JsonNode board = boards.poll(60, TimeUnit.SECONDS);
        while (board.path("calls").size() < calls) {
            board = boards.poll(60, TimeUnit.SECONDS);
        }
        assertEquals("[\"1\",\"2\"]", board.path("windows").toString());
        return board;
    }

    private static String calls(JsonNode board) {
        return StreamSupport.stream(board.path("calls").spliterator(), false)
                .map(call -> call.path("number").asText()).collect(Collectors.joining(" "));
    }

    private String windows() {
        return StreamSupport.stream(hall().path("windows").spliterator(), false)
                .map(window -> window.path("window").asText() + ":" + window.path("number").asText() + ":" + window.path("state").asText())
                .collect(Collectors.joining(" "));
    }

    private JsonNode hall() {
        return platform.halls().get(0);
    }

    /** Takes a number as a kiosk does, by its fact, and waits until the platform has it. */
    private void ticket(int number, String service, String shown, String taken) throws MqttException, InterruptedException {
        issued(number, service, shown, taken, "");
        // The board that counts this ticket is published after its fact is stored.
        JsonNode board = boards.poll(60, TimeUnit.SECONDS);
        while (waiting(board) < number) {
            board = boards.poll(60, TimeUnit.SECONDS);
        }
    }

    private void cancel(String ticket, String shown) throws MqttException {
        send("""
                {"specversion":"1.0","id":"k1/epoch/99","source":"/k1","type":"cn.ting.queue.ticket-cancelled",\
                "time":"2026-11-23T01:30:00Z","data":{"ticket":"%s","hall":"hall-1","service":"social","number":"%s"}}
                """.formatted(ticket, shown));
    }

    private void issued(int number, String service, String shown, String taken, String person) throws MqttException {
        send("""
                {"specversion":"1.0","id":"k1/epoch/%d","source":"/k1","type":"cn.ting.queue.ticket-issued",\
                "time":"2026-11-23T01:30:00Z","data":{"ticket":"t%d","hall":"hall-1","service":"%s","number":"%s",\
                "businessDate":"2026-11-23","takenAt":"2026-11-23T%sZ","lease":"none"%s}}
                """.formatted(number, number, service, shown, taken, person));
    }

    private void send(String fact) throws MqttException {
        screen.publish("ting/1/demo/kiosk/k1/up/fact", new MqttMessage(fact.getBytes(StandardCharsets.UTF_8)))
                .waitForCompletion(PATIENCE_MS);
    }

    private static int waiting(JsonNode board) {
        return StreamSupport.stream(board.path("services").spliterator(), false)
                .mapToInt(service -> service.path("waiting").asInt()).sum();
    }

    private JsonNode tree(byte[] payload) {
        try {
            return json.readTree(payload);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
