package cn.ting.device.scanner;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventoryFault;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.inventory.Verdict;
import cn.ting.device.scanner.SimulatedScanner.Maker;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import cn.ting.wire.TcpFarEnd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Modules that look when they are told to. */
@Timeout(300)
class ToldScannerTest {

    @TempDir
    Path directory;

    private final KioskClock clock = new SystemClock();
    private final BlockingQueue<String> codes = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @EnumSource(names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
    void aModuleLooksWhileACodeIsWantedAndRestsOtherwise(Maker maker) throws Exception {
        try (SimulatedScanner module = new SimulatedScanner(0, maker, clock)) {
            module.start();
            Inventory inventory = inventory(module.line(), maker, Duration.ofSeconds(30), new Conditions(clock));
            CodeScanner scanner = inventory.find(CodeScanner.class).orElseThrow();
            scanner.onCode(codes::add);
            inventory.start();
            eventually(() -> inventory.statuses().get(0).now().state() == DeviceState.READY);
            assertFalse(module.isLooking());

            module.show("A007", StandardCharsets.US_ASCII, "\r");
            assertNull(codes.poll(300, TimeUnit.MILLISECONDS), "nobody wants one");
            scanner.wanted(true);
            assertEquals("A007", codes.poll(60, TimeUnit.SECONDS));
            scanner.wanted(false);
            eventually(() -> !module.isLooking());
            inventory.stop();
        }
    }

    /** What its manual is remembered to say of answers may be wrong: it reads when it is told to. */
    @ParameterizedTest
    @EnumSource(names = {"GM65", "NEWLAND"})
    void aModuleThatAcknowledgesNothingIsInServiceAndIsTestedByACode(Maker maker) throws Exception {
        byte[] look = ScannerModule.valueOf(maker.name()).trigger();
        try (TcpFarEnd module = new TcpFarEnd(0, 0, clock, line -> readsAndSaysNoMore(line, look))) {
            module.start();
            Conditions conditions = new Conditions(clock);
            Inventory inventory = inventory(module, maker, Duration.ofMillis(1500), conditions);
            inventory.start();
            eventually(() -> inventory.statuses().get(0).now().state().inService());
            assertFalse(codes.poll(2, TimeUnit.SECONDS) != null || conditions.has(InventoryFault.ABSENT), "nobody is told that it is away");
            assertTrue(conditions.has(ScannerFault.UNPROVEN));

            Verdict verdict = inventory.selfTest("scanner").orElseThrow().get(60, TimeUnit.SECONDS);

            assertTrue(verdict.passed(), verdict::seen);
            assertEquals(DeviceState.READY, inventory.statuses().get(0).now().state());
            assertFalse(conditions.has(ScannerFault.UNPROVEN));
            inventory.stop();
        }
    }

    private static void readsAndSaysNoMore(Line line, byte[] look) throws IOException {
        byte[] heard = new byte[64];
        while (true) {
            int count = line.read(heard, Duration.ofSeconds(60));
            if (Arrays.equals(heard, 0, count, look, 0, look.length)) {
                line.write("A007\r".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** Bytes as the makers' manuals print them. */
    @Test
    void commandsAreThoseOfTheManuals() {
        assertArrayEquals(HexFormat.of().parseHex("7e000801000201abcd"), ScannerModule.GM65.trigger());
        assertArrayEquals(HexFormat.of().parseHex("7e00080100020102da"), ScannerModule.NEWLAND_1D.trigger());
        assertArrayEquals(HexFormat.of().parseHex("7e00080100020232b9"), ScannerModule.NEWLAND_1D.stop());
        assertArrayEquals(HexFormat.of().parseHex("1b31"), ScannerModule.NEWLAND.trigger());
        assertArrayEquals(HexFormat.of().parseHex("16540d"), ScannerModule.HONEYWELL.trigger());
        assertArrayEquals(HexFormat.of().parseHex("16550d"), ScannerModule.HONEYWELL.stop());
    }

    private record Cabinet(@Setting(why = "devices") List<DeviceSettings> devices) {}

    private Inventory inventory(TcpFarEnd module, Maker maker, Duration absentGrace, Conditions conditions) throws Exception {
        String yaml = "devices:\n  - {name: scanner, driver: serial-scanner, line: \"" + module.address() + "\", profile: {module: "
                + maker.name().toLowerCase(Locale.ROOT).replace('_', '-') + "}}\n";
        List<DeviceSettings> devices = SettingsFile.read(Files.writeString(directory.resolve("cabinet.yaml"), yaml), Cabinet.class).devices();
        Duration reopen = Duration.ofMillis(50);
        return new Inventory(new Drivers(List.of(new SerialScannerDriver())),
                new InventorySettings(true, reopen, reopen, absentGrace), devices, new Lines(), clock, conditions);
    }
}
