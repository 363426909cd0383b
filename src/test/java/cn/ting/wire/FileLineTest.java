package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** On a pseudo-terminal's file, and on a named pipe, which the kernel too reads as it does a device's file. */
class FileLineTest extends CableContract {

    @Override
    String address() {
        return "file:" + device();
    }

    @Test
    void whatDoesNotFitIntoOneReadComesWithTheNext() throws Exception {
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

    /** As on a printer that hangs: the pipe is full, and nobody comes to read. */
    @Test
    void closingEndsAWriteInTheKernelAndLeavesNoThreadBehind() throws Exception {
        for (int i = 0; i < 5; i++) {
            Path pipe = pipe("printer-" + i);
            Line line = open(pipe);
            CompletableFuture<Throwable> writing = new CompletableFuture<>();
            Thread writer = new Thread(() -> writing.complete(failure(line, new byte[1 << 20])));
            writer.start();
            assertThrows(TimeoutException.class, () -> writing.get(100, TimeUnit.MILLISECONDS));
            line.close();
            assertEquals(LineClosedException.class, writing.get(60, TimeUnit.SECONDS).getClass());
            writer.join();
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().endsWith(pipe.toString())) {
                    thread.join(60_000);
                    assertFalse(thread.isAlive());
                }
            }
        }
    }

    /** A line that was closed under its writer must not write into whatever was opened since under the same number. */
    @Test
    void whatIsWrittenWhileALineClosesComesIntoNoOtherFile() throws Exception {
        Path mine = pipe("mine");
        Path other = pipe("other");
        for (int i = 0; i < 50; i++) {
            Line line = open(mine);
            Thread writer = new Thread(() -> {
                while (failure(line, new byte[64]) == null) {
                    Thread.onSpinWait();
                }
            });
            writer.start();
            line.close();
            try (Line next = open(other)) {
                writer.join();
                assertEquals(0, next.read(new byte[8], Duration.ofMillis(1)));
            }
        }
    }

    /** 25: the kernel was asked, of this very file, and knows no input device there. Each time for a line of its own. */
    @Test
    void whatIsNoInputDeviceCannotBeHadAlone() throws Exception {
        Path pipe = pipe();
        try (Line line = open(pipe)) {
            assertEquals("EVIOCGRAB was answered with error 25", assertThrows(IOException.class, line::grab).getMessage());
            try (Line twice = open(pipe)) {
                assertEquals(pipe.toRealPath() + " is opened 2 times", assertThrows(IOException.class, twice::grab).getMessage());
            }
            Files.write(pipe, new byte[] {7});
            assertEquals(1, line.read(new byte[8], LONG));
        }
        try (Line tcp = new Lines().open(farEnd.address())) {
            assertThrows(IOException.class, tcp::grab);
        }
    }

    private static Throwable failure(Line line, byte[] bytes) {
        try {
            line.write(bytes);
            return null;
        } catch (IOException ended) {
            return ended;
        }
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
        return pipe("pipe");
    }

    private Path pipe(String name) throws Exception {
        Path pipe = directory.resolve(name);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        return pipe;
    }
}
