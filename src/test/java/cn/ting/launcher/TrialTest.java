package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SystemClock;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A release on trial: taken back in the same breath when it ends, kept when it is committed, and no try is lost to what is not its fault. */
@Timeout(240)
class TrialTest {

    @TempDir
    Path directory;

    private LauncherRig rig;

    @BeforeEach
    void build() throws Exception {
        rig = new LauncherRig(directory);
    }

    @AfterEach
    void end() throws Exception {
        rig.close();
    }

    /** It would gather in memory. */
    @Test
    void whatAKilledKioskHasLeftGoesWithTheNextStart() throws Exception {
        Path left = Files.createDirectories(directory.resolve("run/ports123"));
        Files.createFile(left.resolve("s"));
        rig.start().hears("serves a ''");
        assertFalse(Files.exists(left));
    }

    static List<Arguments> fates() {
        return List.of(
                Arguments.of("exits", "exit 5\n", "ota.exited"),
                Arguments.of("exits as if all were well", "exit 0\n", "ota.exited"),
                Arguments.of("lacks its Java", "exec /no/such/java\n", "ota.exited"),
                Arguments.of("crashes", "kill -SEGV $$\n", "ota.exited"),
                Arguments.of("answers health then dies", StandIn.ends(9), "ota.exited"),
                Arguments.of("answers health then exits as if all were well", StandIn.ends(0), "ota.exited"),
                Arguments.of("eats memory as Java sees it", Glutton.asShipped(), "ota.memory"),
                Arguments.of("eats memory as the machine sees it", "echo 1 > \"$TING_ALIVE\"; sleep 0.1; kill -KILL $$\n", "ota.killed"),
                Arguments.of("never gives a sign of life", StandIn.SILENT, "ota.silent"),
                Arguments.of("hangs", StandIn.HANGS, "ota.hung"));
    }

    @ParameterizedTest(name = "a release that {0}")
    @MethodSource("fates")
    void aTrialThatComesToNothingIsTakenBackInTheSameBreath(String name, String fate, String how) throws Exception {
        rig.onTrial(fate);
        if (how.equals("ota.silent")) {
            // The release that follows has no more time for its first word: six seconds.
            rig.with("TING_SILENT", "120");
        } else if (how.equals("ota.hung")) {
            rig.with("TING_HUNG", "120");
        }
        rig.start().hears("serves a ''");

        assertEquals(List.of("runs b 'up-1'", "runs a ''"), rig.ran());
        assertEquals(List.of("1 up-1 reverted " + how + " 2.0"), rig.lines("outcomes"));
        assertEquals(List.of(), rig.lines("trial"));
        assertEquals(143, rig.stop());
        assertEquals(1, rig.lines("outcomes").size());
    }

    @Test
    void aHealthyTrialServesAndATryIsGone() throws Exception {
        rig.onTrial(StandIn.HEALTHY).start().hears("serves b 'up-1'");

        assertTrue(rig.lines("trial").get(0).endsWith(" 2.0 2 up-1"));
        assertEquals(143, rig.stop());
        assertTrue(rig.lines("trial").get(0).endsWith(" 2.0 2 up-1"), "who stops the service takes nothing back");
        assertEquals(List.of(), rig.lines("outcomes"));
    }

    /** A Java of another tongue than UTF-8 would write question marks. */
    @Test
    void theKioskIsToldToSpeakChinese() throws Exception {
        rig.point("committed", new StandIn("1.0", 1, "locale charmap\n" + StandIn.HEALTHY).into(rig.slots, "a", rig.key));
        rig.start().hears("UTF-8").hears("serves a ''");
    }

    @Test
    void aThirdCutIsATrialsLast() throws Exception {
        rig.onTrial(StandIn.HEALTHY);
        for (int i = 0; i < 3; i++) {
            rig.start().hears("serves b 'up-1'").cut();
        }
        rig.start().hears("serves a ''");
        assertEquals(List.of("1 up-1 reverted ota.tries 2.0"), rig.lines("outcomes"));
        assertEquals(List.of(), rig.lines("trial"));
    }

    @Test
    void whatWasCommittedWhileItRanIsNotTakenBackAnyMore() throws Exception {
        String first = rig.lines("committed").get(0);
        Path wait = Files.createFile(directory.resolve("gate"));
        rig.onTrial("n=0\nwhile [ -e '" + wait + "' ]; do n=$((n + 1)); echo $n > \"$TING_ALIVE\"; sleep 0.02; done\nexit 7\n").start().hears("runs b 'up-1'");
        String trial = rig.lines("trial").get(0);
        rig.point("previous", first);
        rig.point("committed", trial.replace(" 2 up-1", ""));
        Files.delete(rig.slots.resolve("trial"));
        Files.delete(wait);

        assertEquals(7, rig.code());
        assertEquals(List.of(), rig.lines("outcomes"));
        assertEquals(List.of("runs b 'up-1'"), rig.ran());
    }

    @Test
    void aCommitThatWasCutBeforeItsLastStepIsOne() throws Exception {
        rig.onTrial(StandIn.HEALTHY).point("committed", rig.lines("trial").get(0).replace(" 3 up-1", ""));
        rig.start().hears("serves b ''");
        assertEquals(List.of(), rig.lines("trial"));
        assertEquals(List.of(), rig.lines("outcomes"));
    }

    @Test
    void aRevertThatWasCutBeforeItsLastStepIsOne() throws Exception {
        rig.onTrial(StandIn.HEALTHY).point("outcomes", "4 up-0 refused ota.damaged 1.5\n5 up-1 reverted ota.hung 2.0");
        rig.start().hears("serves a ''");
        assertEquals(List.of(), rig.lines("trial"));
        assertEquals(2, rig.lines("outcomes").size());
        assertEquals(List.of("runs a ''"), rig.ran());
    }

    /** Nobody would start the kiosk again: a release that misreads its UPS would leave it dead, and never be taken back. */
    @Test
    void anEmptyBatteryOfATrialIsNotBelievedBeforeTheCommittedReleaseSaysItToo() throws Exception {
        rig.onTrial(StandIn.ends(75)).start().hears("serves a ''");
        assertEquals(List.of("runs b 'up-1'", "runs a ''"), rig.ran());
        assertTrue(rig.lines("trial").get(0).endsWith(" 2 up-1"), "it is for the kiosk to have it tried again");
        assertEquals(143, rig.stop());

        rig.point("committed", new StandIn("1.0", 1, StandIn.ends(75)).into(rig.slots, "a", rig.key));
        rig.start();
        assertEquals(75, rig.code());
        assertTrue(rig.lines("trial").get(0).endsWith(" 1 up-1"));
        assertEquals(List.of(), rig.lines("outcomes"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 75, 143})
    void howTheCommittedReleaseEndsIsHandedOn(int code) throws Exception {
        rig.point("committed", new StandIn("1.0", 1, StandIn.ends(code)).into(rig.slots, "a", rig.key));
        rig.start();
        assertEquals(code, rig.code());
        assertEquals(List.of(), rig.lines("outcomes"));
    }

    @Test
    void aCommittedReleaseThatHangsIsEndedWithAllItStartedAndStaysCommitted() throws Exception {
        List<String> committed = List.of(new StandIn("1.0", 1, StandIn.HANGS).into(rig.slots, "a", rig.key));
        rig.point("committed", committed.get(0));
        rig.with("TING_HUNG", "16").start();
        assertEquals(1, rig.code());
        assertEquals(committed, rig.lines("committed"));
        // Whoever is killed is there until the kernel comes to it.
        SystemClock clock = new SystemClock();
        for (int looks = 0; isThereWhatItStarted(); looks++) {
            assertTrue(looks < 1_200, "what it started goes on");
            clock.pause(Duration.ofMillis(50));
        }
    }

    private static boolean isThereWhatItStarted() {
        return ProcessHandle.allProcesses().anyMatch(process -> process.info().commandLine().orElse("").endsWith(StandIn.STARTED));
    }

    /** The kiosk names a trial and makes way for it: residents wait for no restart of the service. */
    @Test
    void aKioskThatMakesWayForATrialIsFollowedByIt() throws Exception {
        rig.onTrial(StandIn.HEALTHY);
        String trial = rig.lines("trial").get(0);
        Files.delete(rig.slots.resolve("trial"));
        rig.point("committed", new StandIn("1.0", 1, "echo 1 > \"$TING_ALIVE\"; sleep 0.2; echo '" + trial + "' > \"" + rig.slots + "/trial\"; exit 0\n")
                .into(rig.slots, "a", rig.key));
        rig.start().hears("serves b 'up-1'");
        assertEquals(List.of("runs a ''", "runs b 'up-1'"), rig.ran());
    }

    /** As on a full disk: the trial is spent, the committed release serves, and the reason is told when there is room again. */
    @Test
    void aReasonThatFindsNoRoomIsToldLater() throws Exception {
        Path outcomes = Files.createDirectories(rig.slots.resolve("outcomes"));
        Files.createFile(outcomes.resolve("in-the-way"));
        rig.onTrial("exit 3\n").start().hears("serves a ''").cut();
        assertTrue(rig.lines("trial").get(0).endsWith(" 2.0 0 up-1"));

        Files.delete(outcomes.resolve("in-the-way"));
        Files.delete(outcomes);
        rig.start().hears("serves a ''");
        assertEquals(List.of("1 up-1 reverted ota.tries 2.0"), rig.lines("outcomes"));
        assertEquals(List.of(), rig.lines("trial"));
    }

    /** As where something else fills the memory of {@code /run}: nobody can say what is in a slot, and nothing is said of it. */
    @Test
    void aRunDirectoryWithoutRoomTakesNothingBackAndTheTrialServesOnceThereIsSome() throws Exception {
        Path run = Files.createDirectories(directory.resolve("run"));
        Path room = Files.createDirectories(run.resolve("room/of-others"));
        Path manifest = Files.createSymbolicLink(run.resolve("manifest"), Path.of("/dev/full"));
        rig.onTrial(StandIn.HEALTHY).start();
        for (int starts = 0; starts < 8; starts++) {
            rig.hears("ting-launcher: " + run + " has no room");
        }
        Files.delete(manifest);
        Files.delete(room);
        Files.delete(room.getParent());
        rig.hears("serves b 'up-1'");
        assertEquals(List.of(), rig.lines("outcomes"));
        assertTrue(rig.lines("trial").get(0).endsWith(" 2.0 2 up-1"), "its first try");
        assertEquals(List.of("runs b 'up-1'"), rig.ran());
    }

    /** The room goes while the launcher is at the signature, the key of which is a pipe until then: what it writes from then on is cut short. */
    @Test
    void roomThatGoesInTheMidstOfLookingThroughAReleaseIsNoDamageAndCostsNoTry() throws Exception {
        Path run = Files.createDirectories(directory.resolve("run"));
        Path pem = directory.resolve("release.pem");
        Path whole = Files.move(pem, directory.resolve("whole.pem"));
        assertEquals(0, new ProcessBuilder("mkfifo", pem.toString()).start().waitFor());
        rig.onTrial(StandIn.HEALTHY).start();
        Path room = run.resolve("room/of-others");
        Path files = run.resolve("files/of-others");
        // Opened once the other end is.
        try (OutputStream key = Files.newOutputStream(pem, StandardOpenOption.WRITE)) {
            Files.createDirectories(room);
            Files.createDirectories(files);
            byte[] bytes = Files.readAllBytes(whole);
            Files.move(whole, pem, StandardCopyOption.REPLACE_EXISTING);
            key.write(bytes);
        }
        for (int starts = 0; starts < 8; starts++) {
            rig.hears("ting-launcher: " + run + " has no room");
        }
        for (Path others : List.of(files, room)) {
            Files.delete(others);
            Files.delete(others.getParent());
        }
        rig.hears("serves b 'up-1'");
        assertEquals(List.of(), rig.lines("outcomes"));
        assertTrue(rig.lines("trial").get(0).endsWith(" 2.0 2 up-1"), "its first try");
    }

    @Test
    void theNewestHundredOutcomesAreKept() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 1; i <= 140; i++) {
            many.append(i).append(" up-x").append(i).append(" reverted ota.exited 1.").append(i).append(i == 140 ? "" : "\n");
        }
        rig.onTrial("exit 1\n").point("outcomes", many.toString());
        rig.start().hears("serves a ''");
        List<String> outcomes = rig.lines("outcomes");
        assertEquals(100, outcomes.size());
        assertEquals("141 up-1 reverted ota.exited 2.0", outcomes.get(99));
        assertEquals("42 up-x42 reverted ota.exited 1.42", outcomes.get(0));
    }
}
