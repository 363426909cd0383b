package cn.ting.device.inventory;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.condition.Fault;
import cn.ting.settings.Section;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import cn.ting.wire.TcpFarEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class InventoryTest {

    private final PausingClock clock = new PausingClock();
    private final Conditions conditions = new Conditions(clock);
    private final FarBell front = new FarBell();
    private final FarBell back = new FarBell();
    /** By device, told by its own thread after the inventory has done its part. */
    private final Map<String, DeviceState> told = new ConcurrentHashMap<>();
    private Inventory inventory;

    @BeforeEach
    void twoBells() {
        front.farEnd.start();
        back.farEnd.start();
        inventory = new Inventory(
                new Drivers(List.of(new ScriptedDriver())),
                new InventorySettings(true, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(3)),
                List.of(bell("front", front), bell("back", back)),
                new Lines(),
                clock,
                conditions);
        inventory.onChange(() -> {
            String device = Thread.currentThread().getName().replace("device-", "");
            told.put(device, state(device.equals("front") ? 0 : 1));
        });
    }

    @AfterEach
    void stop() {
        inventory.stop();
        front.farEnd.close();
        back.farEnd.close();
    }

    @Test
    void aDeviceIsPresentWhenItsLineOpensAndReadyWhenItSaysSo() throws Exception {
        inventory.start();
        eventually(() -> state(0) == DeviceState.PRESENT);
        front.say('r');
        eventually(() -> state(0) == DeviceState.READY);
    }

    @Test
    void everyChangeIsTold() throws Exception {
        BlockingQueue<DeviceState> changes = new LinkedBlockingQueue<>();
        back.farEnd.unplug();
        inventory.onChange(() -> {
            if (Thread.currentThread().getName().equals("device-front")) {
                changes.add(state(0));
            }
        });
        front.say('r');
        inventory.start();
        eventually(() -> List.of(DeviceState.PRESENT, DeviceState.READY).equals(List.copyOf(changes)));
    }

    @Test
    void aLineThatCannotBeOpenedIsTriedAtGrowingIntervalsUpToTheMost() throws Exception {
        front.farEnd.unplug();
        back.say('r');
        inventory.start();
        for (long expected : new long[] {500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000}) {
            assertEquals(Duration.ofMillis(expected), clock.nextPause());
            clock.letGo();
        }
    }

    @Test
    void aDeviceThatWorkedUntilItsLineBrokeIsTriedSoonAgain() throws Exception {
        front.farEnd.unplug();
        back.say('r');
        inventory.start();
        clock.nextPause();
        clock.letGo();
        assertEquals(Duration.ofSeconds(1), clock.nextPause());
        front.farEnd.start();
        clock.letGo();
        front.say('r');
        eventually(() -> state(0) == DeviceState.READY);
        front.hangUp();
        assertEquals(Duration.ofMillis(500), clock.nextPause());
        assertEquals(DeviceState.ABSENT, state(0));
    }

    @Test
    void aBugInADriverTakesDownItsDeviceOnlyAndNotForEver() throws Exception {
        back.say('r');
        front.say('!');
        inventory.start();
        assertEquals(Duration.ofMillis(500), clock.nextPause());
        eventually(() -> state(1) == DeviceState.READY);
        assertEquals(DeviceState.ABSENT, state(0));
        front.awaitLeft();
        front.say('r');
        clock.letGo();
        eventually(() -> state(0) == DeviceState.READY);
    }

    @Test
    void whyADeviceIsAwayStandsUntilItAnswers() throws Exception {
        back.say('!');
        front.say('r');
        inventory.start();
        eventually(() -> state(0) == DeviceState.READY && cause(1).equals(Optional.of(InventoryFault.DRIVER_FAILED)));
        front.hangUp();
        front.farEnd.unplug();
        eventually(() -> cause(0).equals(Optional.of(InventoryFault.UNPLUGGED)));
        for (int tries = 0; tries < 5; tries++) {
            clock.nextPause();
            clock.letGo();
        }
        clock.nextPause();
        assertEquals(Optional.of(InventoryFault.UNPLUGGED), cause(0), "that it cannot be opened now is no news");
        assertEquals(List.of("present", "ready", "absent inventory.unplugged"), events(0));
    }

    @Test
    void whyItIsAwayIsWhatTheLineOrTheDriverKnows() throws Exception {
        front.farEnd.unplug();
        back.say('m');
        inventory.start();
        eventually(() -> cause(0).equals(Optional.of(InventoryFault.REFUSED)) && cause(1).equals(Optional.of(InventoryFault.MUTE)));
        back.awaitLeft();
        back.say('k');
        eventually(() -> {
            clock.letGo();
            return cause(1).equals(Optional.of(InventoryFault.HUNG));
        });
    }

    @Test
    void aBugThatComesBackIsTriedAtGrowingIntervals() throws Exception {
        back.say('r');
        front.say('!');
        inventory.start();
        assertEquals(Duration.ofMillis(500), clock.nextPause());
        front.awaitLeft();
        front.say('r');
        front.say('!');
        clock.letGo();
        assertEquals(Duration.ofSeconds(1), clock.nextPause());
    }

    @Test
    void anAbsentDeviceIsToldAfterTheGraceAndUntilItAnswers() throws Exception {
        front.farEnd.unplug();
        back.say('r');
        inventory.start();
        eventually(() -> told.get("back") == DeviceState.READY);
        clock.nextPause();
        clock.stepped.step(Duration.ofMillis(2_999));
        assertFalse(conditions.has(InventoryFault.ABSENT));
        clock.stepped.step(Duration.ofMillis(1));
        assertEquals("front", conditions.present().get(0).subject());

        front.farEnd.start();
        clock.letGo();
        eventually(() -> state(0) == DeviceState.PRESENT);
        assertTrue(conditions.has(InventoryFault.ABSENT), "a line alone is no device");
        front.say('f');
        eventually(() -> !conditions.has(InventoryFault.ABSENT));
    }

    @Test
    void whatADeviceSaidOfItselfIsNotToldWhileItIsAwayAndWhatIsRememberedOfItIs() throws Exception {
        back.say('l');
        front.say('l');
        inventory.start();
        eventually(() -> told.get("front") == DeviceState.READY && told.get("back") == DeviceState.READY);
        front.hangUp();
        eventually(() -> told.get("front") == DeviceState.ABSENT);
        assertEquals(List.of("inventory.mute back", "inventory.refused back", "inventory.refused front"), wrong());
        front.say('l');
        clock.nextPause();
        clock.letGo();
        eventually(() -> told.get("front") == DeviceState.READY);
        assertEquals(4, wrong().size(), "it is asked anew");
        inventory.stop();
        assertEquals(4, wrong().size(), "it is the kiosk that stops");
    }

    private List<String> wrong() {
        return conditions.present().stream().map(condition -> condition.fault().code() + " " + condition.subject()).toList();
    }

    @Test
    void aShortAbsenceIsToldToNobody() throws Exception {
        back.say('r');
        front.say('r');
        inventory.start();
        eventually(() -> told.get("front") == DeviceState.READY && told.get("back") == DeviceState.READY);
        front.hangUp();
        clock.nextPause();
        clock.stepped.step(Duration.ofSeconds(2));
        told.clear();
        front.say('r');
        clock.letGo();
        eventually(() -> told.get("front") == DeviceState.READY);
        clock.stepped.step(Duration.ofSeconds(5));
        assertFalse(conditions.has(InventoryFault.ABSENT));
    }

    @Test
    void stoppingClosesEveryLineAndEndsEveryThread() throws Exception {
        inventory.start();
        eventually(() -> state(0) == DeviceState.PRESENT && state(1) == DeviceState.PRESENT);
        inventory.stop();
        eventually(() -> threads("device-front").findAny().isEmpty() && threads("device-back").findAny().isEmpty());
        clock.stepped.step(Duration.ofMinutes(1));
        assertTrue(conditions.present().isEmpty());
    }

    private Optional<Fault> cause(int device) {
        return inventory.statuses().get(device).now().cause();
    }

    private List<String> events(int device) {
        return inventory.statuses().get(device).events().stream().map(DeviceStatus.Event::what).toList();
    }

    private DeviceState state(int device) {
        return inventory.statuses().get(device).now().state();
    }

    private static Stream<Thread> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith(prefix));
    }

    private static DeviceSettings bell(String name, FarBell far) {
        return new DeviceSettings(name, "scripted", far.farEnd.address(), Section.empty());
    }

    /** The far end of a scripted device: passes on what the test says. */
    private static final class FarBell {

        private final BlockingQueue<Character> sayings = new LinkedBlockingQueue<>();
        private final TcpFarEnd farEnd = new TcpFarEnd(0, 0, new SystemClock(), this::serve);

        private final Semaphore gone = new Semaphore(0);

        /** To be said while somebody is served on it, or nobody: who is just leaving would take it along. */
        void say(char order) {
            sayings.add(order);
        }

        /** Breaks the line; returns once nobody is served on it any more, who might take the next order. */
        void hangUp() throws InterruptedException {
            gone.drainPermits();
            farEnd.hangUp();
            awaitLeft();
        }

        /** Waits until one who was served on it is so no more. */
        void awaitLeft() throws InterruptedException {
            gone.acquire();
        }

        /** Takes an order only while a client is there to hear it. */
        private void serve(Line line) throws IOException, InterruptedException {
            try {
                while (line.read(new byte[1], Duration.ofMillis(5)) == 0) {
                    Character order = sayings.poll();
                    if (order != null) {
                        line.write(new byte[] {(byte) order.charValue()});
                    }
                }
            } finally {
                gone.release();
            }
        }
    }
}
