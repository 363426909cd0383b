package cn.ting.device.receipt;

import cn.ting.roll.EscPosEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One slip on its way to paper, and what became of it.
 *
 * <p>The slip ends with a queued question, the cut, and another. A queued question is answered when the mechanism reaches it, so
 * the first answer says that the last line is on paper and the second that the cut is done. Real-time status says why an answer
 * is missing, never that a slip came out: it overtakes the buffer.
 *
 * <p>An answer without a number is one byte, as noise is. So on models without numbers two of them prove nothing yet, see {@link FreshAnswers}.
 */
final class EscPosDelivery {

    private static final int DOTS_PER_MM = 8;
    private static final int SLOWEST_BYTES_A_SECOND = 900;
    private static final int WAITS = 6;
    private static final Duration HANGING = Duration.ofSeconds(10);

    private static final Optional<ReceiptFault> SILENT = Optional.of(ReceiptFault.SILENT);

    private final EscPosLine line;
    private final EscPosEncoder.Encoded slip;
    private final boolean cutFirst;
    private final EscPosSettings settings;
    private boolean onPaper;

    /**
     * @param cutFirst true when a part of an earlier slip may hang from the printer: it shall not head this one
     */
    EscPosDelivery(EscPosLine line, EscPosEncoder.Encoded slip, boolean cutFirst, EscPosSettings settings) {
        this.line = line;
        this.slip = slip;
        this.cutFirst = cutFirst;
        this.settings = settings;
    }

    /**
     * How long a slip takes at most, whatever its printer does: what its bytes take on the slowest line, the time to come out, the
     * waits for an answer before, after and between, and as long as a call on the line may hang before it is ended.
     */
    static Duration longest(EscPosEncoder.Encoded slip, EscPosSettings settings) {
        int bytes = slip.chunks().stream().mapToInt(chunk -> chunk.length).sum();
        return Duration.ofSeconds(bytes / SLOWEST_BYTES_A_SECOND)
                .plus(feeding(slip, settings).multipliedBy(2))
                .plus(settings.answerPatience().multipliedBy(WAITS))
                .plus(HANGING);
    }

    /**
     * Sends the slip and waits for its proof.
     *
     * @throws IOException when the line broke or the printer fell silent; {@link #unproven()} is the outcome then
     */
    PrintOutcome run() throws IOException {
        // Changes modes only, so that the first byte need not wait for an answer and status is still asked before paper moves.
        line.begin();
        for (int i = 0; i < slip.chunks().size(); i++) {
            EscPosStatus status = line.status();
            // What is under way waits out what will pass by itself; what has not begun does not begin with it.
            Optional<ReceiptFault> stop = onPaper ? status.lastingStop() : status.stop();
            if (stop.isPresent()) {
                return new PrintOutcome.NotPrinted(stop.get());
            }
            line.forgetQueuedAnswers();
            onPaper = true;
            line.send(framed(slip, i, cutFirst, line::question));
        }
        return proof();
    }

    /** The outcome when nothing more can be learned. */
    PrintOutcome unproven() {
        return onPaper
                ? new PrintOutcome.Unknown(ReceiptFault.SILENT)
                : new PrintOutcome.NotPrinted(ReceiptFault.SILENT);
    }

    /** True when paper may have moved. */
    boolean onPaper() {
        return onPaper;
    }

    /**
     * What is sent for one chunk of a slip: before the first the cut of what may hang there, after the last the questions around its cut.
     *
     * @param question is asked for the bytes of each question
     */
    private static byte[] framed(EscPosEncoder.Encoded slip, int chunk, boolean cutFirst, Supplier<byte[]> question) {
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        if (chunk == 0 && cutFirst) {
            framed.writeBytes(slip.cut());
        }
        framed.writeBytes(slip.chunks().get(chunk));
        if (chunk == slip.chunks().size() - 1) {
            framed.writeBytes(question.get());
            framed.writeBytes(slip.cut());
            framed.writeBytes(question.get());
        }
        return framed.toByteArray();
    }

    /** All that is sent for a slip on a printer from which nothing hangs, but for the questions in {@code DLE EOT} between two chunks. */
    static byte[] whole(EscPosEncoder.Encoded slip, Supplier<byte[]> question) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int i = 0; i < slip.chunks().size(); i++) {
            whole.writeBytes(framed(slip, i, false, question));
        }
        return whole.toByteArray();
    }

    private static Duration feeding(EscPosEncoder.Encoded slip, EscPosSettings settings) {
        return Duration.ofMillis(1000L * slip.lengthDots() / DOTS_PER_MM / settings.model().ting().feedSpeed());
    }

    private PrintOutcome proof() throws IOException {
        Duration patience = feeding(slip, settings).plus(settings.answerPatience());
        Optional<ReceiptFault> stop = line.awaitQueued(2, patience);
        // Without the first answer the last line never reached paper; with it, a whole slip may hang there uncut.
        boolean nothing = line.queuedAnswers() == 0;
        if (stop.isEmpty() && !settings.model().ting().processId()) {
            stop = new FreshAnswers(line).within(patience);
        }
        if (stop.isEmpty()) {
            return new PrintOutcome.Printed();
        }
        if (stop.equals(SILENT)) {
            throw new IOException("no queued answer in time");
        }
        return nothing ? new PrintOutcome.NotPrinted(stop.get()) : new PrintOutcome.Unknown(stop.get());
    }
}
