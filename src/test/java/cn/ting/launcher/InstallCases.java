package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A technician before an open door: a machine with its slots, a medium with a release on it, and the command. */
@Timeout(240)
abstract class InstallCases {

    @TempDir
    Path directory;

    LauncherRig rig;
    Path slots;
    Path medium;
    /** What the last call said. */
    String said;
    Process process;

    @BeforeEach
    final void build() throws IOException {
        rig = new LauncherRig(directory);
        slots = rig.slots;
        medium = medium("2.0", 2, StandIn.HEALTHY);
        Files.writeString(directory.resolve("device-config.yaml"), "place:\n  model: none\nota:\n  # a comment\n  model: bench\n");
        Files.createDirectories(directory.resolve("path"));
    }

    @AfterEach
    final void end() throws Exception {
        rig.close();
    }

    /** A medium with a release on it. */
    private Path medium(String version, int counter, String fate) throws IOException {
        Path media = Files.createDirectories(directory.resolve("media"));
        new StandIn(version, counter, fate).into(media, version, rig.key);
        return media.resolve(version);
    }

    final Process begin(Object... words) throws IOException {
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

    final int ting(Object... words) throws Exception {
        int code = begin(words).waitFor();
        said = Files.readString(directory.resolve("said"), StandardCharsets.UTF_8);
        return code;
    }

    /** Puts another program before the one of that name; {@code $real} is that one. */
    final void instead(String name, String lines) throws IOException {
        String real = Stream.of("/usr/bin/", "/bin/").map(place -> place + name).filter(file -> Files.exists(Path.of(file))).findFirst().orElse("none");
        Path script = directory.resolve("path").resolve(name);
        Files.writeString(script, "#!/bin/sh\nreal=" + real + "\ndirectory='" + directory + "'\n" + lines);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What stands in the slots and beside them. */
    final Map<String, String> all() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(slots)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(slots.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }

    final void refuses(String why, Object... words) throws Exception {
        Map<String, String> before = all();
        assertEquals(1, ting(words), said);
        assertTrue(said.contains("ting: " + why), said);
        assertEquals(before, all(), "what is refused changes nothing");
    }

    final void awaitStop() throws Exception {
        SystemClock clock = new SystemClock();
        for (int looks = 0; !Files.exists(directory.resolve("stopped")); looks++) {
            assertTrue(process.isAlive() && looks < 3_000, () -> "it never came so far: " + directory);
            clock.pause(Duration.ofMillis(20));
        }
    }
}
