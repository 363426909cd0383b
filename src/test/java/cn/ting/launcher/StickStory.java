package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.LaunchedBench;
import cn.ting.bench.LaunchedKiosk;
import cn.ting.time.SystemClock;
import cn.ting.tuf.TufRepository;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The release as it is built, on a machine with its launcher; a technician pushes in a stick with the next one, of which one file differs. */
@Timeout(600)
class StickStory {

    private static final Path PROJECT = Path.of(System.getProperty("project.root", "."));
    private static final String KIOSK = "k1";

    @TempDir
    Path directory;

    private final SystemClock clock = new SystemClock();

    @Test
    void aReleaseFromAStickIsTriedAndKeptAndOneThatDoesNotServeIsTakenBack() throws Exception {
        Instant now = clock.instant();
        TufRepository repository = new TufRepository(now);
        Path root = Files.write(directory.resolve("root.json"), repository.firstRoot());
        Path stick = directory.resolve("stick");
        try (LaunchedBench bench = new LaunchedBench(Files.createDirectories(directory.resolve("bench")), KIOSK);
                LaunchedKiosk kiosk = new LaunchedKiosk(directory.resolve("kiosk"), bench, KIOSK,
                        "ota: {model: bench, stick: '" + stick + "', proof: 0s, away: 1min}\n")) {
            kiosk.with(Map.of("TING_RELEASE_ROOT", root.toString())).startThroughLauncher();
            Path slots = kiosk.data().resolveSibling("slots");

            push(stick, repository, release(slots.resolve("a"), 2, "NOTE", "of the second".getBytes(StandardCharsets.UTF_8)), now);
            await("the second is committed", () -> Files.readString(slots.resolve("committed")).startsWith("b "));
            await("it is reported", () -> types(bench).contains("ota.committed"));
            assertEquals(List.of("ota.offered", "ota.fetched", "ota.armed", "ota.committed"), types(bench));
            assertEquals("of the second", Files.readString(slots.resolve("b/NOTE")));

            push(stick, repository, release(slots.resolve("b"), 3, "bin/ting", "#!/bin/sh\nexit 1\n".getBytes(StandardCharsets.UTF_8)), now.plusSeconds(1));
            await("the third is taken back", () -> types(bench).contains("ota.reverted"));
            assertTrue(Files.readString(slots.resolve("committed")).startsWith("b "));
            assertEquals("ota.exited", facts(bench).get(7).path("data").path("cause").asText());

            // It starts, its page answers and its printer does too; only what draws on paper is not in it.
            push(stick, repository, release(slots.resolve("b"), 4, "app/ting.jar", without(slots.resolve("b/app/ting.jar"),
                    "cn/ting/roll/EscPosRaster.class")), now.plusSeconds(2));
            await("the fourth is taken back", () -> facts(bench).size() == 12);
            assertTrue(Files.readString(slots.resolve("committed")).startsWith("b "));
            assertEquals("ota.slip", facts(bench).get(11).path("data").path("cause").asText());
        }
    }

    /** A release with the files of another but for one, signed by the key of this working copy: all that differs. */
    private Path release(Path before, int counter, String changed, byte[] content) throws Exception {
        Path next = directory.resolve("release-" + counter);
        run("cp", "-al", before.toString(), next.toString());
        List<String> lines = new ArrayList<>(Files.readAllLines(next.resolve("MANIFEST")));
        lines.replaceAll(line -> line.startsWith("# version ") ? "# version 0.1." + counter : line.startsWith("# counter ") ? "# counter " + counter : line);
        lines.removeIf(line -> line.endsWith(" " + changed));
        for (String replaced : List.of(changed, "MANIFEST", "MANIFEST.sig")) {
            Files.deleteIfExists(next.resolve(replaced));
        }
        Path file = Files.write(next.resolve(changed), content);
        lines.add(sha256(file) + " " + content.length + (changed.startsWith("bin/") ? " 755 " : " 644 ") + changed);
        List<String> files = new ArrayList<>(lines.subList(7, lines.size()));
        files.sort(Comparator.comparing(line -> line.substring(line.lastIndexOf(' ') + 1)));
        Files.writeString(next.resolve("MANIFEST"), String.join("\n", lines.subList(0, 7)) + "\n" + String.join("\n", files) + "\n");
        run("openssl", "pkeyutl", "-sign", "-rawin", "-inkey", PROJECT.resolve("target/release-key.pem").toString(),
                "-in", next.resolve("MANIFEST").toString(), "-out", next.resolve("MANIFEST.sig").toString());
        return next;
    }

    /** A jar without one of its classes. */
    private byte[] without(Path jar, String entry) throws IOException {
        Path copy = Files.copy(jar, directory.resolve("lacking.jar"));
        try (FileSystem inside = FileSystems.newFileSystem(copy)) {
            Files.delete(inside.getPath(entry));
        }
        return Files.readAllBytes(copy);
    }

    /** What a stick has of it: metadata, manifest, and the one file that no kiosk has yet. */
    private void push(Path stick, TufRepository repository, Path release, Instant made) throws Exception {
        List<String> head = Files.readAllLines(release.resolve("MANIFEST")).subList(0, 7);
        String target = "ting/" + value(head, "version") + "/" + value(head, "arch") + "/MANIFEST";
        repository.artifacts.put(target, Files.readAllBytes(release.resolve("MANIFEST")));
        repository.artifacts.put(target + ".sig", Files.readAllBytes(release.resolve("MANIFEST.sig")));
        ObjectNode custom = repository.json.createObjectNode().put("arch", value(head, "arch")).put("counter", Long.parseLong(value(head, "counter")))
                .put("from", Long.parseLong(value(head, "from"))).put("stickUntil", made.plus(Duration.ofDays(30)).toString());
        Stream.of(value(head, "models").split(",")).forEach(custom.withArray("models")::add);
        repository.customs.put(target, custom);
        repository.made = made;
        repository.publish();

        Path fresh = directory.resolve("stick.new");
        for (Map.Entry<String, byte[]> served : repository.served.entrySet()) {
            boolean metadata = served.getKey().endsWith(".json") && !served.getKey().contains("/");
            Path file = fresh.resolve(metadata ? "metadata" : "targets").resolve(served.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, served.getValue());
        }
        Files.createDirectories(fresh.resolve("files"));
        for (String changed : List.of("NOTE", "bin/ting", "app/ting.jar")) {
            if (Files.exists(release.resolve(changed))) {
                Files.copy(release.resolve(changed), fresh.resolve("files").resolve(sha256(release.resolve(changed))));
            }
        }
        run("rm", "-rf", stick.toString());
        Files.move(fresh, stick);
    }

    private static String value(List<String> head, String name) {
        return head.stream().filter(line -> line.startsWith("# " + name + " ")).findFirst().orElseThrow().split(" ", 3)[2];
    }

    private static String sha256(Path file) throws Exception {
        return run("sha256sum", file.toString()).split(" ")[0];
    }

    private static String run(String... words) throws Exception {
        Process command = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(command.getInputStream().readAllBytes());
        assertEquals(0, command.waitFor(), said);
        return said;
    }

    private static List<JsonNode> facts(LaunchedBench bench) throws IOException {
        List<JsonNode> facts = new ArrayList<>();
        bench.get("platform/facts").forEach(fact -> {
            if (fact.path("type").asText().contains(".ota.") || fact.path("type").asText().startsWith("ota.")) {
                facts.add(fact);
            }
        });
        return facts;
    }

    private static List<String> types(LaunchedBench bench) throws IOException {
        return facts(bench).stream().map(fact -> fact.path("type").asText().replaceFirst(".*(?=ota\\.)", "")).toList();
    }

    /** How updates stand on the kiosk, for whoever has waited in vain. */
    private String standing() {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory, 6)) {
            for (Path file : files.filter(file -> file.toString().matches(".*/slots/(committed|previous|trial|outcomes|journal)|.*\\.log")).toList()) {
                List<String> lines = Files.readAllLines(file);
                all.append("\n").append(file.getFileName()).append(": ").append(lines.subList(Math.max(0, lines.size() - 25), lines.size()));
            }
        } catch (IOException unread) {
            all.append(unread);
        }
        return all.toString();
    }

    private interface Truth {
        boolean holds() throws Exception;
    }

    private void await(String what, Truth truth) throws Exception {
        Duration end = clock.uptime().plusSeconds(300);
        while (!truth.holds()) {
            assertTrue(clock.uptime().compareTo(end) < 0, () -> what + ": " + standing());
            clock.pause(Duration.ofMillis(300));
        }
    }
}
