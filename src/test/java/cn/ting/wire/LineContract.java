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
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds of every line, wherever it leads: a far end stands on TCP, and each kind comes to it in its own way. */
@Timeout(300)
abstract class LineContract {

    static final Duration LONG = Duration.ofSeconds(90);

    final KioskClock clock = new SystemClock();
    final BlockingQueue<Line> farLines = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    final TcpFarEnd farEnd = new TcpFarEnd(0, 0, clock, this::hold);

    /** The address of the far end, which listens by now. */
    abstract String address();

    @BeforeEach
    final void listen() {
        farEnd.start();
    }

    @AfterEach
    final void leave() {
        farEnd.close();
    }

    Line open() throws IOException {
        return new Lines().open(address());
    }

    @Test
    void bytesGoBothWaysWhateverTheyAre() throws Exception {
        byte[] every = new byte[256];
        for (int i = 0; i < every.length; i++) {
            every[i] = (byte) i;
        }
        try (Line line = open()) {
            Line far = farLines.poll(60, TimeUnit.SECONDS);
            line.write(every);
            assertArrayEquals(every, all(far, every.length));
            far.write(every);
            assertArrayEquals(every, all(line, every.length));
        }
    }

    @Test
    void aQuestionIsWrittenAndTheFirstOfItsAnswerRead() throws Exception {
        byte[] question = new byte[5_000];
        Arrays.fill(question, 4_990, 5_000, (byte) 7);
        try (Line line = open()) {
            Line far = farLines.poll(60, TimeUnit.SECONDS);
            for (byte[] asked : List.of(new byte[] {1, 2, 3}, question)) {
                byte[] into = new byte[8];
                CompletableFuture<Integer> asking = CompletableFuture.supplyAsync(() -> asked(line, asked, into));
                assertArrayEquals(asked, all(far, asked.length));
                far.write(new byte[] {9});
                assertEquals(1, asking.get(60, TimeUnit.SECONDS));
                assertEquals(9, into[0]);
            }
            assertEquals(0, line.ask(new byte[] {4}, new byte[8], Duration.ofMillis(1)), "nothing is answered");
            assertArrayEquals(new byte[] {4}, all(far, 1));
        }
    }

    private static int asked(Line line, byte[] question, byte[] into) {
        try {
            return line.ask(question, into, LONG);
        } catch (IOException broken) {
            throw new CompletionException(broken);
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
    void closingEndsAReadInProgress() throws Exception {
        Line line = open();
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
            try {
                return line.read(new byte[8], LONG);
            } catch (IOException ended) {
                throw new CompletionException(ended);
            }
        });
        assertThrows(TimeoutException.class, () -> reading.get(100, TimeUnit.MILLISECONDS));
        line.close();
        ExecutionException ended = assertThrows(ExecutionException.class, () -> reading.get(60, TimeUnit.SECONDS));
        assertEquals(LineClosedException.class, ended.getCause().getClass());
    }

    @Test
    void aClosedLineReadsAndWritesNoMore() throws Exception {
        Line line = open();
        line.close();
        assertThrows(LineClosedException.class, () -> line.read(new byte[8], LONG));
        assertThrows(LineClosedException.class, () -> line.write(new byte[] {1}));
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
