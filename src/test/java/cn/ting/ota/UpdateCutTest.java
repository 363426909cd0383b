package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.slots.CutDisk;
import cn.ting.slots.SlotCheck;
import cn.ting.slots.Slots;
import cn.ting.slots.Workshop;
import cn.ting.slots.Workshop.Made;
import cn.ting.time.SteppedClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed, or the power cut, at every write of the journal and of the pointers, and at some of those of files, which {@link
 * cn.ting.slots.CutTest} cuts at all of. After each the kiosk starts a whole committed release, the update ends, and what was told is true.
 */
class UpdateCutTest {

    /** Up to the write before it is armed all releases are alike. */
    private static final int TO_ARM = 54;

    private static final Duration GATES = OtaLife.SETTINGS.gates();

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private Workshop workshop;
    private Path kept;

    @BeforeEach
    void begin() throws Exception {
        workshop = new Workshop(Files.createDirectory(directory.resolve("kiosk")), clock.instant());
        Files.move(workshop.directory.resolve("tuf/root.json"), workshop.directory.resolve("root.json"));
        workshop.commit(workshop.make(7), "a");
        Made eight = workshop.make(8);
        workshop.offer(eight);
        workshop.stick("stick", eight);
        // A ledger that is made, so that not every life has to.
        new OtaLife(workshop, clock, new CutDisk(Integer.MAX_VALUE), "").close();
        kept = directory.resolve("kept");
        Workshop.copy(workshop.directory, kept);
    }

    @Test
    void cut_at_any_step_a_good_release_is_kept_and_told_once() throws Exception {
        cutEverywhere(true, 0, 1);
    }

    @Test
    void cut_at_any_step_a_bad_release_is_taken_back_and_told_once() throws Exception {
        cutEverywhere(false, TO_ARM, 2);
    }

    private void cutEverywhere(boolean good, int first, long seed) throws Exception {
        Random random = new Random(seed);
        int cuts = 0;
        for (int steps = first; lives(good, steps, random, "seed " + seed + ", cut after " + steps); steps += stride(steps)) {
            cuts++;
            Workshop.deleteAll(workshop.directory);
            Workshop.copy(kept, workshop.directory);
        }
        assertTrue(cuts > 12, "there are steps: " + cuts);
    }

    /** The writes in the middle are those of the release's files. */
    private static int stride(int steps) {
        return steps > 8 && steps < TO_ARM ? 12 : 1;
    }

    /** Lives through processes until nothing more happens; true when one was cut. */
    private boolean lives(boolean good, int steps, Random random, String what) throws Exception {
        CutDisk disk = new CutDisk(steps);
        boolean cut = false;
        List<String> told = List.of();
        for (int process = 0; process < 9; process++) {
            Slots slots = workshop.slots(disk);
            PlayedLauncher launcher = new PlayedLauncher(workshop.slots(new CutDisk(Integer.MAX_VALUE)));
            PlayedLauncher.Start start = launcher.start();
            SlotCheck.check(slots, start.release(), workshop.key());
            OtaLife life = new OtaLife(workshop, clock, disk, start.trial());
            try {
                if (start.release().counter() == 8 && !good) {
                    life.holding.remove("device printer");
                }
                life.goOn();
                clock.step(GATES);
                life.goOn();
                told = life.told();
                if (life.ended.isEmpty()) {
                    break;
                }
                launcher.ended("ota.exited");
            } catch (CutDisk.Cut now) {
                cut = true;
                if (random.nextBoolean()) {
                    disk.lose(random);
                }
                disk = new CutDisk(Integer.MAX_VALUE);
            } finally {
                life.close();
            }
        }
        Slots slots = workshop.slots(disk);
        assertEquals(good ? 8 : 7, SlotCheck.check(slots, slots.committed().orElseThrow(), workshop.key()).counter(), what);
        assertTrue(slots.trial().isEmpty(), what);
        assertEquals(good ? "committed 1.8" : "reverted 1.8 ota.gate", told.get(told.size() - 1), what + ": " + told);
        assertEquals(told.size(), new HashSet<>(told).size(), what + ": " + told);
        assertTrue(told.containsAll(OtaRig.BROUGHT), what + ": " + told);
        return cut;
    }
}
