package cn.ting.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.code.CodeReader;
import cn.ting.code.FrameKind;
import cn.ting.code.KioskFrame;
import cn.ting.code.KioskFrames;
import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.inventory.PretendDriver;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.time.SteppedClock;
import cn.ting.visit.EndReason;
import cn.ting.wire.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A code that only a later look at the same thing reads, before one of two cameras, frame by frame. */
@Timeout(300)
class FramesSeenTest {

    private static final KioskFrame HARD = KioskFrames.of(FrameKind.MOTION, 20261134);
    private static final KioskFrame BUSY = KioskFrames.without(501);
    /** The frame at which a reader that watches it alone reads it. */
    private static final int READ_AT = readAt();

    private record Cabinet(@Setting(why = "devices") List<DeviceSettings> devices) {}

    @TempDir
    Path folder;

    private final SteppedClock clock = new SteppedClock();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private List<HandedCamera> cameras;
    private CodesSeen codes;

    private static int readAt() {
        CodeReader reader = new CodeReader();
        int frame = 1;
        while (frame < 14 && reader.watch(HARD.luminance(), HARD.width(), HARD.height()) == null) {
            frame++;
        }
        return frame;
    }

    @BeforeEach
    void open() throws Exception {
        Path file = Files.writeString(folder.resolve("cabinet.yaml"), """
                devices:
                  - {name: face, driver: handed, line: "above"}
                  - {name: tray, driver: handed, line: "below"}
                """);
        Duration reopen = Duration.ofMillis(100);
        Inventory inventory = new Inventory(new Drivers(List.of(new PretendDriver.WithoutLine("handed", place -> new HandedCamera()))),
                new InventorySettings(true, reopen, reopen, Duration.ofSeconds(30)),
                SettingsFile.read(file, Cabinet.class).devices(), new Lines(), clock, new Conditions(clock));
        cameras = inventory.all(HandedCamera.class);
        codes = new CodesSeen(inventory, clock);
        codes.listen(told::add);
        codes.start();
    }

    @AfterEach
    void stop() {
        codes.stop();
    }

    /** Both cameras have a frame, and both are looked at, some times over. */
    private void watch(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            clock.step(Duration.ofMillis(200));
            cameras.get(0).see(BUSY);
            cameras.get(1).see(HARD);
            cameras.get(0).tell();
            assertTrue(cameras.get(0).isLookedAt() && cameras.get(1).isLookedAt());
        }
    }

    @Test
    void aSecondCameraTakesNoLookFromTheFirst() throws Exception {
        assertTrue(READ_AT > 2 && READ_AT < 14, "read at frame " + READ_AT);
        watch(READ_AT);
        assertEquals(HARD.text(), told.poll(60, TimeUnit.SECONDS));
    }

    /** What was before the camera at the end of a visit is not known at the next: all looks begin anew. */
    @Test
    void nothingOfAFrameOutlivesTheVisitAlsoWhereACameraLooksAtIdle() throws Exception {
        watch(READ_AT - 1);
        codes.ended(null, EndReason.IDLE);
        watch(READ_AT - 1);
        assertTrue(told.isEmpty(), "the looks taken during the visit are remembered");
        watch(1);
        assertEquals(HARD.text(), told.poll(60, TimeUnit.SECONDS));
    }
}
