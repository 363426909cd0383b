package cn.ting.device.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.board.SimulatedModbusBoard.Switched;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.inventory.PowerSwitch;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.time.SystemClock;
import cn.ting.wire.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every relay board does, whatever its line. */
@Timeout(30)
abstract class BoardContract {

    private static final Duration OFF = Duration.ofMillis(50);

    @TempDir
    Path directory;

    final SystemClock clock = new SystemClock();
    final Conditions conditions = new Conditions(clock);
    final SimulatedModbusBoard far = new SimulatedModbusBoard(0, clock);
    private Inventory inventory;

    /** Where the board is reached, and how it is taken away and given back. */
    abstract String plug() throws Exception;

    abstract void unplug() throws Exception;

    record File(@Setting(why = "test") List<DeviceSettings> devices) {}

    @BeforeEach
    void start() throws Exception {
        far.contact(1, true);
        far.start();
        Path file = Files.writeString(directory.resolve("kiosk.yaml"), """
                devices:
                  - name: board
                    driver: modbus-board
                    line: %s
                    profile: {lamp: 8, door: 1, lookEvery: 50ms, answerPatience: 150ms}
                """.formatted(plug()));
        inventory = new Inventory(new Drivers(List.of(new ModbusBoardDriver())),
                new InventorySettings(true, Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(800)),
                SettingsFile.read(file, File.class).devices(), new Lines(), clock, conditions);
        inventory.start();
        eventually(() -> state() == DeviceState.READY);
    }

    @AfterEach
    void stop() throws Exception {
        inventory.stop();
        far.close();
    }

    @Test
    void whateverHangsOnItHasPowerFirstOfAll() {
        for (int relay = 1; relay <= 7; relay++) {
            assertEquals(new Switched(relay, false), far.history().get(relay - 1));
        }
    }

    @Test
    void theLampFollows() throws Exception {
        Lamp lamp = inventory.find(Lamp.class).orElseThrow();
        assertFalse(far.relay(8));
        lamp.light(true);
        eventually(() -> far.relay(8));
        lamp.light(false);
        eventually(() -> !far.relay(8));
    }

    @Test
    void theDoorIsToldAndUnknownWithoutTheBoard() throws Exception {
        Door door = inventory.find(Door.class).orElseThrow();
        assertEquals(Optional.of(false), door.open());
        CompletableFuture<Void> told = new CompletableFuture<>();
        door.onChange(() -> told.complete(null));
        far.contact(1, false);
        told.get(10, TimeUnit.SECONDS);
        assertEquals(Optional.of(true), door.open());
        assertTrue(conditions.has(BoardFault.DOOR_OPEN));
        unplug();
        eventually(() -> door.open().isEmpty() && state() == DeviceState.ABSENT);
        assertFalse(conditions.has(BoardFault.DOOR_OPEN));
        far.contact(1, true);
        plug();
        eventually(() -> door.open().equals(Optional.of(false)));
    }

    @Test
    void powerIsTakenAndGivenBack() throws Exception {
        PowerSwitch power = inventory.find(PowerSwitch.class).orElseThrow();
        assertTrue(power.cycle(3, OFF).get(10, TimeUnit.SECONDS));
        List<Switched> history = far.history();
        assertEquals(List.of(new Switched(3, true), new Switched(3, false)), history.subList(history.size() - 2, history.size()));
        assertFalse(power.cycle(8, OFF).get(), "the lamp feeds nobody");
        assertFalse(power.cycle(9, OFF).get(), "there is none");
    }

    @Test
    void aBoardThatGoesWhileItHasCutThePowerGivesItBackWhenItIsBack() throws Exception {
        PowerSwitch power = inventory.find(PowerSwitch.class).orElseThrow();
        CompletableFuture<Boolean> cycle = power.cycle(3, Duration.ofMillis(500));
        eventually(() -> far.relay(3));
        unplug();
        assertFalse(cycle.get(10, TimeUnit.SECONDS));
        assertTrue(far.relay(3));
        plug();
        eventually(() -> !far.relay(3));
    }

    @Test
    void aTornOrGarbledAnswerIsAskedForAgain() throws Exception {
        PowerSwitch power = inventory.find(PowerSwitch.class).orElseThrow();
        far.tearNextAnswer();
        assertTrue(power.cycle(2, OFF).get(10, TimeUnit.SECONDS));
        far.garbleNextAnswer();
        assertTrue(power.cycle(2, OFF).get(10, TimeUnit.SECONDS));
        assertEquals(0, inventory.statuses().get(0).faults());
    }

    @Test
    void aMuteBoardIsAbsentAndBackWhenItSpeaks() throws Exception {
        far.mute(true);
        eventually(() -> state() == DeviceState.ABSENT);
        far.mute(false);
        eventually(() -> state() == DeviceState.READY);
    }

    @Test
    void itsTestSwitchesTheLampAndReadsEveryRelay() throws Exception {
        var verdict = inventory.selfTest("board").orElseThrow().get(10, TimeUnit.SECONDS);
        assertTrue(verdict.passed(), verdict.seen());
        assertEquals("8 relays answer, the lamp was switched, the door is closed", verdict.seen());
    }

    DeviceState state() {
        return inventory.statuses().get(0).now().state();
    }

    static void eventually(Callable<Boolean> holds) throws Exception {
        for (int i = 0; i < 2_000; i++) {
            if (holds.call()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new AssertionError("did not come true within ten seconds");
    }
}
