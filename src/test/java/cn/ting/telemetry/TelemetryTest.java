package cn.ting.telemetry;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.Broker;
import cn.ting.condition.Conditions;
import cn.ting.condition.Fault;
import cn.ting.link.ContractEar;
import cn.ting.link.Documents;
import cn.ting.link.Link;
import cn.ting.link.LinkSettings;
import cn.ting.outbox.Letter;
import cn.ting.outbox.Outbox;
import cn.ting.platform.HallPlan;
import cn.ting.platform.Platform;
import cn.ting.seal.DeviceKeyFile;
import cn.ting.seal.TlsSettings;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerFault;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be lost: what was wrong and what was logged while the platform was away, behind everything a resident was promised. */
class TelemetryTest {

    private static final PlaceSettings PLACE = new PlaceSettings("demo", "kiosk-1", "亭", "Kiosk");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Fault PAPER = LedgerFault.QUARANTINED;

    private final KioskClock clock = new SystemClock();
    private final Conditions conditions = new Conditions(clock);
    private final Broker broker = new Broker(0, clock);
    private final ObjectMapper json = new ObjectMapper();
    private Platform platform;
    private Ledger ledger;
    private Outbox outbox;
    private Link link;
    private Telemetry telemetry;

    @TempDir
    Path directory;

    @BeforeEach
    void open() {
        broker.start();
        platform = new Platform(broker.platformAddress(), "demo", directory.resolve("platform.db"),
                List.of(new HallPlan("hall-1", List.of(new HallPlan.Service("social", "A")), List.of("1"))), clock);
        platform.start();
        ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock);
        begin(1024);
    }

    private void begin(int kib) {
        Duration first = Duration.ofMillis(100);
        Duration most = Duration.ofMillis(400);
        outbox = new Outbox(ledger, clock, PLACE);
        link = new Link(new LinkSettings(broker.address(), PATIENCE, PATIENCE, 16, first, most, first, most), new TlsSettings("none", "none", "none"),
                PLACE, outbox, new Documents(), conditions, clock, new DeviceKeyFile(Optional.empty(), directory, conditions));
        telemetry = new Telemetry(link, ledger, conditions, clock, new TelemetrySettings(kib, kib));
        telemetry.start();
    }

    @AfterEach
    void close() {
        telemetry.stop();
        link.stop();
        platform.close();
        broker.close();
        ledger.close();
    }

    @Test
    void whatWasWrongWhileThePlatformWasAwayIsSeenBehindEveryFact() throws Exception {
        for (int i = 0; i < 60; i++) {
            Letter letter = new Letter("visit.began", "visit-" + i, "{}".getBytes(StandardCharsets.UTF_8));
            ledger.write(tx -> outbox.post(tx, letter));
        }
        java.util.logging.Logger.getLogger("cn.ting.somewhere").warning("a cable hangs loose");
        conditions.raise(PAPER, "printer", "no paper");
        conditions.clear(PAPER, "printer");
        telemetry.write();
        try (ContractEar ear = new ContractEar(broker.address().toString())) {
            link.start();
            eventually(() -> events(ear).stream().anyMatch(event -> event.path("message").asText().equals("a cable hangs loose")));

            List<JsonNode> paper = events(ear).stream().filter(event -> event.path("subject").asText().equals("printer")).toList();
            assertEquals(List.of(true, false), paper.stream().map(event -> event.path("raised").asBoolean()).toList());
            assertEquals("no paper", paper.get(0).path("detail").asText());
            assertEquals(60, ear.idsBefore("up/telemetry").size());
            assertEquals("health", events(ear).get(0).path("lane").asText(), "what was wrong goes before what was logged");
            assertEquals(List.of(), ear.breaches().stream().filter(breach -> breach.startsWith("telemetry")).toList());
            eventually(() -> telemetry.standing(TelemetryLane.LOGS).orElseThrow().waiting() == 0);
        }
    }

    @Test
    void whatLaysLongestIsLetGoOfAndCounted() throws IOException {
        telemetry.stop();
        begin(16);
        for (int i = 0; i < 200; i++) {
            conditions.raise(PAPER, "printer-" + i, "x".repeat(100));
            conditions.clear(PAPER, "printer-" + i);
        }
        telemetry.write();
        Telemetry.Standing standing = telemetry.standing(TelemetryLane.HEALTH).orElseThrow();
        assertTrue(standing.dropped() > 200, () -> "dropped " + standing.dropped());
        JsonNode message = json.readTree(telemetry.next().orElseThrow());
        assertEquals(standing.dropped(), message.at("/dropped/health").asLong());
        assertEquals(0, message.at("/dropped/logs").asLong(), "a lane takes no other's room");
        assertTrue(message.at("/events/0/n").asLong() > 200);
        assertTrue(telemetry.next().orElseThrow().length < 64 * 1024);
    }

    @Test
    void moreThanCanBeWrittenDownInTimeIsCountedToo() {
        for (int i = 0; i < 400; i++) {
            conditions.raise(PAPER, "printer", "");
            conditions.clear(PAPER, "printer");
        }
        assertEquals(300, telemetry.standing(TelemetryLane.HEALTH).orElseThrow().dropped());
        telemetry.write();
        assertEquals(300, telemetry.standing(TelemetryLane.HEALTH).orElseThrow().dropped());
    }

    @Test
    void whatTheBrokerHasNotTakenGoesAgainAlsoFromTheNextProcess() throws IOException {
        conditions.raise(PAPER, "printer", "");
        telemetry.write();
        byte[] message = telemetry.next().orElseThrow();
        assertEquals(json.readTree(message), json.readTree(telemetry.next().orElseThrow()));

        telemetry.stop();
        conditions.clear(PAPER, "printer");
        begin(64);
        assertEquals(json.readTree(message), json.readTree(telemetry.next().orElseThrow()));
        telemetry.taken();
        assertFalse(telemetry.next().isPresent());
    }

    @Test
    void aFullDiskCostsEventsAndNotTheRoomForWhatIsPromised() {
        ledger.tend();
        pages(1);
        for (int i = 0; i < 600; i++) {
            java.util.logging.Logger.getLogger("cn.ting.somewhere").warning("z".repeat(250) + i);
        }
        telemetry.write();
        assertTrue(Files.exists(directory.resolve("ledger.db.ballast")));
        assertEquals(500, telemetry.standing(TelemetryLane.LOGS).orElseThrow().waiting(), "they wait in memory");
        pages(100_000);
        telemetry.write();
        assertTrue(telemetry.next().isPresent());
        assertTrue(telemetry.standing(TelemetryLane.LOGS).orElseThrow().dropped() >= 100);
    }

    /** How many pages the ledger may grow to; one for none more than there are. */
    private void pages(int most) {
        ledger.write(tx -> {
            try (ResultSet row = tx.prepare("PRAGMA max_page_count = " + most).executeQuery()) {
                return row.next();
            }
        });
    }

    @Test
    void ofWhatWasThrownNothingIsToldButWhatAndWhere() {
        List<LogEar.Line> lines = new ArrayList<>();
        LogRecord record = new LogRecord(Level.SEVERE, "the page stumbled");
        record.setLoggerName("cn.ting.screen.Pages");
        record.setThrown(new IllegalStateException("张三 11010119900307"));
        LogEar ear = new LogEar(lines::add);
        ear.publish(record);
        record.setLevel(Level.INFO);
        ear.publish(record);
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).message().startsWith("the page stumbled [java.lang.IllegalStateException at cn.ting.telemetry.TelemetryTest"));
        assertFalse(lines.get(0).message().contains("张三"));
    }

    private static List<JsonNode> events(ContractEar ear) {
        return ear.heard("up/telemetry").stream()
                .flatMap(message -> StreamSupport.stream(message.path("events").spliterator(), false))
                .toList();
    }
}
