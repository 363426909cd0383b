package cn.ting.tuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SystemClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ota/tuf} with the release as it is built, as the public conformance suite calls it: a process a call, under another time where told. */
@Timeout(240)
class TufScriptStory {

    private static final Path SCRIPT = Path.of(System.getProperty("project.root", "."), "ota/tuf");

    @TempDir
    Path directory;

    @Test
    void theScriptRefreshesDownloadsAndBelievesTheMachinesTime() throws Exception {
        Instant now = new SystemClock().instant();
        try (Called client = new Called(directory, now)) {
            client.repository.addArtifact("path/to/a/target_file.txt", "target file contents");
            client.repository.publish("targets", "snapshot", "timestamp");
            assertEquals(0, client.init());
            assertEquals(0, client.refresh());
            assertEquals(List.of("root 2", "timestamp", "snapshot 2", "targets 2"), client.repository.asked);
            assertEquals(0, client.download("path/to/a/target_file.txt"));
            assertEquals(List.of("target file contents"), client.downloaded());

            client.at = now.plus(Duration.ofDays(18)).toString().replace('T', ' ').replace("Z", "+00:00");
            assertEquals(0, client.refresh());
            client.at = now.plus(Duration.ofDays(31)).toString().replace('T', ' ').replace("Z", "+00:00");
            assertEquals(1, client.refresh());
            assertTrue(client.said().startsWith("tuf.expired"), client.said());
        }
    }

    /** The client under test as a process of its own. */
    private static final class Called extends SuiteClient {

        private String at = "";

        private Called(Path directory, Instant now) throws IOException {
            super(directory, "test_faketime", now);
        }

        @Override
        int run(String... words) throws IOException {
            List<String> command = new ArrayList<>(at.isEmpty() ? List.of() : List.of("faketime", at));
            command.add(SCRIPT.toString());
            command.addAll(List.of(words));
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            try {
                int code = process.waitFor();
                heard(text, code);
                return code;
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
        }
    }
}
