package cn.ting.device.inventory;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.condition.Conditions;
import cn.ting.condition.Fault;
import cn.ting.settings.Section;
import cn.ting.time.SystemClock;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Device files that come and go, as udev makes and takes them; nothing is tried again by itself within a test. */
@Timeout(300)
class HotPlugTest {

    @TempDir
    Path dev;

    private Inventory inventory;

    @AfterEach
    void stop() {
        inventory.stop();
    }

    @Test
    void aDeviceIsServedWhenItsNameAppearsAndAbsentWhenItGoesAndTheSameOnAnotherNode() throws Exception {
        Path name = dev.resolve("serial/by-id/usb-bell-if00");
        start(name);
        // It has been tried in vain and is not tried again until its name appears.
        eventually(() -> cause().equals(Optional.of(InventoryFault.REFUSED)));
        for (String node : List.of("ttyUSB0", "ttyUSB7", "ttyUSB3")) {
            Files.createDirectories(name.getParent());
            Files.createSymbolicLink(name, pipe(node));
            eventually(() -> state() == DeviceState.PRESENT);
            Files.write(dev.resolve(node), new byte[] {'r'});
            eventually(() -> state() == DeviceState.READY);
            Files.delete(name);
            eventually(() -> state() == DeviceState.ABSENT);
            // by-id goes with its last device, and serial with it.
            Files.delete(name.getParent());
            Files.delete(name.getParent().getParent());
        }
        assertEquals(3, inventory.statuses().get(0).faults());
        assertEquals(List.of("absent inventory.refused", "present", "ready", "absent inventory.unplugged", "present", "ready",
                        "absent inventory.unplugged", "present", "ready", "absent inventory.unplugged"),
                inventory.statuses().get(0).events().stream().map(DeviceStatus.Event::what).toList());
    }

    @Test
    void aNeighbourThatComesAndGoesIsNobodysDevice() throws Exception {
        Path name = dev.resolve("hidraw1");
        start(name);
        Files.createSymbolicLink(name, pipe("node"));
        eventually(() -> state() == DeviceState.PRESENT);
        Files.write(name, new byte[] {'r'});
        eventually(() -> state() == DeviceState.READY);
        Files.delete(pipe("hidraw12"));
        Files.delete(pipe("hidraw"));
        // Told after the neighbours: the watch keeps the order of what it saw.
        Path second = Files.createSymbolicLink(dev.resolve("second"), pipe("other"));
        Files.delete(second);
        Files.delete(name);
        eventually(() -> state() == DeviceState.ABSENT);
        assertEquals(1, inventory.statuses().get(0).faults());
    }

    private void start(Path name) {
        SystemClock clock = new SystemClock();
        Duration never = Duration.ofMinutes(10);
        inventory = new Inventory(
                new Drivers(List.of(new ScriptedDriver())),
                new InventorySettings(true, never, never, never),
                List.of(new DeviceSettings("bell", "scripted", "file:" + name, Section.empty())),
                new Lines(),
                clock,
                new Conditions(clock));
        inventory.start();
    }

    private Path pipe(String node) throws IOException, InterruptedException {
        Path pipe = dev.resolve(node);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        return pipe;
    }

    private Optional<Fault> cause() {
        return inventory.statuses().get(0).now().cause();
    }

    private DeviceState state() {
        return inventory.statuses().get(0).now().state();
    }
}
