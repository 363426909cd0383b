package cn.ting.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.quota.Quotas;
import cn.ting.bench.Broker;
import cn.ting.seal.BadSealException;
import cn.ting.seal.TrustAnchor;
import cn.ting.time.SteppedClock;
import cn.ting.vault.Vault;
import cn.ting.wire.BrokerEars;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform's parts by themselves; over the wire it is tried by the link's stories. */
class PlatformTest {

    private static final HallPlan HALL =
            new HallPlan("hall-1", List.of(new HallPlan.Service("social", "A")), List.of("1"));
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @TempDir
    Path directory;

    private static final long PATIENCE_MS = 60_000;

    private final SteppedClock clock = new SteppedClock();
    private final ObjectMapper json = new ObjectMapper();
    private PlatformFile file;
    private Leases leases;
    private Queues queues;

    @BeforeEach
    void open() {
        file = new PlatformFile(directory.resolve("platform.db"));
        leases = new Leases(file.connection(), "demo", List.of(HALL), "https://ting.example/t/{ticket}.{mac}");
        queues = new Queues(file, new Quotas(file.connection(), new Vault(file.connection(), "demo"), Map.of()));
    }

    @AfterEach
    void close() throws SQLException {
        file.close();
    }

    @Test
    void two_kiosks_never_get_the_same_number() throws SQLException, IOException {
        leases.provide("k1", "e1", TODAY);
        leases.provide("k2", "e2", TODAY);

        Set<String> given = new HashSet<>();
        for (JsonNode lease : List.of(leasesOf("k1", "e1"), leasesOf("k2", "e2")).stream().flatMap(List::stream).toList()) {
            for (int number = lease.path("from").asInt(); number <= lease.path("to").asInt(); number++) {
                assertTrue(given.add(lease.path("businessDate").asText() + "/" + number));
            }
        }
        assertEquals(40, given.size(), "two kiosks, today and tomorrow, ten each");
    }

    @Test
    void the_next_block_comes_when_five_are_left() throws SQLException, IOException {
        leases.provide("k1", "e1", TODAY);
        String first = leasesOf("k1", "e1").get(0).path("leaseId").asText();
        for (int used = 1; used <= 4; used++) {
            leases.used(first);
        }
        leases.provide("k1", "e1", TODAY);
        assertEquals(2, leasesOf("k1", "e1").size());

        leases.used(first);
        leases.provide("k1", "e1", TODAY);

        assertEquals(3, leasesOf("k1", "e1").size());
    }

    @Test
    void with_a_new_day_come_its_boards() throws Exception {
        BlockingQueue<JsonNode> boards = new LinkedBlockingQueue<>();
        SteppedClock evening = new SteppedClock(Instant.parse("2026-11-23T15:59:50Z"));
        try (Broker broker = new Broker(0, evening)) {
            broker.start();
            MqttAsyncClient client = new MqttAsyncClient(broker.address().toString(), "hall-screen", new MemoryPersistence());
            client.setCallback((BrokerEars) (topic, message) -> boards.add(tree(message.getPayload())));
            client.connect().waitForCompletion(PATIENCE_MS);
            client.subscribe("ting/1/demo/hall/hall-1/board", 1).waitForCompletion(PATIENCE_MS);
            try (Platform platform = new Platform(
                    broker.platformAddress(), "demo", directory.resolve("by-itself.db"), List.of(HALL), evening)) {
                platform.start();
                assertEquals(TODAY.toString(), boards.poll(60, TimeUnit.SECONDS).path("businessDate").asText());

                evening.step(Duration.ofSeconds(20));

                assertEquals(TODAY.plusDays(1).toString(), boards.poll(60, TimeUnit.SECONDS).path("businessDate").asText());
            } finally {
                client.disconnectForcibly(0, 100, false);
                client.close(true);
            }
        }
    }

    @Test
    void a_tally_that_waits_for_a_fact_balances_though_the_platform_began_anew_meanwhile() throws Exception {
        FactStore facts = new FactStore(file.connection(), new Vault(file.connection(), "demo"));
        TallyDesk desk = new TallyDesk(file.connection(), facts);
        store(facts, 1, "visit.began", "{}");
        desk.opened(store(facts, 3, "upkeep.tally",
                "{'day': '2026-11-22', 'epochs': [{'epoch': 'e1', 'first': 1, 'last': 2}], 'counts': {'visit.began': 1, 'visit.ended': 1}}"));
        assertEquals(json.readTree("[2]"), answers(desk).get(0).path("missing"));
        file.connection().commit();
        file.close();

        file = new PlatformFile(directory.resolve("platform.db"));
        FactStore again = new FactStore(file.connection(), new Vault(file.connection(), "demo"));
        TallyDesk anew = new TallyDesk(file.connection(), again);
        store(again, 2, "visit.ended", "{}");

        assertTrue(answers(anew).get(0).path("balanced").asBoolean());
        assertEquals(List.of(), answers(anew), "and is closed");
        List<JsonNode> repeated = new ArrayList<>();
        anew.repeat("k1", (topic, answer) -> repeated.add(tree(answer)));
        assertEquals(List.of(json.readTree("{\"day\":\"2026-11-22\",\"balanced\":true}")), repeated, "and said at the next birth");
    }

    private StoredFact store(FactStore facts, int number, String type, String data) throws SQLException {
        byte[] envelope = ("{'specversion': '1.0', 'id': 'k1/e1/" + number + "', 'type': 'cn.ting." + type + "', 'data': " + data + "}")
                .replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        StoredFact fact = facts.parse(envelope, 1);
        facts.store(fact, envelope);
        return fact;
    }

    private List<JsonNode> answers(TallyDesk desk) throws SQLException {
        List<JsonNode> answers = new ArrayList<>();
        desk.answer(new Accounts.Owner("k1", "e1"), (topic, answer) -> answers.add(tree(answer)));
        return answers;
    }

    @Test
    void a_place_in_the_queue_is_by_time_taken_and_never_by_number() throws SQLException {
        queues.add(ticket("t-late", "A001", "2026-11-23T01:20:00Z"));
        queues.add(ticket("t-early", "A011", "2026-11-23T01:10:00Z"));
        queues.add(ticket("t-early", "A011", "2026-11-23T01:10:00Z"));

        assertEquals("t-early", call().ticket());
        Call second = call();
        assertEquals("t-late", second.ticket());
        assertEquals(2, second.counter());
        assertTrue(queues.callNext(HALL, "social", "1", TODAY, clock.instant()).isEmpty());
    }

    @Test
    void a_board_holds_who_waits_and_who_was_called_and_its_version_grows() throws SQLException, IOException {
        queues.add(ticket("t1", "A001", "2026-11-23T01:10:00Z"));
        queues.add(ticket("t2", "A002", "2026-11-23T01:11:00Z"));
        call();

        JsonNode board = json.readTree(queues.board(HALL, TODAY, clock.instant()));
        JsonNode later = json.readTree(queues.board(HALL, TODAY, clock.instant()));

        assertEquals(1, board.path("services").path(0).path("waiting").asInt());
        assertEquals("A001", board.path("calls").path(0).path("number").asText());
        assertFalse(board.toString().contains("t1"), "numbers only");
        assertTrue(later.path("version").asLong() > board.path("version").asLong());
    }

    @Test
    void a_receipt_is_contiguous_and_names_what_lies_beyond() throws IOException {
        Account account = new Account();
        for (long number : new long[] {1, 2, 4, 6, 7}) {
            account.stored(number);
        }
        JsonNode receipt = json.readTree(account.receipt("e", new TreeSet<>(List.of(1L, 6L, 7L)), "s", false));
        assertEquals(2, receipt.path("through").asLong());
        assertEquals("[4,[6,7]]", receipt.path("also").toString());
        assertEquals("[1,[6,7]]", receipt.path("came").toString());

        account.refused(3, "schema", "never");

        receipt = json.readTree(account.receipt("e", new TreeSet<>(List.of(1L, 6L, 7L)), "s", false));
        assertEquals(4, receipt.path("through").asLong());
        assertEquals(3, receipt.path("refused").path(0).path("number").asLong());
    }

    @Test
    void every_refusal_stands_in_the_receipt_that_answers_it_and_the_newest_are_repeated() throws IOException {
        Account account = new Account();
        SortedSet<Long> came = new TreeSet<>();
        for (long number = 1; number <= 130; number++) {
            account.refused(number, "schema", "never");
            came.add(number);
        }
        JsonNode receipt = json.readTree(account.receipt("e", came, "s", false));
        assertEquals(130, receipt.path("through").asLong());
        assertEquals(130, receipt.path("refused").size());

        account.stored(131);

        receipt = json.readTree(account.receipt("e", new TreeSet<>(Set.of(1L, 131L)), "s", false));
        assertEquals(65, receipt.path("refused").size());
        assertEquals(Set.of(1L, 67L, 130L), receipt.path("refused").findValues("number").stream().map(JsonNode::asLong)
                .filter(number -> number < 68 || number > 129).collect(Collectors.toSet()));
    }

    @Test
    void a_fact_is_stored_once_and_another_of_its_id_is_a_conflict() throws SQLException {
        FactStore facts = new FactStore(file.connection(), new Vault(file.connection(), "demo"));
        byte[] one = fact(1);

        assertEquals(FactStore.Outcome.NEW, facts.store(facts.parse(one, 1), one));
        assertEquals(FactStore.Outcome.DUPLICATE, facts.store(facts.parse(one, 1), one));
        assertEquals(FactStore.Outcome.CONFLICT, facts.store(facts.parse(fact(2), 1), fact(2)));
        assertEquals(3, facts.all().get(0).arrived());
    }

    @Test
    void a_fact_that_comes_under_a_third_id_and_names_the_first_is_known_by_that() throws SQLException {
        FactStore facts = new FactStore(file.connection(), new Vault(file.connection(), "demo"));
        StoredFact first = facts.parse(fact(1), 1);
        byte[] second = named(first, "k/e2/3");
        assertEquals(FactStore.Outcome.NEW, facts.store(facts.parse(second, 1), second), "its letter had its second id before it was sent");

        assertTrue(facts.hasUnderFormerId(facts.parse(named(first, "k/e3/9"), 1)));
        assertEquals(1, facts.all().size());
    }

    @Test
    void a_fact_whose_first_id_is_anothers_is_known_by_one_it_had_since() throws SQLException {
        FactStore facts = new FactStore(file.connection(), new Vault(file.connection(), "demo"));
        StoredFact first = facts.parse(fact(1), 1);
        byte[] taken = ((ObjectNode) first.event().deepCopy()).put("boot", "of the ledger before").toString().getBytes(StandardCharsets.UTF_8);
        facts.store(facts.parse(taken, 1), taken);
        byte[] second = named(first, "k/e2/3");
        assertEquals(FactStore.Outcome.NEW, facts.store(facts.parse(second, 1), second), "its first id is another fact's");
        StoredFact third = facts.parse(named(first, "k/e3/9"), 1);
        assertFalse(facts.hasUnderFormerId(third), "by its first id it is another");
        assertEquals(0, facts.tally().duplicates(), "another's did not come again");

        ObjectNode told = third.event().deepCopy();
        told.put("formerids", first.id() + " k/e2/3");
        assertTrue(facts.hasUnderFormerId(facts.parse(told.toString().getBytes(StandardCharsets.UTF_8), 1)));
        assertEquals(2, facts.all().size());
        assertEquals(1, facts.tally().duplicates());
    }

    private static byte[] named(StoredFact first, String id) {
        ObjectNode event = first.event().deepCopy();
        return event.put("id", id).put("formerid", first.id()).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void the_kiosks_verifier_opens_what_the_bench_key_signed_and_nothing_else() throws BadSealException {
        byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] envelope = new Dsse(Dsse.PRIVATE).sign("application/x", payload);

        assertEquals("{}", new String(new TrustAnchor(Dsse.PUBLIC).open(envelope, "application/x"), StandardCharsets.UTF_8));
        assertThrows(BadSealException.class, () -> new TrustAnchor(Dsse.PUBLIC).open(envelope, "application/y"));
    }

    private List<JsonNode> leasesOf(String kiosk, String epoch) throws SQLException, IOException {
        return List.copyOf(json.readTree(leases.document(kiosk, epoch, TODAY, 1)).path("leases").findParents("leaseId"));
    }

    private Call call() throws SQLException {
        return queues.callNext(HALL, "social", "1", TODAY, clock.instant()).orElseThrow();
    }

    private JsonNode ticket(String id, String number, String taken) {
        return json.createObjectNode()
                .put("ticket", id)
                .put("hall", "hall-1")
                .put("service", "social")
                .put("number", number)
                .put("businessDate", TODAY.toString())
                .put("takenAt", Instant.parse(taken).toString());
    }

    private static byte[] fact(int n) {
        return ("{\"specversion\":\"1.0\",\"id\":\"k/e/1\",\"type\":\"cn.ting.visit.began\",\"data\":{\"n\":" + n + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode tree(byte[] payload) {
        try {
            return json.readTree(payload);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
