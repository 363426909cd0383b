package cn.ting.wire;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections through a passage that is fair, slow, bad and shut, by real sockets and a stepped clock. */
@Timeout(300)
class PassageTest {

    private static final int PATIENCE_MS = 60_000;
    private static final int A_MOMENT_MS = 50;

    private final SteppedClock clock = new SteppedClock();
    private ServerSocket server;
    private Passage passage;
    private int port;
    private Socket near;
    private Socket far;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(PATIENCE_MS);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        passage = new Passage(port, server.getLocalPort(), clock, new SplittableRandom(1));
        passage.open();
        near = new Socket(InetAddress.getLoopbackAddress(), port);
        far = server.accept();
        near.setSoTimeout(PATIENCE_MS);
        far.setSoTimeout(PATIENCE_MS);
    }

    @AfterEach
    void end() throws Exception {
        near.close();
        far.close();
        passage.close();
        server.close();
        for (Thread thread : threads()) {
            thread.join(PATIENCE_MS);
            assertTrue(!thread.isAlive(), thread.getName());
        }
    }

    @Test
    void aFairOneHandsOnAtOnceAndEitherWay() throws IOException {
        say(near, "hello");
        assertEquals("hello", hear(far, 5));
        say(far, "welcome");
        assertEquals("welcome", hear(near, 7));
        assertEquals(0, passage.waitingBytes());
    }

    @Test
    void aSlowOneHandsOnSoMuchLaterAndInOrder() throws IOException {
        passage.delay(Duration.ofMillis(800));
        say(near, "one");
        eventually(() -> passage.waitingBytes() == 3);
        clock.step(Duration.ofMillis(500));
        say(near, "two");
        eventually(() -> passage.waitingBytes() == 6);
        assertSilent(far);
        clock.step(Duration.ofMillis(300));
        assertEquals("one", hear(far, 3));
        assertSilent(far);
        clock.step(Duration.ofMillis(500));
        assertEquals("two", hear(far, 3));
    }

    @Test
    void aChangeHoldsAtOnceForWhatIsUnderWay() throws IOException {
        passage.delay(Duration.ofSeconds(5));
        say(near, "late");
        eventually(() -> passage.waitingBytes() == 4);
        passage.delay(Duration.ZERO);
        assertEquals("late", hear(far, 4));
        say(near, "prompt");
        assertEquals("prompt", hear(far, 6));
    }

    @Test
    void whatIsLostComesAgainOnlyWhenTheWeatherLetsIt() throws IOException {
        passage.lossPercent(100);
        say(near, "lost");
        eventually(() -> passage.waitingBytes() == 4);
        clock.step(Duration.ofSeconds(3));
        assertSilent(far);
        passage.lossPercent(0);
        assertEquals("lost", hear(far, 4));
    }

    @Test
    void aNarrowOneLetsByteAfterByteThroughInItsTime() throws IOException {
        passage.bytesPerSecond(2);
        say(near, "drip");
        near.shutdownOutput();
        assertSilent(far);
        for (int half = 1; half <= 3; half++) {
            stepUntilSomethingCame();
            assertEquals("drip".substring(half - 1, half), hear(far, 1));
            assertTrue(clock.uptime().compareTo(Duration.ofMillis(500L * half)) >= 0, clock.uptime() + " for " + half);
        }
        passage.bytesPerSecond(0);
        // It may have begun to wait before.
        stepUntilSomethingCame();
        assertEquals("p", hear(far, 1));
        assertEquals(-1, far.getInputStream().read());
        say(far, "fair");
        assertEquals("fair", hear(near, 4));
    }

    @Test
    void aNarrowOneThatIsShutEndsAmidAChunk() throws IOException {
        passage.bytesPerSecond(1);
        say(near, "never comes whole");
        stepUntilSomethingCame();
        passage.shut();
        assertEnded(near);
        assertEquals(0, passage.crossings());
    }

    private void stepUntilSomethingCame() {
        eventually(() -> {
            clock.step(Duration.ofMillis(50));
            Thread.yield();
            try {
                return far.getInputStream().available() > 0;
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        });
    }

    /** Seed 1, every second chunk lost on average: all arrives, late and in order. */
    @Test
    void aBadOneLosesTimeAndNoByte() throws IOException {
        byte[] all = new byte[40_000];
        new Random(1).nextBytes(all);
        passage.lossPercent(50);
        Thread sender = new Thread(() -> {
            try {
                for (int from = 0; from < all.length; from += 1_000) {
                    near.getOutputStream().write(all, from, 1_000);
                }
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        });
        sender.start();
        Thread time = new Thread(() -> {
            while (!far.isClosed()) {
                clock.step(Duration.ofMillis(100));
                Thread.yield();
            }
        });
        time.start();
        assertArrayEquals(all, far.getInputStream().readNBytes(all.length));
        far.close();
    }

    @Test
    void aChunkLostForAMinuteBreaksTheConnection() throws IOException {
        passage.lossPercent(100);
        say(near, "lost");
        eventually(() -> passage.waitingBytes() == 4);
        eventually(() -> {
            clock.step(Duration.ofSeconds(1));
            return passage.crossings() == 0;
        });
        assertEnded(near);
        assertEnded(far);
    }

    @Test
    void theEndOfAConnectionIsHandedOnBehindItsBytes() throws IOException {
        passage.delay(Duration.ofSeconds(1));
        say(near, "bye");
        near.shutdownOutput();
        eventually(() -> passage.waitingBytes() == 3);
        assertSilent(far);
        eventually(() -> {
            clock.step(Duration.ofSeconds(1));
            return passage.waitingBytes() == 0;
        });
        assertEquals("bye", hear(far, 3));
        passage.delay(Duration.ZERO);
        assertEquals(-1, far.getInputStream().read());
        say(far, "and you");
        assertEquals("and you", hear(near, 7));
        far.close();
        assertEnded(near);
        eventually(() -> passage.crossings() == 0);
    }

    @Test
    void aShutOneEndsEveryConnectionAndLetsNoneInUntilItIsOpened() throws IOException {
        passage.lossPercent(100);
        say(near, "never");
        eventually(() -> passage.waitingBytes() == 5);
        passage.shut();
        assertEnded(near);
        assertEnded(far);
        assertThrows(IOException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());

        passage.lossPercent(0);
        passage.open();
        try (Socket again = new Socket(InetAddress.getLoopbackAddress(), port); Socket there = server.accept()) {
            say(again, "back");
            there.setSoTimeout(PATIENCE_MS);
            assertEquals("back", hear(there, 4));
        }
    }

    @Test
    void whoSendsTooMuchIsHeldBack() throws Exception {
        passage.delay(Duration.ofSeconds(5));
        near.setSendBufferSize(16_384);
        Thread sender = new Thread(() -> {
            try {
                near.getOutputStream().write(new byte[64 * 1024 * 1024]);
            } catch (IOException broken) {
                // It is broken off below.
            }
        });
        sender.start();
        eventually(() -> passage.waitingBytes() >= 1_048_576);
        assertTrue(passage.waitingBytes() < 1_100_000, "bounded");
        passage.shut();
        sender.join(PATIENCE_MS);
        assertTrue(!sender.isAlive());
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("passage-" + port)).toList();
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(A_MOMENT_MS);
        assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
        socket.setSoTimeout(PATIENCE_MS);
    }

    /** By its end or by a reset, whichever came first. */
    private static void assertEnded(Socket socket) {
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketTimeoutException goesOn) {
            throw new AssertionError("it goes on", goesOn);
        } catch (IOException reset) {
            // As good an end as any.
        }
    }

    private static void say(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hear(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
    }
}
