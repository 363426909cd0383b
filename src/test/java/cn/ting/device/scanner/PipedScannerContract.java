package cn.ting.device.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What every scanner does, on a named pipe in place of its device file. */
abstract class PipedScannerContract extends CodeScannerContract {

    @TempDir
    Path directory;

    private Path device;

    @Override
    String address() throws Exception {
        device = directory.resolve("device");
        assertEquals(0, new ProcessBuilder("mkfifo", device.toString()).start().waitFor());
        return "file:" + device;
    }

    /** A code as the kernel hands it over. */
    abstract byte[] bytes(String code);

    /** What comes and is no code. */
    abstract byte[] noise();

    @Override
    void show(String code) throws IOException {
        Files.write(device, bytes(code));
    }

    @Override
    void crackle() throws IOException {
        Files.write(device, noise());
    }
}
