package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a real pseudo-terminal, whose far end stands on a TCP port. */
@Timeout(30)
class SerialLineTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final KioskClock clock = new SystemClock();
    private final BlockingQueue<Line> farLines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private final TcpFarEnd farEnd = new TcpFarEnd(0, 0, clock, this::hold);
    private SerialCable cable;

    @BeforeEach
    void plug(@TempDir Path directory) {
        farEnd.start();
        cable = new SerialCable(directory.resolve("port"), farEnd.port()).plug();
    }

    @AfterEach
    void close() {
        cable.close();
        farEnd.close();
    }

    @Test
    void bytesGoBothWaysWhateverTheyAre() throws Exception {
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        try (Line line = open("@9600")) {
            Line far = farLines.poll(10, TimeUnit.SECONDS);
            line.write(every);
            assertArrayEquals(every, all(far, every.length));
            far.write(every);
            assertArrayEquals(every, all(line, every.length));
        }
    }

    @Test
    void silenceIsZeroBytesAfterTheGivenPatience() throws Exception {
        try (Line line = open("")) {
            Duration before = clock.uptime();
            assertEquals(0, line.read(new byte[8], Duration.ofMillis(50)));
            Duration waited = clock.uptime().minus(before);
            assertTrue(waited.toMillis() >= 45, waited.toString());
        }
    }

    @Test
    void aPulledCableClosesTheLine() throws Exception {
        try (Line line = open("")) {
            cable.unplug();
            assertThrows(LineClosedException.class, () -> {
                for (int i = 0; i < 10; i++) {
                    line.read(new byte[8], Duration.ofMillis(100));
                }
            });
            assertThrows(IOException.class, () -> line.write(new byte[] {1}));
        }
        assertThrows(IOException.class, () -> open(""), "there is no such port");
        cable.plug();
        open("").close();
    }

    @Test
    void closingEndsAReadInProgress() throws Exception {
        Line line = open("");
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
            try {
                return line.read(new byte[8], LONG);
            } catch (IOException ended) {
                throw new java.util.concurrent.CompletionException(ended);
            }
        });
        assertThrows(java.util.concurrent.TimeoutException.class, () -> reading.get(100, TimeUnit.MILLISECONDS));
        line.close();
        ExecutionException ended = assertThrows(ExecutionException.class, () -> reading.get(5, TimeUnit.SECONDS));
        assertEquals(LineClosedException.class, ended.getCause().getClass());
    }

    @Test
    void aPortIsHeldAlone() throws Exception {
        Line held = open("");
        assertThrows(IOException.class, () -> open(""));
        held.close();
        open("").close();
    }

    private Line open(String settings) throws IOException {
        return new Lines().open(cable.address() + settings);
    }

    private static byte[] all(Line line, int count) throws IOException {
        byte[] all = new byte[count];
        byte[] piece = new byte[count];
        for (int have = 0; have < count; ) {
            int more = line.read(piece, LONG);
            assertTrue(more > 0 && have + more <= count, "after " + Arrays.toString(Arrays.copyOf(all, have)));
            System.arraycopy(piece, 0, all, have, more);
            have += more;
        }
        return all;
    }

    private void hold(Line line) throws InterruptedException {
        farLines.add(line);
        try {
            released.get();
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }
}
