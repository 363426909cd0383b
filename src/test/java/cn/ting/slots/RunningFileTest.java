package cn.ting.slots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.slots.Workshop.Made;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody verifies the visit book with the release that was committed before, while the next one is put into its slot. */
class RunningFileTest {

    private static final Instant NOW = Instant.parse("2026-09-28T01:30:00Z");

    @TempDir
    Path directory;

    @Test
    void what_runs_from_the_free_slot_is_no_hindrance_where_it_stays() throws Exception {
        Workshop workshop = new Workshop(directory, NOW);
        workshop.commit(workshop.make(7), "a");
        Map<String, byte[]> files = new TreeMap<>(workshop.make(8).files());
        files.put("bin/more", Files.readAllBytes(Path.of("/bin/sleep")));
        Made eight = workshop.make(8, files);
        Path slot = install(workshop, eight);

        Process running = new ProcessBuilder(slot.resolve("bin/more").toString(), "600").start();
        try {
            Files.setLastModifiedTime(slot.resolve("bin/more"), FileTime.from(NOW));
            install(workshop, eight);
            assertEquals(8, SlotCheck.check(workshop.slots(new Disk()), eight.manifest().in("b"), workshop.key()).counter());
            assertTrue(running.isAlive());
        } finally {
            running.destroyForcibly();
        }
    }

    private static Path install(Workshop workshop, Made made) throws Exception {
        workshop.offer(made);
        Stick stick = Stick.open(workshop.stick("stick", made));
        Slots slots = workshop.slots(new Disk());
        return slots.directory(new Installer(slots, workshop.key(), 0).install(made.text(), made.signature(), stick.files()).slot());
    }
}
