package cn.ting.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.IOException;
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

@Timeout(20)
class TcpLineTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final KioskClock clock = new SystemClock();
    private final BlockingQueue<Line> farLines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private final TcpFarEnd farEnd = new TcpFarEnd(0, 0, clock, this::hold);

    @BeforeEach
    void listen() {
        farEnd.start();
    }

    @AfterEach
    void close() {
        farEnd.close();
    }

    @Test
    void bytesGoBothWays() throws Exception {
        try (Line line = open()) {
            Line far = farLines.poll(10, TimeUnit.SECONDS);
            line.write(new byte[] {1, 2, 3});
            byte[] arrived = new byte[8];
            assertEquals(3, far.read(arrived, LONG));
            far.write(new byte[] {(byte) 0xff, 0});
            assertEquals(2, line.read(arrived, LONG));
            assertArrayEquals(new byte[] {(byte) 0xff, 0}, Arrays.copyOf(arrived, 2));
        }
    }

    @Test
    void silenceIsZeroBytesAfterTheGivenPatience() throws Exception {
        try (Line line = open()) {
            Duration before = clock.uptime();
            assertEquals(0, line.read(new byte[8], Duration.ofMillis(50)));
            Duration waited = clock.uptime().minus(before);
            assertTrue(waited.toMillis() >= 45, waited.toString());
        }
    }

    @Test
    void aFarEndThatHangsUpClosesTheLine() throws Exception {
        try (Line line = open()) {
            farLines.poll(10, TimeUnit.SECONDS);
            farEnd.hangUp();
            assertThrows(LineClosedException.class, () -> line.read(new byte[8], LONG));
        }
    }

    @Test
    void closingEndsAReadInProgress() throws Exception {
        Line line = open();
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

    private Line open() throws IOException {
        return new Lines().open(farEnd.address());
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
