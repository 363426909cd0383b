package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
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
            Files.write(pipe, new byte[] {7});
            assertEquals(1, line.read(new byte[8], LONG));
        }
        try (Line tcp = new Lines().open(farEnd.address())) {
            assertThrows(IOException.class, tcp::grab);
        }
    }

    /** In lines a terminal reads nothing at the end of a transmission, and the rest after that, as a printer with an empty packet. */
    @Test
    void anEmptyReadIsNotTheEndOfADeviceThatIsThere() throws Exception {
        terminal("icanon", "eof", "^D");
        try (Line line = open()) {
            Line far = farLines.poll(60, TimeUnit.SECONDS);
            far.write(new byte[] {4, 4, 'A', '\n', 4, 'B', '\n'});
            assertEquals("A\nB\n", heard(line, 4));
        }
    }

    private static String heard(Line line, int bytes) throws IOException {
        StringBuilder heard = new StringBuilder();
        byte[] into = new byte[8];
        while (heard.length() < bytes) {
            heard.append(new String(into, 0, line.read(into, LONG), StandardCharsets.US_ASCII));
        }
        return heard.toString();
    }

    @Test
    void emptyReadsWithoutAnEndAreTheEnd() throws Exception {
        Path device = device();
        terminal("-icanon", "min", "0", "time", "0");
        AtomicInteger breaths = new AtomicInteger();
        try (Line line = FileLine.open(new FileAddress(device.toString()), Ports.ofThisProcess(), over -> breaths.incrementAndGet())) {
            assertThrows(LineClosedException.class, () -> line.read(new byte[8], LONG));
            assertTrue(Files.exists(device));
            assertEquals(FileLine.MOST_EMPTY, breaths.get());
        }
    }

    /** A terminal's other side fails to read while nobody has the terminal open, and reads on when somebody has again. */
    @Test
    void aReadThatFailsIsDoneAgain() throws Exception {
        AtomicReference<RandomAccessFile> terminal = new AtomicReference<>();
        AtomicInteger breaths = new AtomicInteger();
        CompletableFuture<String> name = new CompletableFuture<>();
        FileLine.Breath breath = over -> {
            if (breaths.incrementAndGet() == 3) {
                says(terminal, name.join(), "B\n");
            }
        };
        try (Line line = FileLine.open(new FileAddress("/dev/ptmx"), Ports.ofThisProcess(), breath)) {
            name.complete(Terminals.unlocked());
            says(terminal, name.join(), "A\n");
            assertEquals("A\r\n", heard(line, 3));
            terminal.get().close();
            assertEquals("B\r\n", heard(line, 3));
            assertEquals(3, breaths.get());
            terminal.get().close();
            assertThrows(LineClosedException.class, () -> line.read(new byte[8], LONG));
            assertEquals(3 + FileLine.MOST_FAILED, breaths.get());
        }
    }

    private static void says(AtomicReference<RandomAccessFile> terminal, String name, String what) {
        try {
            terminal.set(new RandomAccessFile(name, "rw"));
            terminal.get().write(what.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException noTerminal) {
            throw new UncheckedIOException(noTerminal);
        }
    }

    /** The call of the C library that makes a new terminal usable and tells its number. */
    private interface C extends Library {
        int ioctl(int file, NativeLong request, int[] number) throws LastErrorException;
    }

    private static final class Terminals {
        private static final NativeLong TIOCSPTLCK = new NativeLong(0x40045431);
        private static final NativeLong TIOCGPTN = new NativeLong(0x80045430L);

        /** Of the one that this process has opened. */
        static String unlocked() throws IOException {
            String device = Path.of("/dev/ptmx").toRealPath().toString();
            try (Stream<Path> opened = Files.list(Path.of("/proc/self/fd"))) {
                int file = opened.filter(number -> leadsTo(number, device))
                        .mapToInt(number -> Integer.parseInt(number.getFileName().toString())).findFirst().orElseThrow();
                int[] number = {0};
                Native.load("c", C.class).ioctl(file, TIOCSPTLCK, number);
                Native.load("c", C.class).ioctl(file, TIOCGPTN, number);
                return "/dev/pts/" + number[0];
            }
        }

        private static boolean leadsTo(Path number, String device) {
            try {
                return Files.readSymbolicLink(number).toString().equals(device);
            } catch (IOException closedMeanwhile) {
                return false;
            }
        }
    }

    private void terminal(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("stty", "-F", device().toString()));
        command.addAll(List.of(words));
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
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
