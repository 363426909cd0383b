package cn.ting.identify;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.condition.Conditions;
import cn.ting.device.board.ModbusBoardDriver;
import cn.ting.device.board.SimulatedModbusBoard;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.store.Ledger;
import cn.ting.time.SystemClock;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import cn.ting.wire.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class VisitLampTest {

    /** A file of settings with devices alone. */
    record Cabinet(@Setting(why = "the devices") List<DeviceSettings> devices) {}

    private final SystemClock clock = new SystemClock();
    private final Conditions conditions = new Conditions(clock);

    @Test
    void burnsWhileSomebodyIsThere(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("cabinet.yaml");
        try (SimulatedModbusBoard far = new SimulatedModbusBoard(0, clock); Ledger ledger = new Ledger(folder.resolve("ledger.db"), conditions, clock)) {
            far.start();
            Files.writeString(file, "devices: [{name: board, driver: modbus-board, line: \"%s\", profile: {lamp: 8, lookEvery: 50ms, answerPatience: 5s}}]\n"
                    .formatted(far.line().address()));
            Duration reopen = Duration.ofMillis(50);
            Inventory inventory = new Inventory(new Drivers(List.of(new ModbusBoardDriver())),
                    new InventorySettings(true, reopen, reopen, Duration.ofSeconds(30)),
                    SettingsFile.read(file, Cabinet.class).devices(), new Lines(), clock, conditions);
            Visits visits = new Visits(new VisitSettings(Duration.ofMinutes(10), Duration.ofMinutes(2), 10, Duration.ofSeconds(8)), clock, ledger,
                    new VisitBook(new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk")), clock));
            new VisitLamp(visits, inventory).start();
            inventory.start();
            try {
                eventually(() -> inventory.statuses().get(0).now().state() == DeviceState.READY);
                assertFalse(far.relay(8));
                visits.begin(new Milestone.Began("touch")).orElseThrow();
                eventually(() -> far.relay(8));
                visits.end(EndReason.BUTTON);
                eventually(() -> !far.relay(8));
            } finally {
                inventory.stop();
            }
        }
    }
}
