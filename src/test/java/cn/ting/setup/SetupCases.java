package cn.ting.setup;

import cn.ting.catalogue.TestPen;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A kiosk with a technician's file, its processes one after another; the platform is heard under "own" and "good". */
abstract class SetupCases {

    @TempDir
    Path directory;

    /** Starts on Monday, half past nine. */
    final SteppedClock clock = new SteppedClock();
    final TestPen pen = new TestPen();
    SetupLife life;

    @BeforeEach
    final void begin() throws IOException {
        Files.writeString(directory.resolve("kiosk.yaml"), "by the technician");
        startAnew();
    }

    @AfterEach
    final void end() {
        life.close();
    }

    final void wish(long version, String config) {
        life.hears(SetupLife.wish(pen, version, config));
        life.goOn();
    }

    final void startAnew() {
        if (life != null) {
            life.close();
        }
        life = new SetupLife(directory, clock, pen, List.of("own", "good"), () -> {});
    }
}
