package cn.ting.device.camera;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.InventoryFault;
import cn.ting.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A camera with hands in place of ffmpeg and what it reads. */
class SimulatedCameraTest extends CameraContract {

    private final SimulatedCamera far = new SimulatedCamera(0, CameraBench.WIDTH, CameraBench.HEIGHT, new SystemClock());

    @BeforeEach
    void start() {
        far.start();
        far.show(PAPER.luminance());
    }

    @AfterEach
    void stop() {
        far.close();
    }

    @Override
    CameraBench open() throws IOException {
        Path node = folder.resolve("node");
        if (!Files.exists(node)) {
            Files.createFile(node);
        }
        return new CameraBench(folder, "file:" + node, CameraBench.PATIENT + ", program: " + far.program(folder));
    }

    @Test
    void aPictureThatDoesNotComeIsToldAndTheCameraStartedAnewUntilItDoes() throws Exception {
        try (CameraBench bench = open()) {
            bench.camera.wanted(true);
            assertTrue(bench.more(3));
            far.stall(true);
            bench.tellsStalled();
            eventually(() -> !bench.state().inService());
            far.stall(false);
            eventually(() -> bench.state() == DeviceState.READY && !bench.tells(CameraFault.STALLED));
            assertEquals(1, bench.status().faults());
            bench.arrived.drainPermits();
            assertTrue(bench.more(2));
        }
    }

    @Test
    void aPictureThatStandsStillIsToldAndTheCameraStartedAnewUntilItMoves() throws Exception {
        try (CameraBench bench = open()) {
            bench.camera.wanted(true);
            assertTrue(bench.more(3));
            far.freeze(true);
            eventually(() -> bench.tells(CameraFault.FROZEN));
            eventually(() -> !bench.state().inService());
            assertTrue(bench.detail(CameraFault.FROZEN).contains("frames of 640x480"));
            far.freeze(false);
            eventually(() -> bench.state() == DeviceState.READY && !bench.tells(CameraFault.FROZEN));
        }
    }

    /** Also when it gives the same black frame for ever: no new start takes a hand off the lens. */
    @Test
    void aCoveredLensIsANoticeAndNeverFrozen() throws Exception {
        far.cover(true);
        far.freeze(true);
        try (CameraBench bench = open()) {
            bench.camera.wanted(true);
            eventually(() -> bench.tells(CameraFault.DARK));
            assertEquals(DeviceState.READY, bench.state());
            assertFalse(bench.tells(CameraFault.FROZEN));
            far.freeze(false);
            far.cover(false);
            eventually(() -> !bench.tells(CameraFault.DARK));
            assertEquals(DeviceState.READY, bench.state());
        }
    }

    /** A sensor that is full has no noise, and each frame is the last one: no new start takes the sun away. */
    @Test
    void aLensInTheSunIsANoticeAndNeverFrozen() throws Exception {
        far.dazzle(true);
        try (CameraBench bench = open()) {
            bench.camera.wanted(true);
            eventually(() -> bench.tells(CameraFault.DAZZLED));
            assertEquals(DeviceState.READY, bench.state());
            assertFalse(bench.tells(CameraFault.FROZEN));
            assertEquals(0, bench.status().faults());
            far.dazzle(false);
            eventually(() -> !bench.tells(CameraFault.DAZZLED));
            assertEquals(DeviceState.READY, bench.state());
        }
    }

    @Test
    void aRestingCameraIsLookedThroughNowAndThen() throws Exception {
        Path node = Files.createFile(folder.resolve("node"));
        try (CameraBench bench = new CameraBench(
                folder, "file:" + node, CameraBench.PATIENT + ", proveEvery: 1s, program: " + far.program(folder))) {
            eventually(() -> bench.state() == DeviceState.READY);
            far.freeze(true);
            eventually(() -> bench.tells(CameraFault.FROZEN));
            Files.delete(node);
            eventually(() -> bench.state() == DeviceState.ABSENT && !bench.tells(CameraFault.FROZEN));
            far.freeze(false);
            Files.createFile(node);
            eventually(() -> bench.state() == DeviceState.READY);
        }
    }

    @Test
    void aRestingCameraThatIsUnpluggedIsMissedAtOnce() throws Exception {
        Path node = Files.createFile(folder.resolve("node"));
        try (CameraBench bench = resting(node)) {
            Files.delete(node);
            eventually(() -> bench.state() == DeviceState.ABSENT);
            assertEquals(Optional.of(InventoryFault.UNPLUGGED), bench.status().now().cause());
            Files.createFile(node);
            eventually(() -> bench.state() == DeviceState.READY);
            assertEquals(1, bench.status().faults());
        }
    }

    /** Nobody sees it away, and what is there now may be another that shows nothing. */
    @Test
    void oneThatIsPutInAgainAtOnceIsNotReadyBeforeItsFirstPicture() throws Exception {
        Path node = Files.createFile(folder.resolve("node"));
        try (CameraBench bench = resting(node)) {
            far.stall(true);
            Files.delete(node);
            Files.createFile(node);
            eventually(() -> bench.state() == DeviceState.PRESENT);
            eventually(bench::hasChild);
            assertEquals(DeviceState.PRESENT, bench.state());
            far.stall(false);
            eventually(() -> bench.state() == DeviceState.READY);
        }
    }

    @Test
    void oneThatIsUnpluggedInTheMidstOfItsWorkIsAwayAndNotBroken() throws Exception {
        Path node = Files.createFile(folder.resolve("node"));
        try (CameraBench bench = resting(node)) {
            bench.camera.wanted(true);
            assertTrue(bench.more(2));
            Files.delete(node);
            eventually(() -> bench.state() == DeviceState.ABSENT);
            assertEquals(Optional.of(InventoryFault.UNPLUGGED), bench.status().now().cause());
            assertFalse(bench.tells(CameraFault.ENDED));
        }
    }

    /** One that has shown that it lives, and learns from here on only what it is told. */
    private CameraBench resting(Path node) throws Exception {
        CameraBench bench = new CameraBench(folder, "file:" + node, CameraBench.PATIENT + ", program: " + far.program(folder), true);
        eventually(() -> bench.state() == DeviceState.READY && !bench.hasChild());
        return bench;
    }
}
