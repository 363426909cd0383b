package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ota/ting}: what a technician and a release manager are told, with which exit code. */
@Timeout(240)
class TingCommandTest {

    @TempDir
    Path directory;

    private LauncherRig rig;
    private String said;

    @BeforeEach
    void build() throws IOException {
        rig = new LauncherRig(directory);
    }

    private int ting(Object... words) throws Exception {
        return run("ting", words);
    }

    private int run(String script, Object... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(LauncherRig.OTA.resolve(script).toString()));
        for (Object word : words) {
            command.add(word.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("TING_SLOTS", rig.slots.toString(), "TING_RELEASE_PEM", directory.resolve("release.pem").toString()));
        Process process = builder.start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }

    @Test
    void statusTellsWhatStartsAndWhatIsWrongWithIt() throws Exception {
        rig.onTrial(StandIn.HEALTHY).point("outcomes", "3 up-0 reverted ota.hung 1.5");
        assertEquals(0, ting("status"));
        assertEquals("""
                committed  1.0 (1) in slot a: whole and signed
                previous   none
                trial      2.0 (2) in slot b, 3 tries left, update up-1: whole and signed
                what the launcher did, the newest last:
                  3 up-0 reverted ota.hung 1.5
                """, said);

        Files.writeString(rig.slots.resolve("a/app/ting.jar"), "apq\n");
        assertEquals(1, ting("status"));
        assertTrue(said.contains("in slot a: ota.damaged") && said.contains("*./app/ting.jar"), said);
        rig.point("committed", "a");
        assertEquals(1, ting("status"));
        assertTrue(said.startsWith("committed  torn, or tampered with\n"), said);
    }

    @Test
    void whoHasTheRightKeyIsToldThatAReleaseIsWhole() throws Exception {
        Path release = rig.slots.resolve("a");
        assertEquals(0, ting("verify", release));
        assertEquals(0, ting("keys", directory.resolve("others")));
        assertEquals(1, ting("verify", release, directory.resolve("others/release.pem")));
        assertTrue(said.startsWith("ting: ota.unsigned"), said);
        assertEquals(1, ting("verify", release, directory.resolve("none.pem")));
        assertEquals(1, ting("verify", directory));
    }

    @Test
    void aKeySignsWhatIsWholeAndNothingElse() throws Exception {
        Path release = rig.slots.resolve("a");
        Path keys = directory.resolve("keys");
        assertEquals(0, ting("keys", keys));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("release.key.pem"))));
        assertEquals(1, ting("keys", keys), "a key is never written over");
        assertEquals(0, ting("sign", release, keys.resolve("release.key.pem")));
        assertEquals(0, ting("verify", release, keys.resolve("release.pem")));

        byte[] before = Files.readAllBytes(release.resolve("MANIFEST.sig"));
        Files.writeString(release.resolve("app/more.jar"), "more");
        assertEquals(1, ting("sign", release, keys.resolve("release.key.pem")));
        assertTrue(said.contains("found:   4 644 f:app/more.jar"), said);
        assertEquals(1, ting("sign", release, keys.resolve("release.pem")));
        assertArrayEquals(before, Files.readAllBytes(release.resolve("MANIFEST.sig")));
    }

    @Test
    void inspectTellsWhatAReleaseSaysOfItself() throws Exception {
        assertEquals(0, ting("inspect", rig.slots.resolve("a")));
        assertTrue(said.contains("version   1.0\ncounter   1\n") && said.contains("files     4, 0.0 MiB\n"), said);
    }

    @Test
    void whatIsNoReleaseIsNotDescribed() throws Exception {
        Path odd = Files.createDirectory(directory.resolve("odd"));
        for (String text : List.of("", "hello\n", "# ting-release 12\n# version 1.0\n", "\0\1\2")) {
            Files.writeString(odd.resolve("MANIFEST"), text);
            assertEquals(1, ting("inspect", odd), text);
            assertEquals("ting: there is no release in " + odd + ": its MANIFEST is none of a release's\n", said);
        }
        Files.writeString(odd.resolve("MANIFEST"), "# ting-release 1\n# version 1\033[2J\n# counter 7\n# arch a\n# models b\n# from 1\n# epoch 1\n");
        assertEquals(0, ting("inspect", odd));
        assertTrue(said.contains("version   1[2J\n"), said);
    }

    @Test
    void whatIsNoCommandIsAnsweredWithAllThatAre() throws Exception {
        assertEquals(2, ting("verify"));
        assertEquals(2, ting("instal"));
        assertTrue(said.contains("ting install RELEASE") && said.contains("ting usb REPOSITORY STICK"), said);
        assertEquals(0, ting("--help"));
        String all = said;
        for (String command : List.of("status", "inspect", "verify", "install", "keys", "release", "sign", "usb", "repo")) {
            assertTrue(all.contains("\n  ting " + command), all);
            assertEquals(0, ting(command, "--help"), command);
            assertTrue(said.contains("ting " + command) && said.lines().count() > 2, said);
        }
        assertEquals(2, ting("install"));
        assertEquals("ting install RELEASE [--older 'why, in a sentence'] [--model NAME]\nting install --help says more\n", said);
    }

    /** What a launcher would refuse is not released. */
    @Test
    void aManifestIsMadeOfPlainFilesOnly() throws Exception {
        Path release = rig.slots.resolve("a");
        Path key = directory.resolve("keys/release.key.pem");
        ting("keys", directory.resolve("keys"));
        assertEquals(0, run("manifest", release, "1.1", 2, 1, "bench", 1767225600, key), said);
        assertEquals(0, ting("verify", release, directory.resolve("keys/release.pem")), said);
        assertEquals(1, run("manifest", release, "1.1", 2, 3, "bench", 1767225600, key));
        assertEquals(1, run("manifest", release, "-1", 2, 1, "bench", 1767225600, key));
        Files.createSymbolicLink(release.resolve("app/link"), Path.of("ting.jar"));
        assertEquals(1, run("manifest", release, "1.1", 2, 1, "bench", 1767225600, key));
        assertEquals("ota/manifest: app/link is no file\n", said);
        Files.move(release.resolve("app/link"), directory.resolve("link"));
        Files.writeString(release.resolve("app/two words"), "");
        assertEquals(1, run("manifest", release, "1.1", 2, 1, "bench", 1767225600, key));
    }
}
