package cn.ting.device.ups;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Condition;
import cn.ting.condition.Conditions;
import cn.ting.condition.Fault;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Driver;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.inventory.Verdict;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every UPS, whatever tells of it: the shipped driver in a real inventory, on a real line. */
@Timeout(240)
abstract class UpsContract {

    /** A file of settings with devices alone. */
    record Cabinet(@Setting(why = "the devices") List<DeviceSettings> devices) {}

    /** The UPS and what tells of it, with the hands this contract moves. */
    interface FarUps extends AutoCloseable {

        String address();

        void loseMains() throws IOException;

        void drain() throws IOException;

        void restoreMains() throws IOException;

        void wear() throws IOException;

        /** It is heard, and tells neither mains nor battery; {@link #restoreMains} ends that. */
        void undecided() throws IOException;

        /** The service does not answer any more, or does again. */
        void mute(boolean on) throws IOException;

        /** The service does not hear from the UPS any more, or does again. */
        void stale(boolean on) throws IOException;

        @Override
        void close() throws IOException;
    }

    @TempDir
    Path settings;

    final KioskClock clock = new SystemClock();
    final Conditions conditions = new Conditions(clock);
    final List<Supply> told = new CopyOnWriteArrayList<>();
    private FarUps far;
    private Inventory inventory;
    private Ups ups;

    /** One that is on mains, called {@code kiosk}. */
    abstract FarUps farUps() throws Exception;

    abstract Driver driver();

    /** The driver's keys, as in the file, for a UPS of this name and so much patience with the service. */
    abstract String profile(String name, String patience);

    @BeforeEach
    void plugIn() throws Exception {
        far = farUps();
        // More than a busy machine takes: a service that is late says that nothing is known, and each change is counted.
        ups = serve("kiosk", "10s");
        eventually(() -> ups.now().supply() == Supply.MAINS);
    }

    private Ups serve(String name, String patience) throws IOException {
        Duration reopen = Duration.ofMillis(50);
        Path file = Files.writeString(settings.resolve("cabinet.yaml"),
                "devices: [{name: ups, driver: %s, line: \"%s\", profile: %s}]\n".formatted(driver().name(), far.address(), profile(name, patience)));
        inventory = new Inventory(new Drivers(List.of(driver())), new InventorySettings(false, reopen, reopen, Duration.ofSeconds(60)),
                SettingsFile.read(file, Cabinet.class).devices(), new Lines(), clock, conditions);
        Ups served = inventory.find(Ups.class).orElseThrow();
        served.onChange(() -> told.add(served.now().supply()));
        inventory.start();
        return served;
    }

    @AfterEach
    void unplug() throws IOException {
        inventory.stop();
        far.close();
    }

    /** Waits until something holds, no longer than a minute. */
    private void eventuallyPresent(Fault... faults) throws InterruptedException {
        List<Fault> sorted = new ArrayList<>(List.of(faults));
        eventually(() -> conditions.present().stream().map(Condition::fault).toList().equals(sorted));
    }

    private DeviceState state() {
        return inventory.statuses().get(0).now().state();
    }

    @Test
    void mainsThatGoAndComeBackAreToldAndSoIsTheBattery() throws Exception {
        eventually(() -> state() == DeviceState.READY);
        eventually(() -> ups.now().chargePercent().equals(OptionalInt.of(100)));
        far.loseMains();
        eventuallyPresent(UpsFault.ON_BATTERY);
        eventually(() -> ups.now().chargePercent().equals(OptionalInt.of(60)));
        far.drain();
        eventuallyPresent(UpsFault.BATTERY_LOW, UpsFault.ON_BATTERY);
        far.restoreMains();
        eventuallyPresent();
        eventually(() -> told.equals(List.of(Supply.MAINS, Supply.BATTERY, Supply.BATTERY_LOW, Supply.MAINS)));
        far.wear();
        eventuallyPresent(UpsFault.REPLACE_BATTERY);
        eventually(() -> state() == DeviceState.DEGRADED);
        assertEquals(Supply.MAINS, ups.now().supply());
        assertTrue(inventory.selfTest("ups").orElseThrow().get(60, TimeUnit.SECONDS).seen().startsWith("supply MAINS"));
    }

    @Test
    void silenceIsNeitherMainsNorTheirLoss() throws Exception {
        inventory.stop();
        ups = serve("kiosk", "500ms");
        eventually(() -> ups.now().supply() == Supply.MAINS);
        far.mute(true);
        eventuallyPresent(UpsFault.SILENT);
        assertEquals(Supply.UNKNOWN, ups.now().supply());
        far.mute(false);
        eventuallyPresent();
        eventually(() -> ups.now().supply() == Supply.MAINS);
        far.stale(true);
        eventuallyPresent(UpsFault.STALE);
        eventually(() -> ups.now().supply() == Supply.UNKNOWN && state() == DeviceState.FAULTY);
        far.stale(false);
        eventuallyPresent();
        eventually(() -> ups.now().supply() == Supply.MAINS && state() == DeviceState.READY);
        assertTrue(told.stream().noneMatch(supply -> supply == Supply.BATTERY || supply == Supply.BATTERY_LOW));
    }

    @Test
    void whatTellsNeitherMainsNorBatteryIsNoReadyUpsAndPassesNoTest() throws Exception {
        far.undecided();
        eventuallyPresent(UpsFault.UNDECIDED);
        assertEquals(Supply.UNKNOWN, ups.now().supply());
        eventually(() -> state() == DeviceState.DEGRADED);
        Verdict verdict = inventory.selfTest("ups").orElseThrow().get(60, TimeUnit.SECONDS);
        assertEquals(Optional.of(UpsFault.UNDECIDED), verdict.fault(), verdict::toString);
        assertFalse(verdict.passed());
        far.restoreMains();
        eventuallyPresent();
        eventually(() -> state() == DeviceState.READY && ups.now().supply() == Supply.MAINS);
    }

    @Test
    void aUpsOfAnotherNameIsRefused() throws Exception {
        inventory.stop();
        Ups nobody = serve("nobody", "10s");
        // What the one before has said of its battery stays, as when a kiosk stops.
        eventually(() -> conditions.has(UpsFault.REFUSED));
        assertEquals(Supply.UNKNOWN, nobody.now().supply());
    }
}
