package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.lives.LoopDisk;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@code ting install}: power that goes at any moment, and what is started beside it. */
class InstallCutTest extends InstallCases {

    /** What changes anything on the disk, each of which may be the last. */
    private static final List<String> DEEDS = List.of("install", "mkdir", "mv", "rm", "sync", "touch");

    /**
     * Killed before each fourth deed in turn, and begun again in what the one before has left, which it verifies; {@code -Dfaults=nightly} before
     * each, {@code -Dfaults.seed=} for the same quarter again.
     */
    @Test
    void killedAtAnyMomentTheOneBeforeOrTheNewOneIsCommittedAndWhole() throws Exception {
        String before = rig.onTrial("exit 3\n").lines("committed").get(0);
        for (String deed : DEEDS) {
            instead(deed, "n=$(($(cat $directory/deeds) + 1)); echo $n > $directory/deeds\n"
                    + "[ $n -ne $(cat $directory/last) ] || { kill -9 $(cat $directory/pid); exit 1; }\nexec $real \"$@\"\n");
        }
        long seed = Long.getLong("faults.seed", new Random().nextInt(4));
        int last = 1 + (int) (seed % 4);
        boolean committed = false;
        for (int code = -1; code != 0; ) {
            Files.writeString(directory.resolve("deeds"), "0\n");
            last += "nightly".equals(System.getProperty("faults")) ? 1 : 4;
            Files.writeString(directory.resolve("last"), last + "\n");
            code = ting("install", medium);
            String where = "seed " + seed + ", deed " + last + ": " + said;
            assertTrue(code == 0 || code == 137, where);
            assertFalse(said.contains("it is damaged") || said.contains("torn"), where);
            assertTrue(said.contains("which is committed in slot " + (committed ? "b" : "a")) || said.contains("2.0 (2), which is committed in slot b"), where);
            committed |= said.contains("2.0 (2), which is committed in slot b");
        }
        Files.writeString(directory.resolve("last"), "0\n");
        assertEquals(0, ting("status"), said);
        assertTrue(said.startsWith("committed  2.0 (2) in slot b: whole and signed\n"), said);
        assertTrue(last > 25, "so many deeds there are: " + last);
        assertEquals(List.of(before), rig.lines("previous"));
    }

    /** On a real ext4, of which is left what was synced: what was said to be committed is there, all of it; what was not is what was before. */
    @Test
    void whatIsSaidToBeCommittedOutlivesThePower() throws Exception {
        try (LoopDisk disk = new LoopDisk(directory.resolve("disk"))) {
            slots = Files.createDirectories(disk.place().resolve("slots"));
            Files.writeString(slots.resolve("committed"), new StandIn("1.0", 1, StandIn.HEALTHY).into(slots, "a", rig.key) + "\n");
            new ProcessBuilder("sync", "-f", slots.toString()).inheritIO().start().waitFor();
            for (String[] stop : new String[][] {{"xargs", "*sync"}, {"mv", "*brought.new*"}, {"mv", "*committed.new*"}}) {
                instead(stop[0], "case \"$*\" in " + stop[1] + ") touch $directory/stopped; while kill -0 $(cat $directory/pid); do sleep 0.02; done;; esac\n"
                        + "exec $real \"$@\"\n");
                begin("install", medium);
                awaitStop();
                disk.cut(process);
                Files.delete(directory.resolve("stopped"));
                Files.delete(directory.resolve("path").resolve(stop[0]));
                assertEquals(0, ting("status"), "cut at " + stop[1] + ": " + said);
                assertTrue(said.startsWith("committed  1.0 (1) in slot a: whole and signed\n"), stop[1] + ": " + said);
            }
            assertEquals(0, ting("install", medium), said);
            disk.cut(new ProcessBuilder("sleep", "60").start());
            assertEquals(0, ting("status"), said);
            assertTrue(said.startsWith("committed  2.0 (2) in slot b: whole and signed\nprevious   1.0 (1) in slot a: whole and signed\n"), said);
        }
    }

    /** A start that fails takes the run directory along, as systemd has it: nothing else may start for that. */
    @Test
    void nothingStartsBesideAnInstallThoughTheRunDirectoryGoes() throws Exception {
        instead("xargs", "case \"$*\" in *sync) touch $directory/stopped; while [ -e $directory/stopped ]; do sleep 0.02; done;; esac\nexec $real \"$@\"\n");
        begin("install", medium);
        awaitStop();
        new ProcessBuilder("rm", "-rf", directory.resolve("run").toString()).inheritIO().start().waitFor();
        assertEquals(1, rig.start().code());
        assertEquals(List.of(), rig.ran());
        Files.delete(directory.resolve("stopped"));
        assertEquals(0, process.waitFor());
        rig.start().hears("serves b ''");
    }
}
