package cn.ting.device.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.wire.PortsBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Control lines of a port of this machine, which no pseudo-terminal has: driver and library are those that ship, and the calls
 * of the kernel about such lines, of the program that holds the ports, a small library answers.
 */
@Timeout(900)
class LocalLinesTest {

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> itIsABoardByTheLinesOfAPort() throws Exception {
        Path library = PortsBench.compiled("modemlines.c", folder.resolve("modemlines.so"));
        Path log = folder.resolve("log");
        Path outcome = folder.resolve("outcome");
        ProcessBuilder jvm = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), PreloadedRun.class.getName(), outcome.toString(),
                LocalLinesContract.class.getName(), LocalLinesCases.class.getName());
        jvm.environment().put("LD_PRELOAD", library.toString());
        jvm.environment().put(ModemLines.FOLDER, folder.toString());
        run(jvm, log);
        List<String> outcomes = Files.readAllLines(outcome);
        assertTrue(outcomes.size() > 1, () -> "nothing was run: " + outcomes);
        return outcomes.stream().map(line -> line.split(" ", 2))
                .map(one -> DynamicTest.dynamicTest(one[0], () -> assertEquals("passed", one[1], one[0])));
    }

    private static void run(ProcessBuilder program, Path log) throws IOException, InterruptedException {
        Process begun = program.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertTrue(begun.waitFor(600, TimeUnit.SECONDS), "it comes to no end");
            assertEquals(0, begun.exitValue(), () -> read(log));
        } finally {
            begun.descendants().forEach(ProcessHandle::destroyForcibly);
            begun.destroyForcibly().waitFor();
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException unread) {
            return unread.toString();
        }
    }
}
