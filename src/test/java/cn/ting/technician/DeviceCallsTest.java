package cn.ting.technician;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.Device;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventoryFault;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.inventory.PretendDriver;
import cn.ting.device.inventory.SelfTesting;
import cn.ting.device.inventory.Verdict;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.Section;
import cn.ting.store.Ledger;
import cn.ting.supply.Supplies;
import cn.ting.time.SteppedClock;
import cn.ting.visit.Acts;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.ClientErrorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class DeviceCallsTest {

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private final Conditions conditions = new Conditions(clock);
    private CompletableFuture<Verdict> verdict = new CompletableFuture<>();
    private DevicePlace bell;
    private Ledger ledger;
    private Supplies supplies;
    private Visits visits;
    private Acts acts;
    private DeviceCalls calls;

    @BeforeEach
    void aBell() {
        ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock);
        supplies = new Supplies(ledger, clock, conditions);
        Duration wait = Duration.ofSeconds(1);
        Inventory inventory = new Inventory(new Drivers(List.of(new BellDriver())), new InventorySettings(true, wait, wait, wait),
                List.of(new DeviceSettings("bell", "bell", "tcp:127.0.0.1:1", Section.empty())), new Lines(), clock, conditions);
        VisitBook book = new VisitBook(new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk")), clock);
        visits = new Visits(new VisitSettings(Duration.ofMinutes(1), wait, 1, wait), clock, ledger, book);
        acts = new Acts(ledger, book);
        calls = new DeviceCalls(inventory, supplies, visits, acts);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aDeviceIsShownWithWhatIsWrongAndWhatToDo() {
        supplies.of("bell", "grease", 10, "m", 2).used(9);
        bell.status().is(DeviceState.READY);
        bell.status().used();
        bell.status().is(DeviceState.FAULTY, InventoryFault.HUNG);
        JsonNode shown = calls.devices().get(0);
        assertEquals("bell technician faulty 1 1", shown.path("name").asText() + " " + shown.path("kind").asText() + " "
                + shown.path("state").asText() + " " + shown.path("uses").asInt() + " " + shown.path("faults").asInt());
        assertEquals("inventory.hung", shown.path("code").asText());
        assertTrue(shown.path("do").asText().startsWith("驱动线程卡住"), shown.toString());
        assertTrue(shown.path("doEn").asText().startsWith("The driver's thread is stuck"), shown.toString());
        assertEquals("faulty inventory.hung", shown.path("events").get(1).path("what").asText());
        assertTrue(shown.path("identity").isMissingNode(), "it has not told");
        bell.status().identity(" 05.01-20180101-000001234-123456789\u0007 ");
        assertEquals("05.01-20180101-000001234-123456789-", calls.devices().get(0).path("identity").asText());
        bell.status().exchanged(false);
        bell.status().exchanged(true);
        assertEquals("2 1", calls.devices().get(0).path("exchanges").asInt() + " " + calls.devices().get(0).path("repeated").asInt());
        assertEquals(1.0, shown.path("supplies").get(0).path("left").asDouble());
        assertTrue(shown.path("supplies").get(0).path("low").asBoolean());
        calls.replenished("bell", "grease");
        assertEquals(10.0, calls.devices().get(0).path("supplies").get(0).path("left").asDouble());
    }

    @Test
    void aVerdictIsPlainAndKeptAmongTheEvents() {
        bell.status().is(DeviceState.READY);
        CompletableFuture<? extends JsonNode> asked = calls.selfTest("bell").toCompletableFuture();
        assertFalse(asked.isDone());
        verdict.complete(Verdict.failed(InventoryFault.HUNG, "no sound"));
        assertFalse(asked.join().path("passed").asBoolean());
        assertEquals("no sound inventory.hung", asked.join().path("seen").asText() + " " + asked.join().path("code").asText());
        assertEquals("failed its test: no sound", bell.status().events().get(1).what());

        verdict = CompletableFuture.completedFuture(Verdict.passed("440 Hz"));
        JsonNode passed = calls.selfTest("bell").toCompletableFuture().join();
        assertEquals("{\"device\":\"bell\",\"passed\":true,\"seen\":\"440 Hz\"}", passed.toString());
    }

    @Test
    void aTestThatDoesNotEndIsFailedAfterHalfAMinute() {
        bell.status().is(DeviceState.READY);
        CompletableFuture<? extends JsonNode> asked = calls.selfTest("bell").toCompletableFuture();
        clock.step(Duration.ofSeconds(30));
        assertEquals("no verdict within 30 s", asked.join().path("seen").asText());
    }

    @Test
    void aTestThatBreaksOffIsFailed() {
        bell.status().is(DeviceState.READY);
        verdict.completeExceptionally(new IllegalStateException("a bug"));
        assertEquals("the test broke off: IllegalStateException",
                calls.selfTest("bell").toCompletableFuture().join().path("seen").asText());
    }

    @Test
    void nothingIsTestedWhileAResidentIsServed() {
        bell.status().is(DeviceState.READY);
        visits.begin(new Milestone.Began("touch")).orElseThrow();
        ClientErrorException refused = assertThrows(ClientErrorException.class, () -> calls.selfTest("bell"));
        assertEquals(409, refused.getResponse().getStatus());
        JsonNode told = (JsonNode) refused.getResponse().getEntity();
        assertEquals("bell technician.visit-in-progress", told.path("device").asText() + " " + told.path("code").asText());
        assertTrue(told.path("doEn").asText().startsWith("A resident is being served"), told.toString());
        assertTrue(told.path("do").asText().startsWith("正在为群众服务"), told.toString());
        assertEquals(List.of("ready"), bell.status().events().stream().map(DeviceStatus.Event::what).toList(), "it was not asked");

        visits.end(EndReason.BUTTON);
        verdict.complete(Verdict.passed("440 Hz"));
        assertTrue(calls.selfTest("bell").toCompletableFuture().join().path("passed").asBoolean());
    }

    /** The battery is for what was begun. */
    @Test
    void nothingIsTestedWhileTheMainsAreLost() {
        bell.status().is(DeviceState.READY);
        acts.hold(true);
        ClientErrorException refused = assertThrows(ClientErrorException.class, () -> calls.selfTest("bell"));
        assertEquals(409, refused.getResponse().getStatus());
        JsonNode told = (JsonNode) refused.getResponse().getEntity();
        assertEquals("bell technician.no-mains", told.path("device").asText() + " " + told.path("code").asText());
        assertTrue(told.path("do").asText().startsWith("停电期间不打印"), told.toString());
        assertEquals(List.of("ready"), bell.status().events().stream().map(DeviceStatus.Event::what).toList(), "it was not asked");

        acts.hold(false);
        verdict.complete(Verdict.passed("440 Hz"));
        assertTrue(calls.selfTest("bell").toCompletableFuture().join().path("passed").asBoolean());
    }

    @Test
    void anAbsentDeviceIsNotAskedAtAll() {
        JsonNode failed = calls.selfTest("bell").toCompletableFuture().join();
        assertEquals("false it is absent inventory.absent", failed.path("passed").asText() + " " + failed.path("seen").asText() + " "
                + failed.path("code").asText());
    }

    @Test
    void whatThisCabinetDoesNotHaveIsNotFound() {
        assertNotFound(() -> calls.selfTest("whistle"));
        assertNotFound(() -> calls.replenished("bell", ""));
    }

    private static void assertNotFound(Executable asked) {
        ClientErrorException refused = assertThrows(ClientErrorException.class, asked);
        assertEquals(404, refused.getResponse().getStatus());
        assertEquals("technician.unknown", ((JsonNode) refused.getResponse().getEntity()).path("code").asText());
    }

    /** Its one device gives the test's verdict. */
    private final class BellDriver extends PretendDriver {

        BellDriver() {
            super("bell", place -> {
                bell = place;
                return new Bell();
            });
        }
    }

    private final class Bell implements Device, SelfTesting {

        @Override
        public void serve(Line line) {}

        @Override
        public CompletableFuture<Verdict> selfTest() {
            return verdict;
        }
    }
}
