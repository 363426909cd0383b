package cn.ting.slots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.seal.Digest;
import cn.ting.slots.SlotsException.Why;
import cn.ting.slots.Workshop.Made;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 9 is committed in b and was damaged, so that the launcher went back to 7 in a: what comes now comes in the place of 9. */
class FallbackTest {

    private static final Instant NOW = Instant.parse("2026-09-28T01:30:00Z");

    @TempDir
    Path directory;

    private Workshop workshop;
    private Made ten;

    @BeforeEach
    void begin() throws Exception {
        workshop = new Workshop(directory, NOW);
        workshop.commit(workshop.make(7), "a");
        Files.move(directory.resolve("slots/committed"), directory.resolve("slots/previous"));
        workshop.commit(workshop.make(9), "b");
        Files.writeString(directory.resolve("slots/b/app/ting.jar"), "damaged");
        workshop.runsFrom = Optional.of("a");
        ten = workshop.make(10);
    }

    /** Whoever has the committed release damaged has the one before serve; nobody gets further back from there. */
    @Test
    void downgrade_through_fallback() throws Exception {
        workshop.offer(workshop.make(8));
        Path stick = workshop.stick("stick", workshop.make(8));
        assertEquals(Why.ROLLBACK, why(stick), "newer than what serves, and older than what was committed");
        Files.delete(directory.resolve("slots/committed"));
        assertEquals(Why.POINTER, why(stick), "nobody knows any more what it would have to be newer than");
        assertEquals(Why.POINTER, assertThrows(SlotsException.class, () -> goOn(new Disk(), stick, workshop.make(8))).why());
        assertEquals(7, SlotCheck.check(slots(), slots().previous().orElseThrow(), workshop.key()).counter());
    }

    /** Were it written over what serves, a cut would leave nothing that could start. */
    @Test
    void with_the_power_cut_at_any_write_what_serves_stays_whole_and_is_the_way_back() throws Exception {
        Path stick = workshop.stick("stick", ten);
        Path kept = directory.resolve("kept");
        Workshop.copy(directory.resolve("slots"), kept);
        Random random = new Random(12);
        for (int steps = 0; isCut(new CutDisk(steps), stick, random); steps += 2) {
            assertEquals(7, SlotCheck.check(slots(), slots().previous().orElseThrow(), workshop.key()).counter(), "cut after " + steps);
            goOn(new Disk(), stick, ten);
            assertEquals(10, SlotCheck.check(slots(), slots().committed().orElseThrow(), workshop.key()).counter(), "cut after " + steps);
            assertEquals(7, SlotCheck.check(slots(), slots().previous().orElseThrow(), workshop.key()).counter(), "cut after " + steps);
            Workshop.deleteAll(directory.resolve("slots"));
            Workshop.copy(kept, directory.resolve("slots"));
        }
        assertEquals("b", slots().committed().orElseThrow().slot());
    }

    @Test
    void what_serves_need_not_be_on_the_stick() throws Exception {
        Path stick = workshop.stick("stick", ten);
        Files.delete(directory.resolve("slots/b/runtime/lib/modules"));
        Files.delete(stick.resolve("files").resolve(Digest.sha256Hex(ten.files().get("runtime/lib/modules"))));
        goOn(new Disk(), stick, ten);
        assertEquals(10, slots().committed().orElseThrow().counter());
    }

    private boolean isCut(CutDisk disk, Path stick, Random random) throws Exception {
        try {
            goOn(disk, stick, ten);
            return false;
        } catch (CutDisk.Cut cut) {
            disk.lose(random);
            return true;
        }
    }

    private void goOn(Disk disk, Path stick, Made made) throws Exception {
        Slots slots = workshop.slots(disk);
        slots.finishCommit();
        if (slots.committed().filter(release -> release.counter() == made.counter()).isEmpty()) {
            if (slots.trial().isEmpty()) {
                slots.arm(new Trial(new Installer(slots, workshop.key(), 0).install(made.text(), made.signature(), Stick.open(stick).files()), 3, "u1"));
            }
            slots.commit();
        }
    }

    private Why why(Path stick) {
        return assertThrows(SlotsException.class, () -> workshop.find(stick, Workshop.CABINET, NOW)).why();
    }

    private Slots slots() {
        return workshop.slots(new Disk());
    }
}
