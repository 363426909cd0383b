package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
