package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of a line whose device has a file: here a pseudo-terminal's, which is there while its cable is in. */
abstract class CableContract extends LineContract {

    @TempDir
    Path directory;

    private SerialCable cable;

    /** Where the device's file is; its cable is in. */
    Path device() {
        Path device = directory.resolve("device");
        if (cable == null) {
            cable = new SerialCable(device, farEnd.port()).plug();
        }
        return device;
    }

    @AfterEach
    void unplug() {
        if (cable != null) {
            cable.close();
        }
    }

    @Test
    void aPulledCableClosesTheLineAndADeviceThatIsBackIsOpenedAnew() throws Exception {
        try (Line line = open()) {
            cable.unplug();
            assertThrows(LineClosedException.class, () -> {
                for (int i = 0; i < 600; i++) {
                    line.read(new byte[8], Duration.ofMillis(100));
                }
            });
            assertThrows(IOException.class, () -> line.write(new byte[] {1}));
        }
        assertThrows(IOException.class, this::open, "there is no such device");
        cable.plug();
        open().close();
    }
}
