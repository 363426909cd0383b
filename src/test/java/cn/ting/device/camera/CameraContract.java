package cn.ting.device.camera;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.code.CodeReader;
import cn.ting.code.FrameKind;
import cn.ting.code.KioskFrame;
import cn.ting.code.KioskFrames;
import cn.ting.device.inventory.DeviceState;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every camera does, whoever makes its pictures: the far end shows a code on paper, 640 by 480. */
@Timeout(300)
abstract class CameraContract {

    /** The first invented paper of this camera's size. */
    static final KioskFrame PAPER = LongStream.range(0, 100).mapToObj(seed -> KioskFrames.of(FrameKind.PAPER, seed))
            .filter(frame -> frame.width() == CameraBench.WIDTH).findFirst().orElseThrow();

    @TempDir
    Path folder;

    /** Opens it; the far end shows {@link #PAPER}. */
    abstract CameraBench open() throws Exception;

    @Test
    void itProvesThatItSeesAndRests() throws Exception {
        try (CameraBench bench = open()) {
            eventually(() -> bench.state() == DeviceState.READY);
            eventually(() -> !bench.hasChild());
            assertFalse(bench.camera.look(frame -> { }), "nobody has wanted a frame");
            assertEquals(0, bench.arrived.availablePermits());
        }
    }

    @Test
    void whileWantedItShowsWhatIsBeforeIt() throws Exception {
        try (CameraBench bench = open()) {
            CodeReader reader = new CodeReader();
            bench.camera.wanted(true);
            for (int seen = 0; seen < 3; ) {
                assertTrue(bench.more(1));
                seen += bench.camera.look(frame -> assertEquals(
                        PAPER.text(), reader.decode(frame.luminance(), frame.width(), frame.height()))) ? 1 : 0;
            }
            assertTrue(bench.hasChild());
            assertEquals(DeviceState.READY, bench.state());
        }
    }

    @Test
    void whenNoLongerWantedNothingIsKept() throws Exception {
        try (CameraBench bench = open()) {
            bench.camera.wanted(true);
            byte[][] lent = new byte[1][];
            assertTrue(bench.more(1) && bench.camera.look(frame -> lent[0] = frame.luminance()));
            assertTrue(bench.more(1));
            bench.camera.wanted(false);
            assertFalse(bench.camera.look(frame -> { }));
            eventually(() -> !bench.hasChild());
            for (byte pixel : lent[0]) {
                assertEquals(0, pixel);
            }
            // It is counted when the program has ended.
            eventually(() -> bench.status().uses() == 1);
        }
    }

    @Test
    void aTechnicianSeesWhatItSees() throws Exception {
        try (CameraBench bench = open()) {
            eventually(() -> bench.state() == DeviceState.READY);
            for (boolean wanted : new boolean[] {false, true}) {
                bench.camera.wanted(wanted);
                var verdict = bench.inventory.selfTest("camera").orElseThrow().get(60, TimeUnit.SECONDS);
                assertTrue(verdict.passed(), verdict.toString());
                assertTrue(verdict.seen().matches("\\d+ frames of 640x480, mean grey \\d+ of 255"), verdict.seen());
            }
        }
    }
}
