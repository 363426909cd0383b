package cn.ting.device.camera;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceState;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.settings.Section;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Debian's ffmpeg on films of invented frames, and programs in its place that do what a broken one may. */
class FfmpegCameraTest extends CameraContract {

    @Override
    CameraBench open() throws Exception {
        Random noise = new Random(1);
        List<byte[]> frames = Stream.generate(() -> noisy(PAPER.luminance(), noise)).limit(8).toList();
        return on(film(frames), "ffmpeg");
    }

    @Test
    void aFilmOfOnePictureIsAFrozenCamera() throws Exception {
        try (CameraBench bench = on(film(Collections.nCopies(3, PAPER.luminance())), "ffmpeg")) {
            eventually(() -> bench.tells(CameraFault.FROZEN));
            assertFalse(bench.state().inService());
        }
    }

    @Test
    void picturesOfAnotherSizeAreMadeToFit() throws Exception {
        Random noise = new Random(2);
        List<byte[]> small = Stream.generate(() -> noisy(new byte[320 * 240], noise)).limit(4).toList();
        Path film = CameraLoop.of(folder.resolve("small.mjpeg"), small, 320, 240);
        try (CameraBench bench = new CameraBench(folder, "file:" + film, CameraBench.PATIENT + ", darkBelow: 0")) {
            bench.camera.wanted(true);
            assertTrue(bench.more(4));
            assertEquals(DeviceState.READY, bench.state());
        }
    }

    @Test
    void whatIsNoFilmIsToldInItsOwnWords() throws Exception {
        Path film = Files.writeString(folder.resolve("film.mjpeg"), "no picture at all");
        try (CameraBench bench = new CameraBench(folder, "file:" + film, "startPatience: 3s")) {
            bench.eventuallyTells(CameraFault.STALLED, "No JPEG data found");
        }
    }

    /** ffmpeg itself on a file that is no device. */
    @Test
    void whatIsNoCameraIsToldInItsOwnWords() throws Exception {
        CameraTrouble trouble = assertThrows(CameraTrouble.class, () -> camera("v4l2:/dev/null").serve(Line.NONE));
        assertEquals(CameraFault.ENDED, trouble.fault());
        assertTrue(trouble.getMessage().matches("it ended with \\d+: .*/dev/null.*"), trouble.getMessage());
    }

    @Test
    void withoutFfmpegStaffAreToldAndNothingIsAway() throws Exception {
        Path film = Files.createFile(folder.resolve("film.mjpeg"));
        try (CameraBench bench = on(film, "no-such-program-here")) {
            eventually(() -> bench.state() == DeviceState.FAULTY && bench.tells(CameraFault.NO_FFMPEG));
            var verdict = bench.inventory.selfTest("camera").orElseThrow().get(60, TimeUnit.SECONDS);
            assertEquals(CameraFault.NO_FFMPEG, verdict.fault().orElseThrow());
        }
    }

    @Test
    void aProgramThatOnlyComplainsIsEndedAndItsLastWordsTold() throws Exception {
        Path program = CameraBench.script(folder, "noisy", "while :; do echo 'corrupt JPEG, premature end' >&2; done");
        try (CameraBench bench = new CameraBench(folder, "file:" + program,
                "width: 640, height: 480, startPatience: 300ms, program: " + program)) {
            String detail = bench.eventuallyTells(CameraFault.STALLED, "corrupt JPEG");
            assertTrue(detail.length() < 300, detail);
            bench.close();
            eventually(() -> !bench.hasChild());
        }
    }

    private static FfmpegCamera camera(String address) {
        KioskClock clock = new SystemClock();
        DevicePlace place = new DevicePlace(
                "camera", Section.empty(), clock, new DeviceStatus("camera", clock, () -> { }), new Conditions(clock));
        return new FfmpegCamera(place, CameraSource.parse(address), Section.empty().as(CameraSettings.class), new Lines());
    }

    private CameraBench on(Path film, String program) throws Exception {
        return new CameraBench(folder, "file:" + film, CameraBench.PATIENT + ", program: " + program);
    }

    private Path film(List<byte[]> frames) throws Exception {
        return CameraLoop.of(folder.resolve("film.mjpeg"), frames, CameraBench.WIDTH, CameraBench.HEIGHT);
    }

    private static byte[] noisy(byte[] picture, Random noise) {
        byte[] frame = picture.clone();
        for (int i = 0; i < frame.length; i += 7) {
            frame[i] = (byte) Math.min(255, (frame[i] & 255) + noise.nextInt(9));
        }
        return frame;
    }
}
