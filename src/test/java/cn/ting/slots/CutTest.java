package cn.ting.slots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.lives.LoopDisk;
import cn.ting.slots.Workshop.Made;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power is cut at every write on the way of a release from a stick to its commit: a whole committed release is named at each moment. */
class CutTest {

    private static final Instant NOW = Instant.parse("2026-09-28T01:30:00Z");

    @TempDir
    Path directory;

    private Workshop workshop;
    private Found eight;
    private Path stick;
    private Path kept;

    /** 7 is committed in a, 6 was before it and stands in b; 8 is on the stick. */
    @BeforeEach
    void begin() throws Exception {
        workshop = new Workshop(directory, NOW);
        Made six = workshop.make(6);
        workshop.commit(six, "b");
        Files.move(directory.resolve("slots/committed"), directory.resolve("slots/previous"));
        workshop.commit(workshop.make(7), "a");
        Made made = workshop.make(8);
        workshop.offer(made);
        stick = workshop.stick("stick", made);
        eight = workshop.find(stick, Workshop.CABINET, NOW).orElseThrow();
        kept = directory.resolve("kept");
        Workshop.copy(directory.resolve("slots"), kept);
    }

    @Test
    void killed_at_any_write_it_is_taken_up_again() throws Exception {
        assertTrue(cutEverywhere(disk -> { }) > 40);
    }

    @Test
    void with_the_power_cut_at_any_write_it_is_taken_up_again() throws Exception {
        long seed = 11;
        Random random = new Random(seed);
        int cuts = cutEverywhere(disk -> disk.lose(random));
        assertTrue(cuts > 40, "seed " + seed + ": " + cuts);
    }

    /**
     * On a real ext4, of which is left what was forced: at each sixth step of them all, at each {@code -Dfaults=nightly}; {@code -Dfaults.seed=} for the
     * same sixth again. What was done to its end is there after a cut too.
     */
    @Test
    void on_a_real_disk_what_is_committed_outlives_the_power_and_what_is_not_is_taken_up_again() throws Exception {
        long seed = Long.getLong("faults.seed", new Random().nextInt(6));
        int stride = "nightly".equals(System.getProperty("faults")) ? 1 : 6;
        try (LoopDisk loop = new LoopDisk(Files.createDirectory(directory.resolve("disk")))) {
            Path root = loop.place().resolve("slots");
            boolean cut = true;
            for (int steps = (int) (seed % stride); cut; steps += stride) {
                if (Files.exists(root)) {
                    Workshop.deleteAll(root);
                }
                Workshop.copy(kept, root);
                assertEquals(0, new ProcessBuilder("sync", "-f", root.toString()).inheritIO().start().waitFor());
                cut = isCut(new Slots(root, new StoppingDisk(steps)));
                powerGoes(loop);
                Slots after = new Slots(root, new Disk());
                String where = "seed " + seed + ", cut after " + steps;
                long committed = SlotCheck.check(after, after.committed().orElseThrow(), workshop.key()).counter();
                assertTrue(committed == 8 || cut && committed == 7, where);
                for (Optional<Release> named : List.of(after.previous(), after.trial().map(Trial::release))) {
                    if (named.isPresent()) {
                        SlotCheck.check(after, named.get(), workshop.key());
                    }
                }
                goOn(after);
                powerGoes(loop);
                assertEquals(8, SlotCheck.check(after, after.committed().orElseThrow(), workshop.key()).counter(), where);
                assertEquals(7, SlotCheck.check(after, after.previous().orElseThrow(), workshop.key()).counter(), where);
                assertTrue(after.trial().isEmpty(), where);
            }
        }
    }

    private static void powerGoes(LoopDisk loop) throws Exception {
        loop.cut(new ProcessBuilder("sleep", "60").start());
    }

    private boolean isCut(Slots slots) throws Exception {
        try {
            goOn(slots);
            return false;
        } catch (CutDisk.Cut cut) {
            return true;
        }
    }

    /** Does what it is asked to, and no more once it has done so many steps. */
    private static final class StoppingDisk extends Disk {

        private int left;

        StoppingDisk(int steps) {
            left = steps;
        }

        private void step() {
            if (left-- <= 0) {
                throw new CutDisk.Cut();
            }
        }

        @Override
        protected FileChannel open(Path file) throws IOException {
            step();
            return super.open(file);
        }

        @Override
        protected void write(FileChannel channel, Path file, ByteBuffer more) throws IOException {
            step();
            super.write(channel, file, more);
        }

        @Override
        protected void mark(Path file, boolean executable, Instant changed) throws IOException {
            step();
            super.mark(file, executable, changed);
        }

        @Override
        protected void force(FileChannel channel, Path file) throws IOException {
            step();
            super.force(channel, file);
        }

        @Override
        protected void forceDirectory(Path place) throws IOException {
            step();
            super.forceDirectory(place);
        }

        @Override
        protected void move(Path from, Path to) throws IOException {
            step();
            super.move(from, to);
        }

        @Override
        protected void make(Path place) throws IOException {
            step();
            super.make(place);
        }

        @Override
        protected void remove(Path file) throws IOException {
            step();
            super.remove(file);
        }
    }

    private interface Loss {
        void of(CutDisk disk);
    }

    private int cutEverywhere(Loss loss) throws Exception {
        for (int steps = 0; ; steps++) {
            Workshop.deleteAll(directory.resolve("slots"));
            Workshop.copy(kept, directory.resolve("slots"));
            CutDisk disk = new CutDisk(steps);
            try {
                goOn(workshop.slots(disk));
                return steps;
            } catch (CutDisk.Cut cut) {
                loss.of(disk);
            }
            Slots after = workshop.slots(new CutDisk(Integer.MAX_VALUE));
            long committed = SlotCheck.check(after, after.committed().orElseThrow(), workshop.key()).counter();
            assertTrue(committed == 7 || committed == 8, "cut after " + steps);
            for (Optional<Release> named : List.of(after.previous(), after.trial().map(Trial::release))) {
                if (named.isPresent()) {
                    SlotCheck.check(after, named.get(), workshop.key());
                }
            }
            goOn(after);
            assertEquals(8, SlotCheck.check(after, after.committed().orElseThrow(), workshop.key()).counter(), "cut after " + steps);
            assertEquals(7, after.previous().orElseThrow().counter());
            assertTrue(after.trial().isEmpty());
        }
    }

    /** Whoever comes after a cut finds out by the pointers where to go on. */
    private void goOn(Slots slots) throws Exception {
        slots.finishCommit();
        if (slots.committed().orElseThrow().counter() < 8) {
            if (slots.trial().isEmpty()) {
                Release release = new Installer(slots, workshop.key(), 0)
                        .install(eight.text(), eight.signature(), Stick.open(stick).files());
                slots.arm(new Trial(release, 3, "u1"));
            }
            slots.commit();
        }
    }
}
