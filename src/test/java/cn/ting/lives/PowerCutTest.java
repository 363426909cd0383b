package cn.ting.lives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power is cut under a kiosk again and again, on a real ext4: what was not synced is gone. {@code -Dfaults.cuts=} for how often. */
class PowerCutTest {

    private static final int FEW = 6;
    private static final int NIGHTLY = 500;
    private static final int LAST_MS = 900_000;
    private static final int MOST_SEED = 1_000_000;
    private static final int MOST_SHOWN = 1500;

    @TempDir
    private Path directory;

    @Test
    void what_was_shown_outlives_the_power() throws Exception {
        long seed = Long.getLong("faults.seed", new Random().nextInt(MOST_SEED));
        int cuts = Integer.getInteger("faults.cuts", "nightly".equals(System.getProperty("faults")) ? NIGHTLY : FEW);
        Random dice = new Random(seed);
        LoopDisk mounted = mounted();
        try (LoopDisk disk = mounted; LivesRig rig = new LivesRig(directory); LifeProcess processes = new LifeProcess(directory)) {
            KioskLives kiosk = new KioskLives(List.of("k1"), disk.place(), directory, rig, processes, seed, 0);
            kiosk.prepare();
            for (int i = 0; i < cuts; i++) {
                Process life = kiosk.begin(dice.nextLong());
                kiosk.untilTheyHaveShown(life, dice.nextInt(MOST_SHOWN));
                disk.cut(life);
            }
            LifeProcess.end(kiosk.drain(), LAST_MS);
            Invariants invariants = new Invariants(rig.facts());
            KioskLives.Kiosk one = kiosk.kiosks.get(0);
            invariants.promisesReached("k1", one.journal());
            invariants.nothingTwice();
            invariants.numbersOnce(List.of(one.journal()));
            invariants.inOrder(Set.of());
            invariants.settled("k1", one.directory(), one.journal());
            invariants.nothingThrown(kiosk.log);
            System.out.printf("power: %d cuts, %d numbers and %d marks shown, seed %d%n", cuts,
                    Journal.read(one.journal(), "ticket").size(), Journal.read(one.journal(), "mark").size(), seed);
            assertEquals(List.of(), invariants.violations(), "with -Dfaults.seed=" + seed);
        }
    }

    private LoopDisk mounted() throws IOException {
        try {
            return new LoopDisk(Files.createDirectories(directory.resolve("disk")));
        } catch (IOException refused) {
            assumeTrue(false, "this machine lets nobody mount, so no power is cut: " + refused.getMessage());
            throw refused;
        }
    }
}
