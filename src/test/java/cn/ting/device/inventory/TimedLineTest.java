package cn.ting.device.inventory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SteppedClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class TimedLineTest {

    private final SteppedClock clock = new SteppedClock();
    private final DeviceStatus status = new DeviceStatus("bell", clock, () -> {});
    private final Stuck stuck = new Stuck();
    private final TimedLine line = new TimedLine(stuck, status);

    @Test
    void aWriteNobodyTakesIsOverdueInTheEndAndEndsWithTheLine() throws Exception {
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(new byte[1_800]));
        stuck.entered.await();
        // 1800 bytes take two seconds on the slowest line.
        clock.step(Duration.ofSeconds(12));
        assertFalse(line.overdue());
        clock.step(Duration.ofMillis(1));
        assertTrue(line.overdue());
        line.close();
        assertThrows(ExecutionException.class, writing::get);
        assertFalse(line.overdue());
    }

    @Test
    void aReadMayTakeWhatItWasGiven() throws Exception {
        CompletableFuture<Void> reading = CompletableFuture.runAsync(this::readForAMinute);
        stuck.entered.await();
        clock.step(Duration.ofSeconds(70));
        assertFalse(line.overdue());
        clock.step(Duration.ofMillis(1));
        assertTrue(line.overdue());
        line.close();
        assertThrows(ExecutionException.class, reading::get);
    }

    @Test
    void whoRestsBetweenCallsIsNotOverdue() {
        clock.step(Duration.ofHours(1));
        assertFalse(line.overdue());
    }

    private void write(byte[] bytes) {
        try {
            line.write(bytes);
        } catch (IOException closed) {
            throw new IllegalStateException(closed);
        }
    }

    private void readForAMinute() {
        try {
            line.read(new byte[1], Duration.ofMinutes(1));
        } catch (IOException closed) {
            throw new IllegalStateException(closed);
        }
    }

    /** A line whose calls do not come back until it is closed, as a printer's does that takes no more. */
    private static final class Stuck implements Line {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void write(byte[] bytes) throws IOException {
            block();
        }

        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            block();
            return 0;
        }

        private void block() throws IOException {
            entered.countDown();
            try {
                closed.await();
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
            throw new LineClosedException("stuck");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
