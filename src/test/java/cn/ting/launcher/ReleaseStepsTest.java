package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ota/release} says each of its steps as it begins, for it takes minutes; the steps themselves are played. */
class ReleaseStepsTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root", ".")).toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void eachStepIsSaidBeforeItBeginsOnStandardError() throws Exception {
        Path ota = Files.createDirectories(directory.resolve("ota"));
        Files.createDirectories(directory.resolve("target/release"));
        for (String real : List.of("ota/release", "ota/release.conf", "pom.xml")) {
            Files.copy(ROOT.resolve(real), directory.resolve(real));
        }
        for (Path played : List.of(ota.resolve("assemble"), ota.resolve("archive"), ota.resolve("manifest"), directory.resolve("mvn"))) {
            played(played, "echo \"${0##*/}\" >&2");
        }
        played(ota.resolve("runtime"), ":");
        played(directory.resolve("openssl"), ":");
        ProcessBuilder builder = new ProcessBuilder("bash", ota.resolve("release").toString());
        builder.environment().put("PATH", directory + ":" + System.getenv("PATH"));
        builder.redirectOutput(directory.resolve("out").toFile());
        Process release = builder.start();
        List<String> said = new String(release.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                .map(line -> line.replaceAll("^(ota/release: . of 4), .*", "$1")).toList();
        assertEquals(0, release.waitFor(), said.toString());
        assertEquals(List.of("ota/release: 1 of 4", "mvn", "ota/release: 2 of 4", "assemble", "ota/release: 3 of 4", "archive", "ota/release: 4 of 4",
                "manifest"), said);
        assertEquals(1, Files.readAllLines(directory.resolve("out")).size(), "and where it stands");
    }

    private static void played(Path script, String does) throws Exception {
        Files.writeString(script, "#!/bin/sh\n" + does + "\n");
        script.toFile().setExecutable(true);
    }
}
