package cn.ting.device.scanner;

import static cn.ting.time.Eventually.eventually;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What every scanner does that tells codes in records, on a named pipe in place of its device file. */
abstract class PipedScannerContract extends CodeScannerContract {

    @TempDir
    Path directory;

    SimulatedReportScanner far;

    /** How it is set. */
    abstract CodeSpeech speech();

    /** What comes and is no code. */
    abstract List<byte[]> noise();

    @Override
    String address() {
        far = new SimulatedReportScanner(directory.resolve("device"), speech());
        far.start();
        return far.address();
    }

    @Override
    void show(String code) throws InterruptedException {
        awaitOpened();
        far.show(code);
    }

    @Override
    void crackle() throws InterruptedException {
        awaitOpened();
        far.send(noise());
    }

    /** What comes before that is nobody's. */
    private void awaitOpened() throws InterruptedException {
        eventually(() -> state().inService());
    }

    @AfterEach
    void unplug() {
        if (far != null) {
            far.close();
        }
    }
}
