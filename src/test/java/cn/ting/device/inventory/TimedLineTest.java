package cn.ting.device.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SteppedClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import cn.ting.wire.Lines;
import cn.ting.wire.PortsBench;
import cn.ting.wire.SerialCable;
import cn.ting.wire.TcpFarEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

    /** Where what holds its port has to be started, that takes its time. */
    @Test
    void toHaveALineAloneMayTakeAStartAndNoMore() throws Exception {
        CompletableFuture<Exception> grabbing = CompletableFuture.supplyAsync(() -> assertThrows(IOException.class, line::grab));
        stuck.entered.await();
        clock.step(Duration.ofSeconds(50));
        assertFalse(line.overdue());
        clock.step(Duration.ofMillis(1));
        assertTrue(line.overdue());
        line.giveUp();
        line.close();
        assertEquals(InventoryFault.HUNG, assertInstanceOf(Device.GoneException.class, grabbing.get()).why());
    }

    /** A driver may take a line that went for a device that has lost its power, and with it what it held. */
    @Test
    void aCrashOfWhatHoldsThePortSaysNothingOfTheDevice(@TempDir Path directory) throws Exception {
        try (TcpFarEnd far = new TcpFarEnd(0, 0, new SystemClock(), idle -> stuck.closed.await())) {
            far.start();
            try (SerialCable cable = new SerialCable(directory.resolve("port"), far.port()).plug();
                    TimedLine held = new TimedLine(new Lines().open(cable.address()), status)) {
                PortsBench.crash();
                IOException told = assertThrows(IOException.class, () -> held.read(new byte[1], Duration.ofMinutes(1)));
                assertEquals(InventoryFault.PORTS_ENDED, assertInstanceOf(Device.GoneException.class, told).why());
            }
            stuck.close();
        }
    }

    /** The line itself is asked, which may have a cheaper way than to write and to read; it may take what both would. */
    @Test
    void aQuestionMayTakeWhatItsWritingAndItsAnswerMay() throws Exception {
        CompletableFuture<Void> asking = CompletableFuture.runAsync(this::askForAMinute);
        stuck.asked.await();
        clock.step(Duration.ofSeconds(72));
        assertFalse(line.overdue());
        clock.step(Duration.ofMillis(1));
        assertTrue(line.overdue());
        line.close();
        assertThrows(ExecutionException.class, asking::get);
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

    private void askForAMinute() {
        try {
            line.ask(new byte[1_800], new byte[1], Duration.ofMinutes(1));
        } catch (IOException closed) {
            throw new IllegalStateException(closed);
        }
    }

    /** A line whose calls do not come back until it is closed, as a printer's does that takes no more. */
    private static final class Stuck implements Line {

        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch asked = new CountDownLatch(1);
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

        @Override
        public void grab() throws IOException {
            block();
        }

        @Override
        public int ask(byte[] question, byte[] into, Duration patience) throws IOException {
            asked.countDown();
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
