package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A build makes the archive of classes, or fails: a release that lacks it starts slowly for good, and nobody would be told. */
@Timeout(240)
class ArchiveTest {

    @TempDir
    Path directory;

    private HttpServer page;
    private volatile int status = 200;

    @BeforeEach
    void begin() throws IOException {
        page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        page.createContext("/", asked -> {
            asked.getResponseHeaders().add("Set-Cookie", "visit=1; Path=/");
            asked.sendResponseHeaders(status, -1);
            asked.close();
        });
        page.start();
        Files.writeString(Files.createDirectories(directory.resolve("runtime")).resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        Files.createDirectories(directory.resolve("app"));
    }

    @AfterEach
    void end() {
        page.stop(0);
    }

    /** Serves where the test's page is, and leaves at its end what Java would. */
    private String wellTrained() {
        return "trap 'echo classes > app/ting.aot; exit 143' TERM\necho 'Listening on: http://127.0.0.1:" + page.getAddress().getPort()
                + "'\nn=0; while [ $n -lt 6000 ]; do n=$((n + 1)); sleep 0.01; done\n";
    }

    private static final String BUSY = "echo 'ERROR: the machine is busy'\nexit 1\n";

    @Test
    void a_run_that_a_busy_machine_has_fail_is_made_again() throws Exception {
        stand("[ -e twice ] || { if [ -e once ]; then touch twice; else touch once; fi; " + BUSY.strip().replace("\n", "; ") + "; }\n" + wellTrained());
        assertEquals(0, archive());
        assertTrue(Files.exists(directory.resolve("app/ting.aot")));
        assertEquals(List.of("run", "run", "run"), runs());
    }

    @Test
    void after_three_that_failed_there_is_no_release_and_the_build_says_why() throws Exception {
        Files.writeString(directory.resolve("app/ting.aot"), "of another build");
        stand(BUSY);
        assertEquals(1, archive());
        assertTrue(said().contains("ERROR: the machine is busy") && said().endsWith("archive: none\n"), said());
        assertEquals(List.of("run", "run", "run"), runs());
        assertTrue(Files.notExists(directory.resolve("app/ting.aot")), "a stale archive is worse than none");
    }

    @Test
    void a_visit_that_was_not_walked_through_trains_nothing() throws Exception {
        status = 500;
        stand(wellTrained());
        assertEquals(1, archive());
        assertTrue(said().contains("GET / was answered so: HTTP/1.1 500"), said());
        assertTrue(Files.notExists(directory.resolve("app/ting.aot")));
    }

    @Test
    void a_java_that_leaves_nothing_is_a_failed_run() throws Exception {
        stand("echo 'Listening on: http://127.0.0.1:" + page.getAddress().getPort() + "'\nn=0; while [ $n -lt 6000 ]; do n=$((n + 1)); sleep 0.01; done\n");
        assertEquals(1, archive());
        assertTrue(said().contains("(no file)"), said());
    }

    @Test
    void a_java_that_never_ends_holds_no_build_up() throws Exception {
        stand("trap '' TERM\necho 'Listening on: http://127.0.0.1:" + page.getAddress().getPort() + "'\nexec sleep 600\n");
        assertEquals(1, archive("1"));
        assertTrue(said().endsWith("archive: none\n"), said());
    }

    private void stand(String fate) throws IOException {
        Path start = Files.createDirectories(directory.resolve("bin")).resolve("ting");
        Files.writeString(start, "#!/bin/sh\ncd \"${0%/*}/..\"\necho run >> runs\n" + fate);
        Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private int archive() throws Exception {
        return archive("60");
    }

    private int archive(String patience) throws Exception {
        ProcessBuilder command = new ProcessBuilder(LauncherRig.OTA.resolve("archive").toString(), directory.toString(), "none.yaml")
                .redirectErrorStream(true).redirectOutput(directory.resolve("said").toFile());
        command.environment().put("TING_TRAINING_PATIENCE", patience);
        return command.start().waitFor();
    }

    private String said() throws IOException {
        return Files.readString(directory.resolve("said"), StandardCharsets.UTF_8);
    }

    private List<String> runs() throws IOException {
        return Files.readAllLines(directory.resolve("runs"));
    }
}
