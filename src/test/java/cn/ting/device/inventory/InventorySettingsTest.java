package cn.ting.device.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.condition.Conditions;
import cn.ting.settings.Section;
import cn.ting.settings.SettingsException;
import cn.ting.settings.SettingsFile;
import cn.ting.settings.Setting;
import cn.ting.time.SteppedClock;
import cn.ting.wire.LineAddress;
import cn.ting.wire.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventorySettingsTest {

    private static final DeviceSettings REAL2 = device("second", "scripted", "tcp:192.0.2.7:9101");
    private static final DeviceSettings REAL = device("bell", "scripted", "tcp:192.0.2.7:9100");

    @Test
    void anUnknownDriverIsRefusedWithThoseThereAre() {
        assertRefused("devices[1].driver bells is not a driver here; there are scripted",
                REAL, device("other", "bells", "tcp:192.0.2.7:9101"));
    }

    @Test
    void aNameThatStandsTwiceIsRefused() {
        assertRefused("devices[1].name bell is taken by a device above: give it another", REAL, REAL);
    }

    @Test
    void aMalformedLineIsRefused() {
        assertRefused("devices[0].line leads nowhere: a line is written " + LineAddress.FORMS + ", not /dev/ttyS0",
                device("bell", "scripted", "/dev/ttyS0"));
    }

    @Test
    void aLoopbackLineIsRefusedUnlessASettingAllowsIt() {
        DeviceSettings bench = device("bell", "scripted", "tcp:127.0.0.1:7101");
        assertRefused("devices[0].line tcp:127.0.0.1:7101 leads to this machine itself, where only a bench stands: give the"
                + " device's own address, or set inventory.loopbackLines to true", bench);
        assertEquals(1, inventory(true, bench).statuses().size());
    }

    @Test
    void aLineHasOneDevice() {
        assertRefused("devices[1].line is that of bell above: give each device a line of its own",
                REAL, device("second", "scripted", "tcp:192.0.2.7:9100"));
        assertRefused("devices[2].line is that of bell above: give each device a line of its own",
                device("bell", "scripted", "serial:/dev/serial/by-id/usb-1@9600"), REAL2, device("third", "scripted", "serial:/dev/serial/by-id/usb-1@115200,rtscts"));
        assertEquals(2, inventory(false, REAL, REAL2).statuses().size());
    }

    @Test
    void aDeviceIsFoundByItsPortBeforeAnyLineIsOpen() {
        Inventory inventory = inventory(false, REAL, device("second", "scripted", "tcp:192.0.2.8:9100"));
        assertEquals("bell", inventory.find(ScriptedDriver.Bell.class).orElseThrow().name());
        assertEquals(2, inventory.all(ScriptedDriver.Bell.class).size());
        assertEquals(0, inventory.all(Runnable.class).size());
        assertEquals(DeviceState.ABSENT, inventory.statuses().get(0).now().state());
    }

    @Test
    void theStandardWaitsAreThoseOfTheFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("kiosk.yaml"), """
                devices:
                  - name: bell
                    driver: scripted
                    line: tcp:192.0.2.7:9100
                """);
        File read = SettingsFile.read(file, File.class);
        assertEquals(new InventorySettings(false, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofMillis(800)),
                read.inventory());
        assertEquals("bell", read.devices().get(0).name());
    }

    @Test
    void aNameNobodyCanTypeIsRefusedWithItsLine(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("kiosk.yaml"), """
                devices:
                  - name: "Front Bell"
                    driver: scripted
                    line: tcp:192.0.2.7:9100
                """);
        var refused = assertThrows(SettingsException.class, () -> SettingsFile.read(file, File.class));
        assertEquals(
                "kiosk.yaml:2: devices[0] has a name of lower-case letters, digits and dashes, at most 32, not Front Bell",
                refused.getMessage());
    }

    private record File(
            @Setting(why = "test") InventorySettings inventory, @Setting(why = "test") List<DeviceSettings> devices) {}

    private static void assertRefused(String sentence, DeviceSettings... devices) {
        var refused = assertThrows(SettingsException.class, () -> inventory(false, devices));
        assertEquals(sentence, refused.getMessage());
    }

    private static Inventory inventory(boolean loopbackLines, DeviceSettings... devices) {
        SteppedClock clock = new SteppedClock();
        InventorySettings settings = new InventorySettings(
                loopbackLines, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(3));
        return new Inventory(
                new Drivers(List.of(new ScriptedDriver())), settings, List.of(devices), new Lines(), clock, new Conditions(clock));
    }

    private static DeviceSettings device(String name, String driver, String line) {
        return new DeviceSettings(name, driver, line, Section.empty());
    }
}
