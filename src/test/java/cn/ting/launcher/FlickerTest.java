package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.lives.LoopDisk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Power that flickers: the launcher is killed at seeded moments, and in the end a committed release serves and one true thing was told. */
@Timeout(240)
class FlickerTest {

    private static final int START_TAKES_MS = 160;

    @TempDir
    Path directory;

    @Test
    void twentyFlickersWearNoCommittedRelease() throws Exception {
        try (LauncherRig rig = new LauncherRig(directory).before(StandIn.HEALTHY)) {
            Map<String, List<String>> before = smallFiles(rig);
            Random moments = new Random(20);
            for (int i = 0; i < 20; i++) {
                rig.start().cutAfter(moments.nextInt(START_TAKES_MS));
            }
            rig.start().hears("serves a ''");
            assertEquals(before, smallFiles(rig));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aTrialThatFailsAmongFlickersIsTakenBackAndToldOnce(long seed) throws Exception {
        try (LauncherRig rig = new LauncherRig(directory).onTrial("exit 1\n")) {
            Random moments = new Random(seed);
            String committed = rig.lines("committed").get(0);
            for (int cuts = 0; !rig.lines("trial").isEmpty() && cuts < 40; cuts++) {
                rig.start().cutAfter(moments.nextInt(2 * START_TAKES_MS));
                rig.said();
                assertTrue(rig.lines("trial").stream().allMatch(line -> line.matches("b [0-9a-f]{64} 2 2\\.0 [0-3] up-1")), "seed " + seed);
            }
            rig.start().hears("serves a ''");
            List<String> told = rig.lines("outcomes");
            assertTrue(told.equals(List.of("1 up-1 reverted ota.exited 2.0")) || told.equals(List.of("1 up-1 reverted ota.tries 2.0")),
                    "seed " + seed + ": " + told);
            assertEquals(List.of(), rig.lines("trial"), "seed " + seed);
            assertEquals(committed, rig.lines("committed").get(0), "seed " + seed);
            assertTrue(rig.ran().stream().filter("runs b 'up-1'"::equals).count() <= 3, "seed " + seed + ": " + rig.ran());
        }
    }

    /**
     * On a real ext4, of which is left what was synced: at whatever moment the power goes, each small file is the one before or the new one, and
     * what was once told stays told. {@code -Dfaults=nightly} for many cuts, {@code -Dfaults.seed=} for the same again.
     */
    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void whatWasNotSyncedIsGoneAndNothingIsTornByIt() throws Exception {
        long seed = Long.getLong("faults.seed", new Random().nextInt(1_000_000));
        int trials = "nightly".equals(System.getProperty("faults")) ? 90 : 2;
        Random moments = new Random(seed);
        try (LoopDisk disk = new LoopDisk(directory.resolve("disk")); LauncherRig rig = new LauncherRig(directory, disk.place().resolve("slots"))) {
            String committed = rig.lines("committed").get(0);
            for (int i = 1; i <= trials; i++) {
                String id = "up-" + i;
                rig.onTrial("exit 1\n").point("trial", rig.lines("trial").get(0).replace("up-1", id));
                new ProcessBuilder("sync", "-f", rig.slots.toString()).start().waitFor();
                for (int cuts = 0; !rig.lines("trial").isEmpty() && cuts < 40; cuts++) {
                    // Where a machine is too busy to come to the end in that time, it is given more and more of it.
                    rig.start().cutAfter(moments.nextInt(2 * START_TAKES_MS + cuts / 8 * 8 * START_TAKES_MS), disk);
                    assertTrue(rig.lines("trial").stream().allMatch(line -> line.matches("b [0-9a-f]{64} 2 2\\.0 [0-3] " + id)), "seed " + seed);
                    assertEquals(List.of(committed), rig.lines("committed"), "seed " + seed);
                }
                List<String> told = rig.lines("outcomes");
                assertEquals(i, told.size(), "seed " + seed + ": " + told);
                assertTrue(told.get(i - 1).matches(i + " " + id + " reverted ota\\.(exited|tries) 2\\.0"), "seed " + seed + ": " + told);
            }
            rig.start().hears("serves a ''").cutAfter(0, disk);
        }
    }

    private static Map<String, List<String>> smallFiles(LauncherRig rig) {
        return Map.of("committed", rig.lines("committed"), "previous", rig.lines("previous"), "trial", rig.lines("trial"),
                "outcomes", rig.lines("outcomes"));
    }
}
