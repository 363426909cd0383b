package cn.ting.ota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.slots.CutDisk;
import cn.ting.slots.SlotCheck;
import cn.ting.slots.Slots;
import cn.ting.slots.Workshop;
import cn.ting.slots.Workshop.Made;
import cn.ting.time.SteppedClock;
import cn.ting.visit.WholeBook;
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
 * cn.ting.slots.CutTest} cuts at all of. After each the kiosk starts a whole committed release, the update ends, what was told is true, and the
 * book's chain is whole.
 */
class UpdateCutTest {

    /** Up to the write before it is armed all releases are alike. */
    private static final int TO_ARM = 54;

    /** By day. A cut costs a twentieth of a second of one processor. */
    private static final int MANY = 200;
    private static final int NIGHTLY = 5_000;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

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
            restore();
        }
        assertTrue(cuts > 12, "there are steps: " + cuts);
    }

    /**
     * Cut up to five times in one update, wherever chance has it. Three cuts use up the tries of a trial, and a launcher that outlives its kiosk
     * takes it back, so that a good release may come to nothing too: then that has to be told. {@code -Dfaults=nightly} for many updates,
     * {@code -Dfaults.cuts=} for so many cuts, {@code -Dfaults.seed=} for the same again.
     */
    @Test
    void cut_again_and_again_one_whole_release_is_committed_and_that_is_told_once() throws Exception {
        long seed = Long.getLong("faults.seed", new Random().nextInt(1_000_000_000));
        int most = Integer.getInteger("faults.cuts", "nightly".equals(System.getProperty("faults")) ? NIGHTLY : MANY);
        int cuts = 0;
        int updates = 0;
        int won = 0;
        for (; cuts < most; updates++) {
            // Neighbouring seeds begin alike, unless they are spread.
            Wear wear = new Wear(new Random((seed + updates) * SPREAD), "with -Dfaults.seed=" + (seed + updates) + " -Dfaults.cuts=1");
            wear.out();
            cuts += wear.cuts;
            won += wear.committed == 8 ? 1 : 0;
            restore();
            // By night whoever waits sees how far it came.
            if (cuts >= most || updates % 100 == 99) {
                System.out.printf("updates: %d cuts in %d updates, %d of them kept, seed %d%n", cuts, updates + 1, won, seed);
            }
        }
        assertTrue(cuts >= most, cuts + " cuts");
    }

    /** A try that ended by itself is in the launcher's book; the next one was kept. */
    @Test
    void what_was_kept_after_a_try_that_ended_is_told_as_kept() throws Exception {
        new Wear(new Random(60_812_481L * SPREAD), "this seed").out();
    }

    /** One update that is cut short several times. */
    private final class Wear {

        private final Random random;
        private final String what;
        private final boolean good;
        private final int planned;
        private int cuts;
        private long committed;
        private List<String> told = List.of();

        Wear(Random random, String what) {
            this.random = random;
            this.what = what;
            good = random.nextBoolean();
            planned = 1 + random.nextInt(5);
        }

        void out() throws Exception {
            int processes = 0;
            while (!isOver(cuts < planned ? random.nextInt(random.nextBoolean() ? 8 : 80) : Integer.MAX_VALUE)) {
                assertTrue(++processes < 30, () -> what + ": it comes to no end: " + told);
            }
            Slots slots = workshop.slots(new CutDisk(Integer.MAX_VALUE));
            committed = SlotCheck.check(slots, slots.committed().orElseThrow(), workshop.key()).counter();
            assertTrue(slots.trial().isEmpty(), what);
            assertTrue(good || committed == 7, () -> what + ": a bad release was kept");
            assertTrue(told.get(told.size() - 1).startsWith(committed == 8 ? "committed 1.8" : "reverted 1.8 ota."), () -> what + ": " + told);
            assertEquals(committed == 8, told.contains("committed 1.8"), () -> what + ": " + told);
            assertEquals(told.size(), new HashSet<>(told).size(), () -> what + ": " + told);
            assertTrue(told.containsAll(OtaRig.BROUGHT), () -> what + ": " + told);
            assertEquals("", WholeBook.breaks(workshop.directory.resolve("ledger.db")), what);
        }

        /** One process; true when it would go on and on. */
        private boolean isOver(int steps) throws Exception {
            CutDisk disk = new CutDisk(steps);
            OtaRig.PlayedLauncher launcher = new OtaRig.PlayedLauncher(workshop.slots(new CutDisk(Integer.MAX_VALUE)));
            OtaRig.PlayedLauncher.Start start = launcher.start();
            SlotCheck.check(workshop.slots(disk), start.release(), workshop.key());
            try (OtaLife life = new OtaLife(workshop, clock, disk, start.trial())) {
                told = live(life, start, good);
                if (life.ended.isPresent()) {
                    launcher.ended("ota.exited");
                }
                return life.ended.isEmpty();
            } catch (CutDisk.Cut now) {
                cuts++;
                switch (random.nextInt(4)) {
                    case 0 -> launcher.ended("ota.exited");
                    case 1 -> { }
                    default -> disk.lose(random);
                }
                return false;
            }
        }
    }

    /** What one process did that was not cut: a bad release loses its printer on trial. */
    private List<String> live(OtaLife life, OtaRig.PlayedLauncher.Start start, boolean good) throws Exception {
        if (start.release().counter() == 8 && !good) {
            life.holding.remove("device printer");
        }
        life.goOn();
        clock.step(GATES);
        life.goOn();
        return life.told();
    }

    private void restore() throws Exception {
        Workshop.deleteAll(workshop.directory);
        Workshop.copy(kept, workshop.directory);
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
            OtaRig.PlayedLauncher launcher = new OtaRig.PlayedLauncher(workshop.slots(new CutDisk(Integer.MAX_VALUE)));
            OtaRig.PlayedLauncher.Start start = launcher.start();
            SlotCheck.check(slots, start.release(), workshop.key());
            OtaLife life = new OtaLife(workshop, clock, disk, start.trial());
            try {
                told = live(life, start, good);
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
        assertEquals("", WholeBook.breaks(workshop.directory.resolve("ledger.db")), what);
        return cut;
    }
}
