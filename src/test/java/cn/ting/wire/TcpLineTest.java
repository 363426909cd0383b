package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TcpLineTest extends LineContract {

    /** A keep-alive timer runs. */
    private static final String KEPT_ALIVE = "02:";

    @Override
    String address() {
        return farEnd.address();
    }

    @Test
    void aFarEndThatHangsUpClosesTheLine() throws Exception {
        try (Line line = open()) {
            farLines.poll(60, TimeUnit.SECONDS);
            farEnd.hangUp();
            assertThrows(LineClosedException.class, () -> line.read(new byte[8], LONG));
        }
    }

    /** A cable that is pulled cannot be had here: what can is the kernel's word that it will ask. */
    @Test
    void aFarEndThatIsSilentIsAskedByTheKernelWhetherItIsThere() throws Exception {
        try (Line line = open()) {
            farLines.poll(60, TimeUnit.SECONDS).write(new byte[] {1});
            assertEquals(1, line.read(new byte[8], LONG));
            assertTrue(ours().stream().anyMatch(socket -> socket.split(" ")[5].startsWith(KEPT_ALIVE)), ours().toString());
        }
    }

    /** How the kernel keeps sockets to the far end, see proc(5): number, local and far address, state, queues, timer and when it is due. */
    private List<String> ours() throws IOException {
        String far = String.format(":%04X", farEnd.port());
        return Stream.of("tcp", "tcp6").flatMap(kind -> lines(Path.of("/proc/net", kind))).map(String::strip).map(line -> line.replaceAll(" +", " "))
                .filter(socket -> socket.split(" ")[2].endsWith(far)).toList();
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException without) {
            return Stream.empty();
        }
    }

    @Test
    void anUnpluggedFarEndRefusesAndComesBackOnItsPort() throws Exception {
        farEnd.unplug();
        IOException refused = assertThrows(IOException.class, this::open);
        assertTrue(refused.getMessage().startsWith("cannot reach " + farEnd.address()), refused.getMessage());
        farEnd.start();
        open().close();
    }

    @Test
    void aLineThatShallLeaveThisMachineIsNotOpenedToOneThatDoesNot() {
        IOException refused = assertThrows(IOException.class, () -> new Lines().openAbroad(farEnd.address()));
        assertEquals(farEnd.address() + " leads to this machine itself", refused.getMessage());
    }

    @Test
    void aThrottledFarEndSendsNoFasterThanItsBaudRate() throws Exception {
        try (TcpFarEnd slow = new TcpFarEnd(0, 9600, clock, line -> line.write(new byte[96]))) {
            slow.start();
            Duration before = clock.uptime();
            try (Line line = new Lines().open(slow.address())) {
                byte[] into = new byte[96];
                for (int read = 0; read < 96; ) {
                    read += line.read(into, LONG);
                }
            }
            // 96 bytes of 10 bits at 9600 bits a second.
            assertTrue(clock.uptime().minus(before).toMillis() >= 100);
        }
    }
}
