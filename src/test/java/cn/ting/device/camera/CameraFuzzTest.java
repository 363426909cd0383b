package cn.ting.device.camera;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.settings.Section;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Programs that die at any byte and lines that deliver in any pieces. jqwik prints the seed of every run. */
class CameraFuzzTest {

    private static final int FRAME = 160 * 120;

    private final KioskClock clock = new SystemClock();

    /** The whole driver on a real child: whatever came, it ends with a cause, and only whole frames were shown. */
    @Property(tries = 15)
    void aProgramMayDieAtAnyByte(@ForAll @IntRange(max = 5 * FRAME) int bytes, @ForAll @IntRange(max = 255) int code, @ForAll long seed)
            throws Exception {
        Path folder = Files.createTempDirectory("camera");
        try {
            byte[] film = new byte[bytes];
            new Random(seed).nextBytes(film);
            Path source = Files.write(folder.resolve("film"), film);
            Path program = CameraBench.script(folder, "program", "cat " + source + "; exit " + code);
            dies(film, new CameraSource(true, source), program, code);
        } finally {
            for (String name : List.of("film", "program", "")) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }

    private void dies(byte[] film, CameraSource source, Path program, int code) {
        Conditions conditions = new Conditions(clock);
        DeviceStatus status = new DeviceStatus("camera", clock, () -> { });
        DevicePlace place = new DevicePlace("camera", Section.empty(), clock, status, conditions);
        CameraSettings usual = Section.empty().as(CameraSettings.class);
        CameraSettings settings = new CameraSettings(160, 120, 10, usual.pixels(), program.toString(), Duration.ofMinutes(1),
                Duration.ofMinutes(1), usual.frozenAfter(), usual.darkBelow(), usual.proveEvery(), false);
        FfmpegCamera camera = new FfmpegCamera(place, source, settings, new Lines());
        List<byte[]> seen = new ArrayList<>();
        camera.onFrame(() -> camera.look(frame -> seen.add(frame.luminance().clone())));
        camera.wanted(true);

        CameraTrouble end = assertThrows(CameraTrouble.class, () -> camera.serve(Line.NONE));
        assertEquals(CameraFault.ENDED, end.fault());
        assertTrue(end.getMessage().startsWith("it ended with " + code), end.getMessage());
        assertEquals(film.length / FRAME, seen.size());
        for (int i = 0; i < seen.size(); i++) {
            assertArrayEquals(Arrays.copyOfRange(film, i * FRAME, (i + 1) * FRAME), seen.get(i));
        }
        assertTrue(conditions.has(CameraFault.ENDED));
    }

    @Property(tries = 500)
    void framesAreWholeWhateverPiecesTheyComeIn(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 50) Integer> pieces, @ForAll @IntRange(min = 1, max = 70) int size)
            throws IOException {
        Iterator<Integer> coming = pieces.iterator();
        byte[] counter = {0};
        FrameStream frames = new FrameStream(new Line() {
            @Override
            public void write(byte[] bytes) {}

            @Override
            public int read(byte[] into, Duration patience) throws IOException {
                if (!coming.hasNext()) {
                    throw new LineClosedException("the end");
                }
                int count = coming.next();
                for (int i = 0; i < count; i++) {
                    into[i] = counter[0]++;
                }
                return count;
            }

            @Override
            public void close() {}
        });
        byte[] frame = new byte[size];
        byte expected = 0;
        int whole = 0;
        try {
            while (true) {
                if (frames.fill(frame, Duration.ofMillis(1))) {
                    whole++;
                    for (byte pixel : frame) {
                        assertEquals(expected++, pixel);
                    }
                }
            }
        } catch (LineClosedException end) {
            assertEquals(pieces.stream().mapToInt(Integer::intValue).sum() / size, whole);
        }
    }
}
