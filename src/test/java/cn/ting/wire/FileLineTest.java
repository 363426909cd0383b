package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a named pipe, which the kernel reads and writes as it does a device's file. */
@Timeout(30)
class FileLineTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    void whatTheDeviceSaysIsRead() throws Exception {
        Path pipe = pipe();
        try (Line line = open(pipe)) {
            Files.write(pipe, new byte[] {1, 2, 3, 4});
            byte[] into = new byte[3];
            assertEquals(3, line.read(into, LONG));
            assertArrayEquals(new byte[] {1, 2, 3}, into);
            assertEquals(1, line.read(into, LONG));
            assertEquals(4, into[0]);
        }
    }

    @Test
    void whatIsWrittenArrives() throws Exception {
        Path pipe = pipe();
        try (Line line = open(pipe)) {
            line.write(new byte[] {9, 8});
            // A pipe opened both ways gives back what it was given.
            byte[] into = new byte[8];
            int count = line.read(into, LONG);
            assertArrayEquals(new byte[] {9, 8}, Arrays.copyOf(into, count));
        }
    }

    @Test
    void silenceIsZeroBytes() throws Exception {
        try (Line line = open(pipe())) {
            assertEquals(0, line.read(new byte[8], Duration.ofMillis(20)));
        }
    }

    @Test
    void aDeviceThatIsPulledClosesTheLine() throws Exception {
        try (TcpFarEnd far = new TcpFarEnd(0, 0, new SystemClock(), line -> line.read(new byte[1], LONG))) {
            far.start();
            SerialCable cable = new SerialCable(directory.resolve("device"), far.port()).plug();
            try (Line line = open(directory.resolve("device"))) {
                cable.unplug();
                assertThrows(LineClosedException.class, () -> line.read(new byte[8], LONG));
                assertThrows(LineClosedException.class, () -> line.read(new byte[8], LONG), "and stays closed");
            }
        }
    }

    @Test
    void aClosedLineReadsAndWritesNoMore() throws Exception {
        Line line = open(pipe());
        line.close();
        assertThrows(LineClosedException.class, () -> line.read(new byte[8], LONG));
        assertThrows(LineClosedException.class, () -> line.write(new byte[] {1}));
    }

    /** Otherwise the next reader would have to share what the device says with one that nobody hears. */
    @Test
    void closingEndsTheReadInTheKernel() throws Exception {
        Path pipe = pipe();
        for (int i = 0; i < 50; i++) {
            open(pipe).close();
        }
        try (Line line = open(pipe)) {
            Files.write(pipe, new byte[] {5});
            assertEquals(1, line.read(new byte[8], LONG));
        }
    }

    @Test
    void closingEndsAReadInProgress() throws Exception {
        Line line = open(pipe());
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> assertThrows(LineClosedException.class, () -> line.read(new byte[8], LONG)));
        line.close();
        reading.get(5, TimeUnit.SECONDS);
    }

    @Test
    void whatIsNotThereIsNotOpened() throws IOException {
        assertThrows(IOException.class, () -> open(directory.resolve("nothing")));
        assertFalse(Files.exists(directory.resolve("nothing")), "a file in its place would keep the device from coming back");
        Files.createFile(directory.resolve("file"));
        assertThrows(IOException.class, () -> open(directory.resolve("file")), "a file is no device");
    }

    private static Line open(Path file) throws IOException {
        return new Lines().open("file:" + file);
    }

    private Path pipe() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        return pipe;
    }
}
