package cn.ting.device.board;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.condition.Conditions;
import cn.ting.device.board.SimulatedModbusBoard.Switched;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.time.SystemClock;
import cn.ting.wire.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A modem on a relay of a simulated Modbus board: bytes on a line, and no more of them than the bound allows. */
@Timeout(300)
class ModemPowerTest {

    private static final Duration SOON = Duration.ofMillis(60);

    private record Cabinet(@Setting(why = "test") List<DeviceSettings> devices) {}

    @TempDir
    Path folder;

    private final SystemClock clock = new SystemClock();

    @Test
    void itsPowerIsTakenAndGivenBackOnceWhileNothingOutsideIsReached() throws Exception {
        try (SimulatedModbusBoard far = new SimulatedModbusBoard(0, clock)) {
            far.start();
            Duration wait = Duration.ofMillis(100);
            // So patient that no relay is switched twice because the machine is busy.
            Path file = Files.writeString(folder.resolve("cabinet.yaml"),
                    "devices: [{name: board, driver: modbus-board, line: \"%s\", profile: {answerPatience: 5s}}]\n".formatted(far.line().address()));
            Inventory inventory = new Inventory(new Drivers(List.of(new ModbusBoardDriver())),
                    new InventorySettings(true, wait, wait, wait, Duration.ofDays(1), SOON, 4, "board/4", SOON),
                    SettingsFile.read(file, Cabinet.class).devices(),
                    new Lines(), clock, new Conditions(clock));
            inventory.start();
            try {
                eventually(() -> inventory.statuses().get(0).now().state() == DeviceState.READY);
                inventory.outside(() -> false);
                // A relay that is on takes the power; first of all everything was given some.
                eventually(() -> modem(far).equals(List.of(false, true, false)));
                eventually(() -> inventory.statuses().get(0).uses() == 1);
                clock.pause(SOON.multipliedBy(5));
                assertEquals(3, modem(far).size(), "not again so soon, however often it is due");
                inventory.outside(() -> true);
            } finally {
                inventory.stop();
            }
        }
    }

    private static List<Boolean> modem(SimulatedModbusBoard far) {
        return far.history().stream().filter(one -> one.relay() == 4).map(Switched::on).toList();
    }
}
