package cn.ting.device.board;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Driver;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventoryFault;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.inventory.PowerSwitch;
import cn.ting.device.inventory.PowerSwitch.Cycled;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
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

/** What everything does that switches and watches in a cabinet, whatever it speaks and whatever its line. */
@Timeout(300)
abstract class BoardContract {

    static final Duration OFF = Duration.ofMillis(50);

    /** As long as the settings allow: no question is asked twice because the machine is busy. */
    static final String PATIENT = "5s";
    /** For stories of what does not answer. */
    static final String IMPATIENT = "1s";

    @TempDir
    Path directory;

    final CuttingClock clock = new CuttingClock();
    final Conditions conditions = new Conditions(clock);
    private String address;
    private Inventory inventory;

    abstract Driver driver();

    /** The driver's keys, as in the file: with a lamp and a door, and so much patience for an answer. */
    abstract String profile(String patience);

    /** Where the board is reached, and how it is taken away and given back. */
    abstract String plug() throws Exception;

    abstract void unplug() throws Exception;

    /** A channel that feeds another device; none has a number above eight. */
    abstract int channel();

    /** Every switch of that channel so far: true for power that was given. */
    abstract List<Boolean> switched();

    abstract boolean lampBurns();

    abstract void closeDoor(boolean closed);

    /** It hears and says nothing. */
    abstract void mute(boolean silent);

    /** What its test has to say. */
    abstract String tested();

    abstract void endFar();

    record File(@Setting(why = "test") List<DeviceSettings> devices) {}

    @BeforeEach
    void start() throws Exception {
        closeDoor(true);
        address = plug();
        serve(PATIENT, () -> state() == DeviceState.READY);
    }

    /** In place of the driver at work one that waits so long for an answer. */
    void serveAnew(String patience) throws Exception {
        serveAnew(patience, () -> state() == DeviceState.READY);
    }

    /** As {@link #serveAnew(String)}, until something is so. */
    void serveAnew(String patience, Callable<Boolean> until) throws Exception {
        inventory.stop();
        serve(patience, until);
    }

    private void serve(String patience, Callable<Boolean> until) throws Exception {
        Path file = Files.writeString(directory.resolve("kiosk.yaml"), """
                devices:
                  - name: board
                    driver: %s
                    line: %s
                    profile: %s
                """.formatted(driver().name(), address, profile(patience)));
        inventory = new Inventory(new Drivers(List.of(driver())),
                new InventorySettings(true, Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(800)),
                SettingsFile.read(file, File.class).devices(), new Lines(), clock, conditions);
        inventory.start();
        eventually(until::call);
    }

    @AfterEach
    void stop() throws Exception {
        inventory.stop();
        endFar();
    }

    @Test
    void whatHangsOnItHasPowerFirstOfAll() {
        assertEquals(List.of(true), switched());
    }

    @Test
    void theLampFollows() throws Exception {
        Lamp lamp = inventory.find(Lamp.class).orElseThrow();
        assertFalse(lampBurns());
        lamp.light(true);
        eventually(() -> lampBurns());
        lamp.light(false);
        eventually(() -> !lampBurns());
    }

    @Test
    void theDoorIsToldAndUnknownWithoutTheBoard() throws Exception {
        Door door = inventory.find(Door.class).orElseThrow();
        assertEquals(Optional.of(false), door.open());
        CompletableFuture<Void> told = new CompletableFuture<>();
        door.onChange(() -> told.complete(null));
        closeDoor(false);
        told.get(60, TimeUnit.SECONDS);
        assertEquals(Optional.of(true), door.open());
        assertTrue(conditions.has(BoardFault.DOOR_OPEN));
        unplug();
        eventually(() -> door.open().isEmpty() && state() == DeviceState.ABSENT);
        assertFalse(conditions.has(BoardFault.DOOR_OPEN));
        closeDoor(true);
        plug();
        eventually(() -> door.open().equals(Optional.of(false)));
    }

    @Test
    void powerIsTakenAndGivenBack() throws Exception {
        PowerSwitch power = power();
        assertEquals(Cycled.DONE, power.cycle(channel(), OFF).get(60, TimeUnit.SECONDS));
        assertEquals(List.of(true, false, true), switched());
        assertEquals(Cycled.NOT_BEGUN, power.cycle(8, OFF).get(), "the lamp feeds nobody");
        assertEquals(Cycled.NOT_BEGUN, power.cycle(9, OFF).get(), "there is none");
    }

    @Test
    void aBoardThatGoesWhileItHasCutThePowerGivesItBackWhenItIsBack() throws Exception {
        PowerSwitch power = power();
        CompletableFuture<Cycled> cycle = power.cycle(channel(), CuttingClock.UNTIL_LET_GO);
        eventually(() -> switched().equals(List.of(true, false)));
        unplug();
        clock.letGo();
        assertEquals(Cycled.UNCONFIRMED, cycle.get(60, TimeUnit.SECONDS));
        plug();
        eventually(() -> switched().equals(List.of(true, false, true)));
    }

    @Test
    void aMuteBoardIsAbsentAndBackWhenItSpeaks() throws Exception {
        serveAnew(IMPATIENT);
        mute(true);
        eventually(() -> state() == DeviceState.ABSENT
                && inventory.statuses().get(0).now().cause().equals(Optional.of(InventoryFault.MUTE)));
        mute(false);
        eventually(() -> state() == DeviceState.READY);
    }

    @Test
    void itsTestSwitchesTheLampAndHasAllOfItAnswer() throws Exception {
        var verdict = inventory.selfTest("board").orElseThrow().get(60, TimeUnit.SECONDS);
        assertTrue(verdict.passed(), verdict.seen());
        assertEquals(tested(), verdict.seen());
    }

    PowerSwitch power() {
        return inventory.find(PowerSwitch.class).orElseThrow();
    }

    /** How many questions had to be asked again. */
    long repeated() {
        return inventory.statuses().get(0).repeated();
    }

    long faults() {
        return inventory.statuses().get(0).faults();
    }

    DeviceState state() {
        return inventory.statuses().get(0).now().state();
    }
}
