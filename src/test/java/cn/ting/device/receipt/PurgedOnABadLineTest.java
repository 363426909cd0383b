package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.roll.SampleSlips;
import cn.ting.time.Eventually;
import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A slip that may still be in a printer, on a line that answers by noise when it is asked for its end. */
@Timeout(240)
class PurgedOnABadLineTest {

    private static final int FIRST_QUESTIONS = 3;

    /** As a line does whose plug is worn, or that is held down: each such byte looks like an answer without a number. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void noiseDoesNotMakeItReadyAsLongAsASlipIsInIt(int bytes) throws Exception {
        try (PrinterOnItsLine printer = new PrinterOnItsLine(Model.standard().with(), "model: default-80\nstatusEvery: 50ms\nanswerPatience: 20s")) {
            AtomicInteger asked = new AtomicInteger();
            printer.wiring = line -> new Noisy(line, bytes, asked);
            printer.start();
            CompletableFuture<PrintOutcome> printing = printer.heldIn(SampleSlips.ticket("A007"), printer::begun);
            printer.far.line().unplug();
            assertEquals(new PrintOutcome.Unknown(ReceiptFault.SILENT), PrinterOnItsLine.outcome(printing));
            int before = printer.opened();
            asked.set(0);
            printer.far.line().start();
            Eventually.eventually(() -> {
                assertFalse(printer.opened() > before && printer.ready(), "ready, with a slip half out");
                return asked.get() > FIRST_QUESTIONS;
            });

            printer.motor.goOn();
            printer.until(() -> printer.opened() > before && printer.ready());
            assertEquals(new PrintOutcome.Printed(), printer.print(SampleSlips.ticket("A008")));
            List<PaperPiece> slips = printer.far.slips();
            assertFalse(slips.get(slips.size() - 1).text().contains("A007"), slips.toString());
        }
    }

    /** Noise that comes with the first questions on a line, once and no more. */
    private static final class Noisy implements Line {

        private final Line line;
        private final int bytes;
        private final AtomicInteger asked;
        private boolean strayed;

        private Noisy(Line line, int bytes, AtomicInteger asked) {
            this.line = line;
            this.bytes = bytes;
            this.asked = asked;
        }

        @Override
        public void write(byte[] out) throws IOException {
            asked.addAndGet(Arrays.equals(out, QueuedAnswers.plainQuestion()) ? 1 : 0);
            line.write(out);
        }

        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            if (asked.get() > 0 && !strayed) {
                strayed = true;
                Arrays.fill(into, 0, bytes, (byte) 0);
                return bytes;
            }
            return line.read(into, patience);
        }

        @Override
        public void close() throws IOException {
            line.close();
        }
    }
}
