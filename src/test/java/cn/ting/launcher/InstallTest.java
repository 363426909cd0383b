package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.lives.LoopDisk;
import cn.ting.time.SystemClock;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ting install}: a technician before an open door, with power that goes and media that lie. */
@Timeout(240)
class InstallTest {

    /** What changes anything on the disk, each of which may be the last. */
    private static final List<String> DEEDS = List.of("install", "mkdir", "mv", "rm", "sync", "touch");

    @TempDir
    Path directory;

    private LauncherRig rig;
    private Path slots;
    private Path medium;
    private String said;
    private Process process;

    @BeforeEach
    void build() throws IOException {
        rig = new LauncherRig(directory);
        slots = rig.slots;
        medium = medium("2.0", 2, StandIn.HEALTHY);
        Files.writeString(directory.resolve("device-config.yaml"), "place:\n  model: none\nota:\n  # a comment\n  model: bench\n");
        Files.createDirectories(directory.resolve("path"));
    }

    @AfterEach
    void end() throws Exception {
        rig.close();
    }

    /** A medium with a release on it. */
    private Path medium(String version, int counter, String fate) throws IOException {
        Path media = Files.createDirectories(directory.resolve("media"));
        new StandIn(version, counter, fate).into(media, version, rig.key);
        return media.resolve(version);
    }

    private Process begin(Object... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "echo $$ > \"$0/pid\"; exec \"$@\"", directory.toString(),
                LauncherRig.OTA.resolve("ting").toString()));
        Stream.of(words).map(Object::toString).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(directory.resolve("said").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TING_"));
        builder.environment().putAll(Map.of("TING_SLOTS", slots.toString(), "TING_RELEASE_PEM", directory.resolve("release.pem").toString(), "TING_RUN",
                directory.resolve("run").toString(), "TING_USER", System.getProperty("user.name"), "TING_DEVICE_CONFIG",
                directory.resolve("device-config.yaml").toString(), "PATH", directory.resolve("path") + File.pathSeparator + System.getenv("PATH")));
        return process = builder.start();
    }

    private int ting(Object... words) throws Exception {
        int code = begin(words).waitFor();
        said = Files.readString(directory.resolve("said"), StandardCharsets.UTF_8);
        return code;
    }

    /** Puts another program before the one of that name; {@code $real} is that one. */
    private void instead(String name, String lines) throws IOException {
        String real = Stream.of("/usr/bin/", "/bin/").map(place -> place + name).filter(file -> Files.exists(Path.of(file))).findFirst().orElse("none");
        Path script = directory.resolve("path").resolve(name);
        Files.writeString(script, "#!/bin/sh\nreal=" + real + "\ndirectory='" + directory + "'\n" + lines);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What stands in the slots and beside them. */
    private Map<String, String> all() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(slots)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(slots.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }

    private void refuses(String why, Object... words) throws Exception {
        Map<String, String> before = all();
        assertEquals(1, ting(words), said);
        assertTrue(said.contains("ting: " + why), said);
        assertEquals(before, all(), "what is refused changes nothing");
    }

    @Test
    void aReleaseComesIntoTheFreeSlotAndStartsAndTheOneBeforeIsKept() throws Exception {
        String before = rig.lines("committed").get(0);
        rig.onTrial("exit 3\n");
        assertEquals(0, ting("install", medium), said);
        assertEquals("next: systemctl start ting, and then: ting status", said.lines().reduce((one, last) -> last).orElseThrow());
        assertTrue(said.contains("\n  copied 100 %\n"), said);
        assertEquals(List.of(before), rig.lines("previous"));
        assertTrue(rig.lines("brought").get(0).matches("b [0-9a-f]{64} 2 2\\.0 hand-[0-9a-f]{16}"), "" + rig.lines("brought"));
        assertEquals(rig.lines("committed").get(0), rig.lines("brought").get(0).replaceFirst(" hand-.*", ""));
        assertEquals(1_767_225_600, Files.getLastModifiedTime(slots.resolve("b/app/ting.jar")).toMillis() / 1000, "the archive of classes is held to it");

        Map<String, String> installed = all();
        assertEquals(0, ting("install", medium));
        assertTrue(said.contains("is committed already, and whole"), said);
        assertEquals(installed, all());
        rig.start().hears("serves b ''");
        assertEquals(List.of("runs b ''"), rig.ran(), "what was on trial is over");
    }

    @Test
    void aNewMachineNeedsNothingButUserAndKey() throws Exception {
        slots = directory.resolve("var/slots");
        assertEquals(0, ting("install", medium), said);
        assertTrue(said.contains("next: systemctl enable --now ting"), said);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(slots)));
        assertTrue(Files.readString(slots.resolve("committed")).startsWith("a "));
        assertFalse(Files.exists(slots.resolve("previous")));
        assertEquals(0, ting("status"), said);
    }

    /** Slot a is what `committed` says, and damaged; b, from before, serves, and is not touched. */
    @Test
    void whatServesInPlaceOfADamagedReleaseIsNotWrittenOver() throws Exception {
        rig.before(StandIn.HEALTHY);
        Files.writeString(slots.resolve("a/app/ting.jar"), "apq\n");
        List<String> before = rig.lines("previous");
        instead("xargs", "case \"$*\" in *sync) exit 1;; *) exec $real \"$@\";; esac\n");
        assertEquals(1, ting("install", medium));
        assertTrue(said.contains("what is in slot b starts as before"), said);
        rig.start().hears("serves b ''").stop();

        Files.delete(directory.resolve("path/xargs"));
        assertEquals(0, ting("install", medium), said);
        assertEquals(before, rig.lines("previous"));
        rig.start().hears("serves a ''");
    }

    @Test
    void aKioskThatRunsIsNotWorkedOn() throws Exception {
        rig.start().hears("serves a ''");
        refuses("a launcher or another install runs here", "install", medium);
        assertEquals(143, rig.stop());
        for (String state : List.of("active", "activating")) {
            instead("systemctl", "echo " + state + "\n");
            refuses("the kiosk runs; when nobody is served: systemctl stop ting", "install", medium);
        }
        instead("systemctl", "echo inactive\n");
        assertEquals(0, ting("install", medium), said);
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

    @ParameterizedTest
    @CsvSource({"arch, ota.arch, riscv64", "models, ota.model, 'park-24h,wall-mini'", "from, ota.from, 2", "counter, ota.rollback, 1"})
    void whatIsNotForThisKioskIsRefused(String line, String code, String value) throws Exception {
        rig.point("committed", new StandIn("1.0", line.equals("counter") ? 3 : 1, StandIn.HEALTHY).into(slots, "a", rig.key));
        Files.writeString(medium.resolve("MANIFEST"), Files.readAllLines(medium.resolve("MANIFEST")).stream()
                .map(head -> head.startsWith("# " + line + " ") ? "# " + line + " " + value : head).collect(Collectors.joining("\n", "", "\n")));
        StandIn.sign(medium, rig.key);
        refuses(code, "install", medium);
        if (line.equals("models")) {
            assertEquals(0, ting("install", medium, "--model", "wall-mini"), said);
        }
    }

    @Test
    void anOlderReleaseIsBroughtWhereSomebodySaysWhyAndTheReasonIsNoted() throws Exception {
        rig.point("committed", new StandIn("3.0", 3, StandIn.HEALTHY).into(slots, "a", rig.key));
        refuses("ota.rollback: release 2.0 has the counter 2, and this machine had 3", "install", medium);
        assertEquals(1, ting("install", medium, "--older", " "));
        assertEquals(1, ting("install", medium, "--older", "x".repeat(201)));
        assertEquals(2, ting("install", medium, "--older"));
        assertEquals(0, ting("install", "--older", "区里同意\n回退", medium), said);
        assertTrue(rig.lines("brought").get(0).endsWith(" 区里同意 回退"), "" + rig.lines("brought"));
    }

    @Test
    void aReleaseThatStandsInASlotIsCommittedInPlace() throws Exception {
        String before = rig.before(StandIn.HEALTHY).lines("previous").get(0);
        rig.point("committed", new StandIn("3.0", 3, StandIn.HEALTHY).into(slots, "a", rig.key));
        String committed = rig.lines("committed").get(0);
        refuses("ota.rollback", "install", slots.resolve("b"));
        assertEquals(0, ting("install", slots.resolve("a/../b"), "--older", "区里同意"), said);
        assertTrue(said.contains("taking release 0.9 as it stands in slot b"), said);
        assertEquals(List.of(List.of(before), List.of(committed)), List.of(rig.lines("committed"), rig.lines("previous")));
        assertTrue(rig.lines("brought").get(0).startsWith(before + " hand-"), "" + rig.lines("brought"));
        assertEquals(0, ting("install", slots.resolve("b")), said);
        assertTrue(said.contains("is committed already"), said);
        Files.writeString(slots.resolve("b/app/ting.jar"), "apq\n");
        refuses("ota.damaged", "install", slots.resolve("b"));
        new StandIn("4.0", 4, StandIn.HEALTHY).into(slots, "c", rig.key);
        refuses(slots.resolve("c") + " lies among the slots", "install", slots.resolve("c"));
        rig.start().hears("serves a ''");
    }

    @Test
    void whatIsDamagedOnItsMediumOrSignedByAnotherIsRefused() throws Exception {
        Files.writeString(medium.resolve("app/ting.jar"), "apq\n");
        refuses("ota.damaged: it is not what its manifest says", "install", medium);
        assertTrue(said.contains("app/ting.jar"), said);
        StandIn.sign(medium, LauncherRig.newKey());
        refuses("ota.unsigned", "install", medium);
        refuses("there is no release in " + directory, "install", directory);
    }

    @Test
    void aCopyThatIsNotWhatWasSignedIsNeverCommitted() throws Exception {
        List<String> committed = rig.lines("committed");
        instead("install", "$real \"$@\" || exit\nfor to in \"$@\"; do :; done\ncase $to in */app/ting.jar) printf apq > \"$to\";; esac\n");
        assertEquals(1, ting("install", medium));
        assertTrue(said.contains("the copy is not what was signed: ota.damaged") && said.contains("Check the disk"), said);
        assertEquals(committed, rig.lines("committed"));
        rig.start().hears("serves a ''");
    }

    @Test
    void aDiskWithoutRoomIsLeftAsItWas() throws Exception {
        try (LoopDisk disk = new LoopDisk(directory.resolve("disk"))) {
            slots = Files.createDirectories(disk.place().resolve("slots"));
            Files.writeString(slots.resolve("committed"), new StandIn("1.0", 1, StandIn.HEALTHY).into(slots, "a", rig.key) + "\n");
            Files.write(disk.place().resolve("full"), new byte[30 << 20]);
            refuses("ota.full: 16 MiB are needed at " + slots, "install", medium);
            Files.delete(disk.place().resolve("full"));

            // It was taken after it was looked for.
            instead("install", "head -c 64M /dev/zero > '" + disk.place() + "/full' 2> /dev/null\nexec $real \"$@\"\n");
            assertEquals(1, ting("install", medium));
            assertTrue(said.contains("was not copied whole; what is in slot a starts as before"), said);
            assertEquals(0, ting("status"), said);
        }
    }

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

    private void awaitStop() throws Exception {
        SystemClock clock = new SystemClock();
        for (int looks = 0; !Files.exists(directory.resolve("stopped")); looks++) {
            assertTrue(process.isAlive() && looks < 3_000, () -> "it never came so far: " + directory);
            clock.pause(Duration.ofMillis(20));
        }
    }
}
