package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        ChildBench.eventually(() -> ports.pid().isEmpty());
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
}
