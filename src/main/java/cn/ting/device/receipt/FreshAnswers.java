package cn.ting.device.receipt;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Proof that a printer whose answers have no number has nothing before it any more. Such an answer is one byte, as noise is, and answers that are
 * there may be noise. So once they are there {@link #QUESTIONS} more questions are asked on a silent line, and what strayed in before does not
 * count any more. More answers than were asked, or a byte that is none, and they are asked anew. One that strays in unseen leaves two that are
 * true, and a slip owes no more than two. Used by the device's thread.
 */
final class FreshAnswers {

    /** The two answers a slip owes at most, and one that may be noise. */
    static final int QUESTIONS = 3;

    /** An empty buffer answers sooner, but for a printer or a line that stands still for a moment: each time they are given twice as long. */
    private static final Duration SOON = Duration.ofMillis(400);

    private static final Duration SILENCE = Duration.ofMillis(20);

    private static final Optional<ReceiptFault> SILENT = Optional.of(ReceiptFault.SILENT);

    private final EscPosLine line;

    FreshAnswers(EscPosLine line) {
        this.line = line;
    }

    /**
     * Asks until just that and nothing else is answered, and soon.
     *
     * @param patience what it is given in all: had noise answered at the beginning, all of a slip may still be to come
     * @return what keeps the printer from going on, {@link ReceiptFault#SILENT} when it did not answer so; empty when it did and all is well
     * @throws IOException when the line broke or real-time status was not answered
     */
    Optional<ReceiptFault> within(Duration patience) throws IOException {
        Optional<ReceiptFault> stop = Optional.empty();
        Duration silence = SILENCE;
        Duration soon = SOON;
        for (Duration left = patience; left.compareTo(Duration.ZERO) > 0; left = left.minus(soon), soon = soon.multipliedBy(2)) {
            line.hearOut(silence);
            line.forgetQueuedAnswers();
            for (int i = 0; i < QUESTIONS; i++) {
                line.send(line.question());
            }
            soon = soon.compareTo(left) < 0 ? soon : left;
            stop = line.awaitQueued(QUESTIONS, soon);
            if (stop.isEmpty() && !line.doubtful()) {
                return stop;
            }
            if (stop.filter(EscPosStatus::lasts).isPresent() && !stop.equals(SILENT)) {
                return stop;
            }
            silence = SOON;
        }
        return stop.or(() -> SILENT);
    }
}
