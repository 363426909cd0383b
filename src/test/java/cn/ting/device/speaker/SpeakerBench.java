package cn.ting.device.speaker;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.ChildBench;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The shipped driver in a real inventory, speaking through whatever program a test gives it. */
final class SpeakerBench extends ChildBench implements AutoCloseable {

    /** As loud by night as by day, so that a test passes at any hour. */
    static final String ANY_HOUR = "dayVolume: 80, nightVolume: 80";

    private record Cabinet(@Setting(why = "devices") List<DeviceSettings> devices) {}

    final KioskClock clock = new SystemClock();
    final Conditions conditions = new Conditions(clock);
    final Inventory inventory;
    final Speaker speaker;

    SpeakerBench(Path folder, String program, String profile) throws IOException {
        Path file = Files.writeString(folder.resolve("cabinet.yaml"),
                "devices: [{name: speaker, driver: speaker, line: \"exec:%s\", profile: {%s}}]\n".formatted(program, profile));
        Duration reopen = Duration.ofMillis(100);
        inventory = new Inventory(new Drivers(List.of(new SpeakerDriver())),
                new InventorySettings(true, reopen, reopen, Duration.ofSeconds(30)),
                SettingsFile.read(file, Cabinet.class).devices(), new Lines(), clock, conditions);
        speaker = inventory.find(Speaker.class).orElseThrow();
        inventory.start();
    }

    DeviceStatus status() {
        return inventory.statuses().get(0);
    }

    DeviceState state() {
        return status().now().state();
    }

    @Override
    public void close() {
        inventory.stop();
    }
}
