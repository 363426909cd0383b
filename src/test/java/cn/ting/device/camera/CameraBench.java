package cn.ting.device.camera;

import cn.ting.condition.Condition;
import cn.ting.condition.Conditions;
import cn.ting.condition.Fault;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The shipped driver in a real inventory, reading whatever a test puts at the far end. */
final class CameraBench extends ChildBench implements AutoCloseable {

    static final int WIDTH = 640;
    static final int HEIGHT = 480;
    /** Short waits, since a test has none to spare. */
    static final String QUICK = "width: 640, height: 480, startPatience: 5s, stallAfter: 400ms, frozenAfter: 700ms";

    private record Cabinet(@Setting(why = "devices") List<DeviceSettings> devices) {}

    final KioskClock clock = new SystemClock();
    final Conditions conditions = new Conditions(clock);
    final Semaphore arrived = new Semaphore(0);
    final Inventory inventory;
    final Camera camera;

    CameraBench(Path folder, String address, String profile) throws IOException {
        Path file = Files.writeString(folder.resolve("cabinet.yaml"),
                "devices: [{name: camera, driver: camera, line: \"%s\", profile: {%s}}]\n".formatted(address, profile));
        Duration reopen = Duration.ofMillis(100);
        inventory = new Inventory(new Drivers(List.of(new CameraDriver())),
                new InventorySettings(true, reopen, reopen, Duration.ofSeconds(30)),
                SettingsFile.read(file, Cabinet.class).devices(), new Lines(), clock, conditions);
        camera = inventory.find(Camera.class).orElseThrow();
        camera.onFrame(arrived::release);
        inventory.start();
    }

    DeviceStatus status() {
        return inventory.statuses().get(0);
    }

    DeviceState state() {
        return status().now().state();
    }

    boolean tells(Fault fault) {
        return conditions.has(fault);
    }

    String detail(Fault fault) {
        return conditions.present().stream().filter(one -> one.fault() == fault).map(Condition::detail).findFirst().orElse("");
    }

    /** True once so many more frames came. */
    boolean more(int frames) throws InterruptedException {
        return arrived.tryAcquire(frames, 20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        inventory.stop();
    }
}
