package cn.ting.device.scanner;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
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
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every scanner does, whatever its line and its protocol: the shipped driver in a real inventory, on a real line. */
@Timeout(300)
abstract class CodeScannerContract {

    /** A file of settings with devices alone. */
    record Cabinet(@Setting(why = "the devices") List<DeviceSettings> devices) {}

    @TempDir
    Path settings;

    final KioskClock clock = new SystemClock();
    final Conditions conditions = new Conditions(clock);
    final BlockingQueue<String> codes = new LinkedBlockingQueue<>();
    private Inventory inventory;

    /** The driver under test. */
    abstract Driver driver();

    /** Where its line leads; its far end is there. */
    abstract String address() throws Exception;

    /** The driver's keys, as in the file; none by default. */
    String profile() {
        return "{}";
    }

    /** Holds a code before it, of letters and digits. */
    abstract void show(String code) throws IOException, InterruptedException;

    /** Lets bytes come that are no code. */
    abstract void crackle() throws IOException, InterruptedException;

    CodeScanner scanner() throws Exception {
        Duration reopen = Duration.ofMillis(50);
        Path file = Files.writeString(settings.resolve("cabinet.yaml"),
                "devices: [{name: scanner, driver: %s, line: \"%s\", profile: %s}]\n".formatted(driver().name(), address(), profile()));
        inventory = new Inventory(new Drivers(List.of(driver())), new InventorySettings(true, reopen, reopen, Duration.ofSeconds(30)),
                SettingsFile.read(file, Cabinet.class).devices(), new Lines(), clock, conditions);
        CodeScanner scanner = inventory.find(CodeScanner.class).orElseThrow();
        scanner.onCode(codes::add);
        scanner.wanted(true);
        inventory.start();
        return scanner;
    }

    @AfterEach
    void stop() {
        if (inventory != null) {
            inventory.stop();
        }
    }

    DeviceState state() {
        return inventory.statuses().get(0).now().state();
    }

    void expect(String code) throws InterruptedException {
        assertEquals(code, codes.poll(60, TimeUnit.SECONDS));
    }

    @Test
    void codesAreToldOneAfterTheOther() throws Exception {
        scanner();
        show("HTTPS://TING.EXAMPLE/T/1");
        expect("HTTPS://TING.EXAMPLE/T/1");
        show("990101199001011236");
        show("690101");
        expect("990101199001011236");
        expect("690101");
        assertEquals(DeviceState.READY, state());
    }

    @Test
    void itsTestIsACodeHeldUp() throws Exception {
        scanner();
        show("FIRST");
        expect("FIRST");
        CompletableFuture<Verdict> test = inventory.selfTest("scanner").orElseThrow();
        show("TECHNICIAN1");
        Verdict verdict = test.get(60, TimeUnit.SECONDS);
        assertTrue(verdict.passed());
        assertEquals("a code of 11 characters was read", verdict.seen());
        assertEquals(1, inventory.statuses().get(0).uses(), "the technician's code was of no use to a resident");
        show("NEXT");
        eventually(() -> inventory.statuses().get(0).uses() == 2);
    }

    @Test
    void theLongestCodeIsToldWhole() throws Exception {
        scanner();
        String longest = "7".repeat(CodeText.MOST_BYTES);
        show(longest);
        expect(longest);
    }

    @Test
    void whatIsLongerThanACodeCanBeIsNone() throws Exception {
        scanner();
        show("7".repeat(CodeText.MOST_BYTES + 1));
        show("NEXT");
        expect("NEXT");
        assertNull(codes.peek());
    }

    @Test
    void noiseIsNoCodeAndTheNextOneIsRead() throws Exception {
        scanner();
        show("FIRST");
        expect("FIRST");
        crackle();
        show("AFTER");
        expect("AFTER");
    }
}
