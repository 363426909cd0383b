package cn.ting.tuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several builds the conformance suite is shown by {@code ota/tuf}. */
class TufScriptTest {

    @TempDir
    Path directory;

    @BeforeEach
    void begin() throws IOException {
        Path script = Files.createDirectories(directory.resolve("ota")).resolve("tuf");
        Files.copy(Path.of(System.getProperty("project.root", "."), "ota/tuf"), script);
        Files.writeString(directory.resolve("pom.xml"), "<project>\n  <version>0.2.0</version>\n  <parent>\n    <version>9</version>\n  </parent>\n</project>\n");
        build("0.1.0");
    }

    private void build(String version) throws IOException {
        Path release = directory.resolve("target/release").resolve(version);
        Files.createFile(Files.createDirectories(release.resolve("app")).resolve("ting.jar"));
        Path java = Files.createDirectories(release.resolve("runtime/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho " + version + "\n");
        assertTrue(java.toFile().setExecutable(true));
    }

    @Test
    void theBuildOfTheVersionInHandIsTestedWhateverElseLiesThere() throws Exception {
        build("0.2.0");
        build("0.3.0");
        assertEquals("0.2.0", said());
    }

    @Test
    void whereThatIsNotBuiltNothingElseIsTestedInItsPlace() throws Exception {
        assertEquals("tuf: release 0.2.0 is not built; ota/release does that", said());
    }

    private String said() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", directory.resolve("ota/tuf").toString(), "refresh").redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return said;
    }
}
