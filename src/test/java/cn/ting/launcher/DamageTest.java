package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of a slot runs that is not, to the last bit, what was signed; then the release committed before serves, and no other. */
@Timeout(240)
class DamageTest {

    @TempDir
    Path directory;

    private LauncherRig rig;

    /** Something that happens to a slot. */
    interface Damage {
        void to(Path slot, LauncherRig rig) throws IOException;
    }

    @BeforeEach
    void build() throws Exception {
        rig = new LauncherRig(directory);
    }

    @AfterEach
    void end() throws Exception {
        rig.close();
    }

    private static Arguments damage(String name, String code, Damage damage) {
        return Arguments.of(name, code, damage);
    }

    static Stream<Arguments> damages() {
        Stream<Arguments> flipped = Stream.of("bin/ting", "app/ting.jar", "app/ting.aot", "app/lib/some+thing-1.0.jar", "MANIFEST")
                .map(file -> damage(file.endsWith(".aot") ? "a tampered archive" : "a flipped bit of " + file, "ota.damaged", (slot, rig) -> flip(slot.resolve(file))));
        return Stream.concat(flipped, Stream.of(
                damage("a flipped bit of the signature", "ota.unsigned", (slot, rig) -> flip(slot.resolve("MANIFEST.sig"))),
                damage("a longer signature", "ota.unsigned", (slot, rig) ->
                        Files.write(slot.resolve("MANIFEST.sig"), Arrays.copyOf(Files.readAllBytes(slot.resolve("MANIFEST.sig")), 65))),
                damage("another's signature", "ota.unsigned", (slot, rig) -> StandIn.sign(slot, LauncherRig.newKey())),
                damage("no signature", "ota.damaged", (slot, rig) -> Files.delete(slot.resolve("MANIFEST.sig"))),
                damage("a lost file", "ota.damaged", (slot, rig) -> Files.delete(slot.resolve("app/ting.jar"))),
                damage("a file cut short", "ota.damaged", (slot, rig) -> Files.writeString(slot.resolve("app/ting.jar"), "ap")),
                damage("an extraneous file", "ota.damaged", (slot, rig) -> Files.writeString(slot.resolve("app/lib/more.jar"), "more")),
                damage("a file whose name looks like two", "ota.damaged", (slot, rig) ->
                        Files.move(slot.resolve("app/ting.jar"), slot.resolve("app/lib/x\n4 644 f:app"))),
                damage("an empty directory", "ota.damaged", (slot, rig) -> Files.createDirectory(slot.resolve("more"))),
                damage("a link in place of a file", "ota.damaged", (slot, rig) -> {
                    Files.move(slot.resolve("app/ting.jar"), rig.directory().resolve("ting.jar"));
                    Files.createSymbolicLink(slot.resolve("app/ting.jar"), rig.directory().resolve("ting.jar"));
                }),
                damage("a link in place of a directory", "ota.damaged", (slot, rig) -> {
                    Files.move(slot.resolve("app"), rig.directory().resolve("app"));
                    Files.createSymbolicLink(slot.resolve("app"), rig.directory().resolve("app"));
                }),
                damage("a link in place of the slot", "ota.damaged", (slot, rig) -> {
                    Files.move(slot, rig.directory().resolve("elsewhere"));
                    Files.createSymbolicLink(slot, rig.directory().resolve("elsewhere"));
                }),
                damage("a mode that lets all write", "ota.damaged", (slot, rig) ->
                        Files.setPosixFilePermissions(slot.resolve("app/ting.jar"), PosixFilePermissions.fromString("rw-rw-rw-"))),
                damage("a start script that is none", "ota.damaged", (slot, rig) ->
                        Files.setPosixFilePermissions(slot.resolve("bin/ting"), PosixFilePermissions.fromString("rw-r--r--"))),
                damage("a manifest without end", "ota.damaged", (slot, rig) -> Files.write(slot.resolve("MANIFEST"), new byte[3_000_000])),
                damage("an empty slot", "ota.damaged", (slot, rig) -> Files.move(slot, rig.directory().resolve("gone")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void aDamagedCommittedReleaseIsNotRunAndTheOneBeforeServes(String name, String code, Damage damage) throws Exception {
        damage.to(rig.slots.resolve("a"), rig);
        String committed = rig.lines("committed").get(0);
        rig.before(StandIn.HEALTHY).start().hears("serves b ''");

        assertEquals(List.of("runs b ''"), rig.ran());
        assertEquals(List.of("1 - fallback " + code + " 1.0"), rig.lines("outcomes"));
        assertEquals(committed, rig.lines("committed").get(0), "a disk that reads better again is gone back to");
    }

    @Test
    void aFallbackIsToldOnce() throws Exception {
        flip(rig.slots.resolve("a/app/ting.jar"));
        rig.before(StandIn.HEALTHY);
        for (int i = 0; i < 3; i++) {
            rig.start().hears("serves b ''").cut();
        }
        assertEquals(List.of("1 - fallback ota.damaged 1.0"), rig.lines("outcomes"));
    }

    /** What comes while the release before serves comes in the damaged one's place, so that there is still a way back. */
    @Test
    void aTrialInPlaceOfADamagedCommittedReleaseIsTakenBackToTheOneThatServed() throws Exception {
        rig.before(StandIn.HEALTHY);
        rig.point("trial", new StandIn("3.0", 3, "exit 5\n").into(rig.slots, "a", rig.key) + " 3 up-1");
        rig.start().hears("serves b ''");
        assertEquals(List.of("runs a 'up-1'", "runs b ''"), rig.ran());
        assertEquals(List.of("1 up-1 reverted ota.exited 3.0", "2 - fallback ota.damaged 1.0"), rig.lines("outcomes"));
    }

    @Test
    void aDamagedTrialIsRefusedAndTheCommittedReleaseServes() throws Exception {
        flip(rig.onTrial(StandIn.HEALTHY).slots.resolve("b/app/ting.jar"));
        rig.start().hears("serves a ''");
        assertEquals(List.of("runs a ''"), rig.ran());
        assertEquals(List.of("1 up-1 refused ota.damaged 2.0"), rig.lines("outcomes"));
        assertEquals(List.of(), rig.lines("trial"));
    }

    @Test
    void aTrialOfAnothersKeyIsRefused() throws Exception {
        StandIn.sign(rig.onTrial(StandIn.HEALTHY).slots.resolve("b"), LauncherRig.newKey());
        rig.start().hears("serves a ''");
        assertEquals(List.of("runs a ''"), rig.ran());
        assertEquals(List.of("1 up-1 refused ota.unsigned 2.0"), rig.lines("outcomes"));
    }

    static List<String> tampered() {
        return List.of("", "b", "%2$s\nmore", "%2$s more", "%1$s%3$s", " %2$s", "%2$s\t", "../b %3$s", "%4$s", "%5$s", "%6$s");
    }

    /** With SLOT and the rest of the line of the committed release: what is no such line, or names what is not there, is none. */
    @ParameterizedTest
    @MethodSource("tampered")
    void aTamperedPointerLeadsNowhereButToTheReleaseBefore(String form) throws Exception {
        String line = rig.lines("committed").get(0);
        String hash = line.split(" ")[1];
        rig.point("committed", form.formatted("a", line, line.substring(2), line.replace(" 1 1.0", " 7 1.0"), line.replace(" 1 1.0", " 1 9.9"),
                line.replace(hash, hash.replace(hash.charAt(0), hash.charAt(0) == 'a' ? 'b' : 'a'))));
        rig.before(StandIn.HEALTHY).start().hears("serves b ''");
        assertEquals(List.of("runs b ''"), rig.ran());
        assertTrue(rig.lines("outcomes").get(0).startsWith("1 - fallback ota.damaged "), rig.lines("outcomes").toString());
    }

    @Test
    void aPointerThatIsAPipeOrALinkHoldsNobodyUp() throws Exception {
        Path committed = rig.slots.resolve("committed");
        Files.move(committed, directory.resolve("elsewhere"));
        Files.createSymbolicLink(committed, directory.resolve("elsewhere"));
        new ProcessBuilder("mkfifo", rig.slots.resolve("trial").toString()).inheritIO().start().waitFor();
        rig.before(StandIn.HEALTHY).start().hears("serves b ''");
        assertEquals(List.of("1 - refused ota.damaged -", "2 - fallback ota.damaged -"), rig.lines("outcomes"));
        assertTrue(!StandIn.isThere(rig.slots.resolve("trial")));
    }

    /** As on a file system that is full, or was mounted anew to be only read. */
    @Test
    void whereNothingCanBeWrittenTheReleaseBeforeServesAllTheSame() throws Exception {
        flip(rig.before(StandIn.HEALTHY).slots.resolve("a/app/ting.jar"));
        Files.createDirectories(rig.slots.resolve("outcomes/taken"));
        rig.start().hears("ting-launcher: - fallback ota.damaged 1.0 cannot be told to the kiosk").hears("serves b ''");
    }

    /** To read what nobody writes to would take for ever. */
    @Test
    void aReportThatIsAPipeHoldsNobodyUp() throws Exception {
        new ProcessBuilder("mkfifo", rig.slots.resolve("outcomes").toString()).inheritIO().start().waitFor();
        rig.onTrial("exit 3\n").start().hears("serves a ''");
        assertEquals(List.of("1 up-1 reverted ota.memory 2.0"), rig.lines("outcomes"));
    }

    /** Signed is not enough: the manifest has to keep to the form. */
    @Test
    void aSignedManifestThatLeadsOutOfItsSlotIsRefused() throws Exception {
        Path slot = rig.onTrial(StandIn.HEALTHY).slots.resolve("b");
        Files.writeString(slot.resolve("MANIFEST"), Files.readAllLines(slot.resolve("MANIFEST")).stream()
                .map(line -> line.replace("app/ting.jar", "../a/app/ting.jar")).collect(Collectors.joining("\n", "", "\n")));
        StandIn.sign(slot, rig.key);
        rig.point("trial", "b " + StandIn.sha256(Files.readAllBytes(slot.resolve("MANIFEST"))) + " 2 2.0 3 up-1");
        rig.start().hears("serves a ''");
        assertEquals(List.of("1 up-1 refused ota.damaged 2.0"), rig.lines("outcomes"));
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
