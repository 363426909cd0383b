package cn.ting.press;

import cn.ting.slots.Workshop;
import cn.ting.slots.Workshop.Made;
import cn.ting.time.SteppedClock;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a release manager's desk with an empty repository, a release 1.8 to put in, and a kiosk on which 1.7 is committed. */
abstract class DeskCases {

    @TempDir
    Path directory;

    final SteppedClock clock = new SteppedClock();
    PressDesk desk;
    Workshop workshop;
    Made eight;

    @BeforeEach
    final void layOut() throws Exception {
        desk = new PressDesk(directory.resolve("desk"), directory.resolve("repository"), clock);
        workshop = new Workshop(Files.createDirectories(directory.resolve("workshop")), clock.instant());
        workshop.commit(workshop.make(7), "a");
        eight = workshop.make(8);
    }
}
