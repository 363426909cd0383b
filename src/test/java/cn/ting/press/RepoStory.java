package cn.ting.press;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SystemClock;
import cn.ting.tuf.Source;
import cn.ting.tuf.Updater;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A release manager's first day, with {@code ota/ting} as it is and the keys that {@code openssl} makes: from keys to a repository. */
@Timeout(240)
class RepoStory {

    private static final Path OTA = Path.of(System.getProperty("project.root", "."), "ota").toAbsolutePath();

    @TempDir
    Path directory;

    private String said;

    @Test
    void fromKeysThatLieInThreePlacesToARepositoryThatAKioskTakes() throws Exception {
        Path repository = directory.resolve("repository");
        for (String name : List.of("root-1", "root-3", "online")) {
            run("openssl", "genpkey", "-algorithm", "ed25519", "-out", key(name));
        }
        for (String name : List.of("root-2", "targets")) {
            run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key(name));
        }
        for (String name : List.of("root-1", "root-2", "root-3", "targets", "online")) {
            run("openssl", "pkey", "-in", key(name), "-pubout", "-out", directory.resolve(name + ".pem"));
        }
        assertEquals(1, ting("repo", "publish", repository, key("online")));
        assertEquals("ting repo: no root is signed yet: draft one, and have it signed by as many as it takes\n", said);
        assertEquals(2, ting("repo", "publish", repository));
        assertTrue(said.contains("ting repo root REPO"), said);

        assertEquals(0, ting("repo", "root", repository, "--key", "root=" + half("root-1"), "--key", "root=" + half("root-2"), "--key",
                "root=" + half("root-3"), "--key", "targets=" + half("targets"), "--key", "snapshot=" + half("online"), "--key",
                "timestamp=" + half("online")), said);
        assertEquals(1, ting("repo", "sign", repository.resolve("draft/root.json"), key("nobody")));
        assertTrue(said.startsWith("root 1, until ") && said.contains("signed by nobody yet\n  signatures: root 1 asks for 2, 0 are there, 2 are missing\nting repo: "
                        + key("nobody") + " is no private key"),
                "what is to be signed is told before a key is opened: " + said);
        assertEquals(0, ting("repo", "sign", repository.resolve("draft/root.json"), key("root-3"), key("root-2")), said);

        assertEquals(0, ting("repo", "add", repository, release(), half("release")), said);
        assertEquals(0, ting("repo", "sign", repository.resolve("draft/targets.json"), key("targets")), said);
        assertEquals(0, ting("repo", "publish", repository, key("online")), said);
        assertTrue(said.startsWith("public: targets 1 until "), said);
        assertEquals(0, ting("repo", "publish", repository, key("online"), "--days", "3"), said);
        assertFalse(said.contains("targets"), said);
        Files.writeString(repository.resolve("draft/targets.json"), "{}");
        assertEquals(1, ting("repo", "publish", repository, "--days", "3", key("online")), said);
        assertTrue(said.contains("nothing of the draft of targets was published: ") && said.contains("public: timestamp 3 until "), said);
        Files.delete(repository.resolve("draft/targets.json"));
        assertEquals(0, ting("repo", "show", repository));
        assertTrue(said.contains("/MANIFEST: counter 7, from 1, for park-24h, on sticks until "), said);

        Source metadata = path -> {
            Path file = repository.resolve("metadata").resolve(path);
            return Files.exists(file) ? Optional.of(Files.newInputStream(file)) : Optional.empty();
        };
        SystemClock clock = new SystemClock();
        Updater.initialize(directory.resolve("kiosk"), Files.readAllBytes(repository.resolve("metadata/1.root.json")));
        Updater kiosk = new Updater(directory.resolve("kiosk"), metadata, metadata, clock, clock::uptime);
        kiosk.refresh();
        assertEquals(2, kiosk.paths().size());
    }

    @Test
    void aReleaseThatTheReleaseKeyHasNotSignedIsNotPutIn() throws Exception {
        Path release = release();
        run("openssl", "genpkey", "-algorithm", "ed25519", "-out", key("other"));
        run("openssl", "pkey", "-in", key("other"), "-pubout", "-out", half("other"));
        assertEquals(1, ting("repo", "add", directory.resolve("repository"), release, half("other")));
        assertTrue(said.startsWith("ting: ota.unsigned"), said);
        assertFalse(Files.exists(directory.resolve("repository")));
    }

    private Path key(String name) {
        return directory.resolve(name + ".key.pem");
    }

    private Path half(String name) {
        return directory.resolve(name + ".pem");
    }

    /** A release of one file, in the form of any. */
    private Path release() throws Exception {
        assertEquals(0, ting("keys", directory));
        Path release = Files.createDirectories(directory.resolve("1.7"));
        Files.createDirectories(release.resolve("bin"));
        run("chmod", "755", Files.writeString(release.resolve("bin/ting"), "#!/bin/sh\n"));
        run(OTA.resolve("manifest"), release, "1.7", "7", "1", "park-24h", "1790000000", half("release").resolveSibling("release.key.pem"));
        return release;
    }

    private int ting(Object... words) throws Exception {
        List<Object> command = new ArrayList<>(List.of(OTA.resolve("ting")));
        command.addAll(List.of(words));
        return call(command);
    }

    private void run(Object... words) throws Exception {
        assertEquals(0, call(List.of(words)), said);
    }

    private int call(List<Object> words) throws Exception {
        Process process = new ProcessBuilder(words.stream().map(Object::toString).toList()).redirectErrorStream(true).start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }
}
