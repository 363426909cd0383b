package cn.ting.wire;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.port.PortMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a process that holds local ports is started, where it is met, and what becomes of one that cannot be used. */
class PortsStartTest extends OnTwoPorts {

    /** As when what clears away old files has taken its folder. */
    @Test
    void aProgramThatLivesAndCannotBeReachedIsKilledAndTheNextOpeningStartsAnother() throws Exception {
        Path place = Files.createDirectory(directory.resolve("run"));
        Ports ports = PortsBench.portsAt(place);
        Lines lines = new Lines(ports);
        try (Line held = lines.open(one.address())) {
            long unreachable = ports.pid().orElseThrow();
            clearAway(place);
            IOException told = assertThrows(LineClosedException.class, () -> lines.open(other.address()));
            assertTrue(LineClosedException.programEnded(told).orElse("").contains("cannot be reached"), told.getMessage());
            lines.open(other.address()).close();
            assertNotEquals(unreachable, ports.pid().orElseThrow());
            assertThrows(LineClosedException.class, () -> held.read(new byte[8], LONG));
        }
    }

    /** Whether its port is closed there nobody can tell. */
    @Test
    void aPortThatCannotBeToldToCloseCountsAsOneThatHangs() throws Exception {
        Path place = Files.createDirectory(directory.resolve("run"));
        Ports ports = PortsBench.portsAt(place);
        Line held = new Lines(ports).open(one.address());
        clearAway(place);
        held.close();
        assertTrue(ports.pid().isEmpty());
    }

    private static void clearAway(Path place) throws IOException {
        for (Path folder : within(place)) {
            Files.delete(folder.resolve("s"));
            Files.delete(folder);
        }
    }

    @Test
    void whatEndedWhileNoPortWasOpenLeavesNothing() throws Exception {
        Path place = Files.createDirectory(directory.resolve("run"));
        Ports ports = PortsBench.portsAt(place);
        Lines lines = new Lines(ports);
        lines.open(one.address()).close();
        List<Path> first = within(place);
        ProcessHandle.of(ports.pid().orElseThrow()).orElseThrow().destroyForcibly();
        eventually(() -> ports.pid().isEmpty());
        lines.open(one.address()).close();
        assertEquals(1, within(place).size());
        assertNotEquals(first, within(place));
    }

    private static List<Path> within(Path place) throws IOException {
        try (Stream<Path> folders = Files.list(place)) {
            return folders.toList();
        }
    }

    @Test
    void kioskAndProgramMeetInMemoryWhereALauncherHasSaidWhere() throws Exception {
        Path run = Files.createDirectory(directory.resolve("run"));
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        assertEquals(run, Ports.place(Map.of("RUNTIME_DIRECTORY", run.toString())));
        assertEquals(run, Ports.place(Map.of("RUNTIME_DIRECTORY", temporary.toString(), "TING_RUN", run.toString())));
        assertEquals(temporary, Ports.place(Map.of()));
        assertEquals(temporary, Ports.place(Map.of("RUNTIME_DIRECTORY", run + "/gone")));
        Path deep = Files.createDirectory(run.resolve("d".repeat(80)));
        assertEquals(temporary, Ports.place(Map.of("RUNTIME_DIRECTORY", deep.toString())), "a socket's path has to be short");
    }

    /** One after another they would each wait for a start of their own, and pass for devices that hang. */
    @Test
    void allWhoWaitForAStartFailWithIt() throws Exception {
        Path starts = directory.resolve("starts");
        Path end = directory.resolve("end");
        assertEquals(0, new ProcessBuilder("mkfifo", end.toString()).start().waitFor());
        Path slow = ChildBench.script(directory, "slow", "echo one >> " + starts + "\nread word < " + end);
        Ports ports = new Ports(List.of(slow.toString()), directory);
        List<CompletableFuture<IOException>> failed = new ArrayList<>();
        List<Thread> opening = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            CompletableFuture<IOException> failure = new CompletableFuture<>();
            failed.add(failure);
            opening.add(new Thread(() -> failure.complete(
                    assertThrows(IOException.class, () -> ports.open(PortMessage.of(PortMessage.CONTROLS, "none"), "none")))));
        }
        opening.forEach(Thread::start);
        eventually(() -> opening.stream().allMatch(PortsStartTest::waitsForAStart));
        Files.write(end, new byte[] {'\n'});
        for (CompletableFuture<IOException> failure : failed) {
            assertTrue(failure.get(60, TimeUnit.SECONDS).getMessage().contains("does not start"));
        }
        assertEquals(List.of("one"), Files.readAllLines(starts));
    }

    private static boolean waitsForAStart(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING
                && Arrays.stream(thread.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals("running"));
    }
}
