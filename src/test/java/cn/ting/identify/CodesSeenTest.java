package cn.ting.identify;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.code.FrameKind;
import cn.ting.code.KioskFrame;
import cn.ting.code.KioskFrames;
import cn.ting.condition.Conditions;
import cn.ting.device.camera.CameraDriver;
import cn.ting.device.camera.SimulatedCamera;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.scanner.CodeScanner;
import cn.ting.device.scanner.SerialScannerDriver;
import cn.ting.device.scanner.SimulatedScanner;
import cn.ting.identify.CodesSeen.Eyes;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.store.Ledger;
import cn.ting.time.KioskClock;
import cn.ting.time.SteppedClock;
import cn.ting.time.SystemClock;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import cn.ting.wire.Lines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shipped drivers of a scanner and a camera, and a code that is held before both or one. */
@Timeout(300)
class CodesSeenTest {

    private static final KioskFrame PAPER = LongStream.range(0, 100).mapToObj(seed -> KioskFrames.of(FrameKind.PAPER, seed))
            .filter(frame -> frame.width() == 640 && frame.text().startsWith("https:")).findFirst().orElseThrow();

    @TempDir
    Path folder;

    private record Cabinet(@Setting(why = "devices") List<DeviceSettings> devices) {}

    private final KioskClock clock = new SystemClock();
    private SimulatedScanner scanner = new SimulatedScanner(0, SimulatedScanner.Maker.AUTO, clock);
    private final SimulatedCamera camera = new SimulatedCamera(0, 640, 480, clock);
    /** Other tests' children. */
    private final Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private Inventory inventory;
    private CodesSeen codes;

    private void open(String idle) throws Exception {
        open(idle, "auto");
    }

    private void open(String idle, String module) throws Exception {
        scanner.start();
        camera.start();
        Path file = Files.writeString(folder.resolve("cabinet.yaml"), """
                devices:
                  - {name: scanner, driver: serial-scanner, line: "%s", profile: {module: %s}}
                  - name: camera
                    driver: camera
                    line: file:%s
                    profile: {width: 640, height: 480, startPatience: 1min, stallAfter: 1min, frozenAfter: 1min, idle: %s, program: %s}
                """.formatted(scanner.line().address(), module, folder, idle, camera.program(folder)));
        Duration reopen = Duration.ofMillis(100);
        inventory = new Inventory(new Drivers(List.of(new SerialScannerDriver(), new CameraDriver())),
                new InventorySettings(true, reopen, reopen, Duration.ofSeconds(30)),
                SettingsFile.read(file, Cabinet.class).devices(), new Lines(), clock, new Conditions(clock));
        codes = new CodesSeen(inventory, clock);
        codes.listen(told::add);
        codes.start();
        inventory.start();
    }

    @AfterEach
    void stop() {
        if (inventory != null) {
            codes.stop();
            inventory.stop();
        }
        scanner.close();
        camera.close();
    }

    @Test
    void aCodeBeforeScannerAndCameraIsToldOnce() throws Exception {
        open("false");
        codes.wanted(true);
        camera.show(PAPER.luminance());
        assertEquals(PAPER.text(), told.poll(60, TimeUnit.SECONDS));
        scanner.show(PAPER.text(), StandardCharsets.UTF_8, "\r");
        scanner.show("A007", StandardCharsets.UTF_8, "\r");
        assertEquals("A007", told.poll(60, TimeUnit.SECONDS));
        assertNull(told.poll(1, TimeUnit.SECONDS), "frame after frame shows what was told");
    }

    @Test
    void aCameraLooksOnlyWhileACodeIsWantedAndAScannerThatLooksByItselfAlways() throws Exception {
        open("false");
        camera.show(PAPER.luminance());
        scanner.show("A007", StandardCharsets.UTF_8, "\r");
        assertEquals("A007", told.poll(60, TimeUnit.SECONDS));
        eventually(() -> inventory.statuses().stream().allMatch(device -> device.now().state().inService()));
        assertNull(told.poll(500, TimeUnit.MILLISECONDS), "nobody wants one");

        codes.wanted(true);
        assertEquals(PAPER.text(), told.poll(60, TimeUnit.SECONDS));
        codes.wanted(false);
        eventually(() -> !hasChild());
    }

    @Test
    void whoAsksForACodeIsToldWhenNothingSeesOneAnyMoreAndWhenSomethingDoes() throws Exception {
        BlockingQueue<Eyes> said = new LinkedBlockingQueue<>();
        open("false");
        codes.onEyes(() -> said.add(codes.eyes()));
        codes.wanted(true);
        eventually(() -> inventory.statuses().stream().allMatch(device -> device.now().state().inService()));
        eventually(() -> codes.eyes() == Eyes.OPEN);
        scanner.line().unplug();
        eventually(() -> !inventory.find(CodeScanner.class).orElseThrow().works());
        assertEquals(Eyes.OPEN, codes.eyes(), "the camera sees");
        said.clear();
        camera.unplug();
        assertEquals(Eyes.SHUT, said.poll(60, TimeUnit.SECONDS));
        scanner.start();
        assertEquals(Eyes.OPEN, said.poll(60, TimeUnit.SECONDS));
        assertNull(said.poll(), "told once each");
    }

    @Test
    void whatLiesThereWhenACodeBeginsToBeWantedIsToldAnew() throws Exception {
        open("true");
        camera.show(PAPER.luminance());
        assertEquals(PAPER.text(), told.poll(60, TimeUnit.SECONDS), "this camera looks at the idle page too");
        codes.wanted(true);
        assertEquals(PAPER.text(), told.poll(60, TimeUnit.SECONDS));
        codes.wanted(true);
        codes.wanted(false);
        assertNull(told.poll(500, TimeUnit.MILLISECONDS));
        assertTrue(hasChild());
    }

    @Test
    void aCodeThatStaysInSightIsToldOnceHoweverManyOthersAreHeldUpBesideIt() throws Exception {
        open("false");
        // Nothing is out of sight for three seconds by this clock.
        CodesSeen still = new CodesSeen(inventory, new SteppedClock());
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        still.listen(heard::add);
        still.start();
        for (int other = 1; other <= 20; other++) {
            scanner.show("LIES", StandardCharsets.UTF_8, "\r");
            scanner.show("B" + other, StandardCharsets.UTF_8, "\r");
            if (other == 1) {
                assertEquals("LIES", heard.poll(60, TimeUnit.SECONDS));
            }
            assertEquals("B" + other, heard.poll(60, TimeUnit.SECONDS));
        }
        still.stop();
    }

    @Test
    void aScannerThatHasToBeToldLooksAsLongAsAVisitLasts() throws Exception {
        scanner = new SimulatedScanner(0, SimulatedScanner.Maker.NEWLAND, clock);
        open("false", "newland");
        try (Ledger ledger = new Ledger(folder.resolve("ledger.db"), new Conditions(clock), clock)) {
            Outbox outbox = new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk"));
            VisitSettings settings = new VisitSettings(Duration.ofSeconds(60), Duration.ofSeconds(20), 2, Duration.ofSeconds(8));
            Visits visits = new Visits(settings, clock, ledger, new VisitBook(outbox, clock));
            visits.listen(codes);
            visits.begin(new Milestone.Began("touch"));
            eventually(scanner::isLooking);
            scanner.show("A007", StandardCharsets.UTF_8, "\r");
            assertEquals("A007", told.poll(60, TimeUnit.SECONDS));
            visits.end(EndReason.IDLE);
            eventually(() -> !scanner.isLooking());
        }
    }

    @Test
    void aKioskWithoutEitherHasNowhereToHoldACode() throws Exception {
        Inventory empty = new Inventory(new Drivers(List.of()), new InventorySettings(true, Duration.ofMillis(100), Duration.ofMillis(100),
                Duration.ofSeconds(30)), List.of(), new Lines(), clock, new Conditions(clock));
        assertEquals(Eyes.NONE, new CodesSeen(empty, clock).eyes());
        open("false");
        assertNotEquals(Eyes.NONE, codes.eyes());
    }

    private boolean hasChild() {
        return ProcessHandle.current().children().anyMatch(child -> !before.contains(child));
    }
}
