package cn.ting.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.LaunchedKiosk;
import cn.ting.time.Eventually;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a kiosk carries, where it listens, and which configurations it refuses. */
class ReleaseStory {

    @RegisterExtension
    static final Scene SCENE = new Scene("release");

    @Test
    void aReleaseHoldsNothingOfTheBench() throws IOException {
        Set<String> bench = classesBelow(Scene.PROJECT.resolve("src/bench/java"));
        try (JarFile jar = new JarFile(LaunchedKiosk.release().resolve("app/ting.jar").toFile())) {
            List<String> entries = jar.stream().map(entry -> entry.getName().replaceAll("[$.].*", "")).toList();
            assertTrue(entries.contains("cn/ting/Kiosk"));
            assertTrue(entries.contains("org/eclipse/paho/mqttv5/common/packet/util/CountingInputStream"), "it takes the place of the library's");
            assertEquals(List.of(), entries.stream().filter(bench::contains).toList());
            assertTrue(entries.stream().noneMatch(entry -> entry.startsWith("bench/") || entry.startsWith("catalogue/")));
        }
        try (Stream<Path> libraries = Files.list(LaunchedKiosk.release().resolve("app/lib"))) {
            List<String> names = libraries.map(file -> file.getFileName().toString()).toList();
            assertTrue(names.stream().anyMatch(name -> name.contains("sqlite-jdbc")));
            assertEquals(List.of(), names.stream().filter(name -> name.matches("(?i).*(artemis|activemq|pinyin|playwright|junit).*")).toList());
        }
    }

    @Test
    void aReleaseIsWhatItsManifestSays() throws IOException, InterruptedException {
        List<String> manifest = Files.readAllLines(LaunchedKiosk.release().resolve("MANIFEST"));
        assertEquals(List.of("ting-release", "version", "counter", "arch", "models", "from", "epoch"),
                manifest.subList(0, 7).stream().map(line -> line.split(" ")[1]).toList());
        List<String> files = manifest.subList(7, manifest.size());

        Process check = new ProcessBuilder("sha256sum", "--check", "--strict", "--quiet")
                .directory(LaunchedKiosk.release().toFile()).redirectErrorStream(true).start();
        try (OutputStream sums = check.getOutputStream()) {
            sums.write(files.stream().map(line -> line.replaceFirst(" .* ", "  ") + "\n").collect(Collectors.joining()).getBytes(UTF_8));
        }
        assertEquals("", new String(check.getInputStream().readAllBytes(), UTF_8));
        assertEquals(0, check.waitFor());

        try (Stream<Path> found = Files.walk(LaunchedKiosk.release())) {
            assertEquals(found.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).map(this::told)
                            .filter(file -> !file.contains(" MANIFEST")).sorted().toList(),
                    files.stream().map(line -> line.substring(65)).sorted().toList());
        }
        Set<String> paths = files.stream().map(line -> line.split(" ")[3]).collect(Collectors.toSet());
        assertTrue(paths.contains("app/ting.aot") != paths.contains("app/ting.jsa"), "one archive of loaded classes");
        assertTrue(paths.containsAll(
                List.of("app/ting.jar", "bin/ting", "bin/verify-book", "runtime/bin/java", "sbom.json", "ting.service",
                        "ting-watchdog.conf", "ting-browser.service", "ting-browser-policy.json", "60-ting.rules")));
    }

    /** Whoever hears of a hole in a library can ask which kiosks carry it. */
    @Test
    void aReleaseListsTheLibrariesThatAreInIt() throws IOException {
        Set<String> listed = new TreeSet<>();
        new ObjectMapper().readTree(LaunchedKiosk.release().resolve("sbom.json").toFile()).path("components").forEach(one ->
                listed.add(one.path("group").asText() + "." + one.path("name").asText() + "-" + one.path("version").asText() + ".jar"));
        try (Stream<Path> libraries = Files.list(LaunchedKiosk.release().resolve("app/lib"))) {
            assertEquals(List.of(), libraries.map(file -> file.getFileName().toString().replaceFirst("^modified-", ""))
                    .filter(name -> !listed.contains(name)).toList());
        }
    }

    /** Size, mode and path, as a manifest tells them; a link has the mode of none. */
    private String told(Path file) {
        try {
            boolean executable = Files.isExecutable(file);
            String expected = executable ? "rwxr-xr-x" : "rw-r--r--";
            boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals(expected);
            return Files.size(file) + (plain ? executable ? " 755 " : " 644 " : " odd ") + LaunchedKiosk.release().relativize(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Test
    void aReleaseStartsThroughTheLauncherVerifiedAndGivesItSignsOfLife() throws IOException {
        try (LaunchedKiosk first = SCENE.anotherKiosk("launched")) {
            // Two of one name throw each other off, and remember it.
            first.rewrite(settings -> settings.replace("kiosk: " + Scene.KIOSK + ",", "kiosk: launched,"));
            first.startThroughLauncher();
            Path run = first.data().resolveSibling("run");
            // Seen in passing: it is written over by the next.
            Eventually.see("a second word of life", () -> words(run), word -> word.matches("[2-9]|[1-9]\\d+"));
            assertEquals(143, first.stop());
            assertEquals(List.of(), Files.readAllLines(first.log()).stream().filter(line -> line.contains("ting-launcher:")).toList());
        }
    }

    private static String words(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            Path alive = files.filter(file -> file.getFileName().toString().startsWith("alive.")).findFirst().orElseThrow();
            return Files.readString(alive).strip();
        }
    }

    @Test
    void aKioskListensOnLoopbackOnly() throws IOException {
        Set<String> loopback = Set.of("0100007F", "0000000000000000FFFF00000100007F");
        Set<String> found = ListeningPorts.addresses(SCENE.kiosk().pid());

        assertFalse(found.isEmpty());
        assertTrue(loopback.containsAll(found), found.toString());
    }

    @Test
    void aPageOfAnotherSiteIsLetInNowhere() throws IOException, InterruptedException {
        for (String path : List.of("", "home", "queue/ticket")) {
            HttpRequest led = HttpRequest.newBuilder(URI.create(SCENE.kiosk().page() + path))
                    .header("Sec-Fetch-Site", "cross-site").header("Sec-Fetch-Dest", "iframe").build();
            assertEquals(403, HttpClient.newHttpClient().send(led, HttpResponse.BodyHandlers.discarding()).statusCode(), path);
        }
    }

    /** A page of the kiosk's last life asks so; led to a page it would be led on and on. */
    @Test
    void aStrangersEarIsToldToAskNoMore() throws IOException, InterruptedException {
        HttpRequest ear = HttpRequest.newBuilder(URI.create(SCENE.kiosk().page() + "screen/events")).header("Accept", "text/event-stream").build();
        assertEquals(204, HttpClient.newHttpClient().send(ear, HttpResponse.BodyHandlers.discarding()).statusCode());
    }

    @Test
    void aReleaseIsFramedByNobody() throws IOException, InterruptedException {
        HttpRequest page = HttpRequest.newBuilder(URI.create(SCENE.kiosk().page())).build();
        HttpResponse<Void> answer = HttpClient.newHttpClient().send(page, HttpResponse.BodyHandlers.discarding());
        String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    }

    @Test
    void aFirstStartIsRefusedForALoopbackLineThatNoSettingAllows() throws IOException {
        try (LaunchedKiosk first = SCENE.anotherKiosk("first")) {
            first.rewrite(settings -> settings.replace("inventory: {loopbackLines: true}\n", ""));

            assertThrows(IOException.class, first::start);
            assertNotEquals(0, first.stop());
            List<String> said = Files.readAllLines(first.log());
            assertEquals(1, said.size(), said.toString());
            assertTrue(said.get(0).contains("kiosk.yaml") && said.get(0).contains("loopbackLines"), said.get(0));
        }
    }

    @Test
    void aFirstStartThatCannotKeepAnythingSaysSoInOneSentence(@TempDir Path directory) throws IOException, InterruptedException {
        Path file = Files.createFile(directory.resolve("not-a-directory"));
        Path heard = directory.resolve("heard");
        Process start = new ProcessBuilder(
                        LaunchedKiosk.release().resolve("bin/ting").toString(), Scene.PROJECT.resolve("device-config/bench.yaml").toString(),
                        file.resolve("data").toString())
                .redirectErrorStream(true).redirectOutput(heard.toFile()).start();
        boolean ended = start.waitFor(1, TimeUnit.MINUTES);
        start.destroyForcibly();
        List<String> said = Files.readAllLines(heard);
        assertTrue(ended, said.toString());
        assertNotEquals(0, start.exitValue());
        assertEquals(1, said.size(), said.toString());
        assertTrue(said.get(0).contains("ting.data") && said.get(0).contains(file.getFileName().toString()), said.get(0));
    }

    @Test
    void aLaterStartGoesOnWithTheLastGoodSettingsAndSaysSo() throws IOException {
        SCENE.kiosk().stop();
        SCENE.kiosk().rewrite(settings -> settings + "visitt: {idle: 60s}\n");
        SCENE.kiosk().start();

        Eventually.see("the key named", () -> SCENE.look("state").toString(), told -> told.contains("settings.refused") && told.contains("visitt"));
        SCENE.visitor().begins();
    }

    private static Set<String> classesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            Set<String> classes = new TreeSet<>();
            files.map(file -> root.relativize(file).toString()).filter(name -> name.endsWith(".java") && !name.contains("package-info"))
                    .forEach(name -> classes.add(name.replace(".java", "")));
            return classes;
        }
    }
}
