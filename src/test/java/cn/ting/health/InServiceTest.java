package cn.ting.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.inventory.PretendDriver;
import cn.ting.settings.Section;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import cn.ting.wire.Lines;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InServiceTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    @TempDir
    Path directory;

    /** Two minutes to midnight, by the kiosk's calendar. */
    private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-23T15:58:00Z"));

    private final List<DeviceStatus> bells = new ArrayList<>();
    private Ledger ledger;
    private Inventory inventory;
    private InService inService;

    @BeforeEach
    void twoBellsOfOneKind() {
        Conditions conditions = new Conditions(clock);
        ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock);
        inventory = new Inventory(new Drivers(List.of(new BellDriver())),
                new InventorySettings(true, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                List.of(new DeviceSettings("front", "bell", "tcp:127.0.0.1:1", Section.empty()),
                        new DeviceSettings("back", "bell", "tcp:127.0.0.1:2", Section.empty())),
                new Lines(), clock, conditions);
        inService = new InService(inventory, ledger, clock);
        inService.start();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aKindServesWhileOneOfItsDevicesDoes() {
        assertEquals(Map.of("health", 0L), inService.seconds(MONDAY));
        bells.get(0).is(DeviceState.READY);
        clock.step(Duration.ofSeconds(10));
        bells.get(1).is(DeviceState.DEGRADED);
        bells.get(0).is(DeviceState.FAULTY);
        clock.step(Duration.ofSeconds(10));
        bells.get(1).is(DeviceState.PRESENT);
        clock.step(Duration.ofSeconds(10));
        assertEquals(Map.of("health", 20L), inService.seconds(MONDAY));
    }

    @Test
    void eachDayHasItsOwnAndTheNextLifeAddsToIt() {
        bells.get(0).is(DeviceState.READY);
        clock.step(Duration.ofMinutes(3));
        inService.save();
        assertEquals(120, inService.seconds(MONDAY).get("health"));
        assertEquals(60, inService.seconds(MONDAY.plusDays(1)).get("health"));
        inService = new InService(inventory, ledger, clock);
        inService.start();
        clock.step(Duration.ofSeconds(90));
        inService.save();
        assertEquals(150, inService.seconds(MONDAY.plusDays(1)).get("health"));
    }

    @Test
    void partsOfASecondAreNotLostBetweenSavings() {
        bells.get(0).is(DeviceState.READY);
        for (int i = 0; i < 10; i++) {
            clock.step(Duration.ofMillis(500));
            inService.save();
        }
        assertEquals(5, inService.seconds(MONDAY).get("health"));
    }

    @Test
    void oldDaysAreForgotten() {
        bells.get(0).is(DeviceState.READY);
        clock.step(Duration.ofSeconds(30));
        inService.save();
        bells.get(0).is(DeviceState.ABSENT);
        clock.step(Duration.ofDays(62));
        inService.save();
        assertEquals(30, inService.seconds(MONDAY).get("health"));
        clock.step(Duration.ofDays(1));
        inService.save();
        assertEquals(0, inService.seconds(MONDAY).get("health"));
    }

    /** Its devices are as the test says. */
    private final class BellDriver extends PretendDriver {

        BellDriver() {
            super("bell", place -> {
                bells.add(place.status());
                return line -> { };
            });
        }
    }
}
