package cn.ting.device.receipt;

import cn.ting.device.receipt.AnswerSorter.Answer;
import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/** The conversation with one printer on one line: asks, and keeps what was answered. Used by the device's thread only. */
final class EscPosLine {

    /** Clears modes (not the buffer) and enters Chinese mode. */
    private static final byte[] BEGIN = {0x1B, '@', 0x1C, '&'};

    private static final byte[] TELL_CHANGES = {0x1D, 'a', (byte) 0xFF};
    private static final byte[] TELL_NOTHING = {0x1D, 'a', 0};
    private static final byte[] DLE_ENQ_2 = {0x10, 0x05, 0x02};
    private static final byte[] DLE_DC4_8 = {0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08};
    private static final byte[] ASK_STATUS = {0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 3, 0x10, 0x04, 4};
    private static final int STATUS_ANSWERS = 4;

    /** What a whole answer takes on the slowest line: after so long a silence nothing of the old ones is on its way. */
    private static final Duration QUIET = Duration.ofMillis(20);

    private static final int MOST_STALE_READS = 50;
    private static final int MOST_SILENCES = 4;

    /** The four answers come together: after such a silence among them one was lost, and is not going to come. */
    private static final Duration TORN = Duration.ofMillis(500);

    /** Enough to see what lies there. */
    private static final Duration GLANCE = Duration.ofMillis(1);

    private final Line line;
    private final KioskClock clock;
    private final EscPosSettings settings;
    private final Consumer<Boolean> exchanged;
    private final QueuedAnswers queued;
    private final AnswerSorter sorter = new AnswerSorter();
    private final byte[] received = new byte[64];
    private final Queue<Integer> realTime = new ArrayDeque<>();
    private Optional<EscPosStatus> told = Optional.empty();
    private boolean cleared;
    private boolean telling;
    /** It has told something since the order to, which an offline printer leaves in its buffer. */
    private boolean tells;
    private boolean fellSilent;
    /** The question how it is had to be asked again. */
    private boolean torn;
    private Optional<ReceiptFault> lastStop = Optional.empty();

    /** @param exchanged hears of each question how it is whether it had to be repeated, or came to nothing */
    EscPosLine(Line line, KioskClock clock, EscPosSettings settings, Consumer<Boolean> exchanged) {
        this.line = line;
        this.clock = clock;
        this.settings = settings;
        this.exchanged = exchanged;
        this.queued = new QueuedAnswers(settings.model().ting().processId(), clock.instant().toEpochMilli());
    }

    /** Drops what is on its way: on a fresh cable or device file, what is owed to whoever asked before. */
    void dropStale() throws IOException {
        int reads = 0;
        while (reads < MOST_STALE_READS && line.read(received, QUIET) > 0) {
            reads++;
        }
        sorter.silence();
        realTime.clear();
        forgetQueuedAnswers();
    }

    /**
     * Sends whole commands. Does not block as long as no more than a few KiB are sent between two calls of {@link
     * #status()}: its answer shows that the printer has taken everything before it.
     */
    void send(byte[] commands) throws IOException {
        line.write(commands);
    }

    /**
     * Begins a slip. A printer whose queued answers have no number tells no changes until it has come out: bytes of an automatic
     * status that lost its first one would look like those answers.
     */
    void begin() throws IOException {
        ByteArrayOutputStream begin = new ByteArrayOutputStream();
        begin.writeBytes(BEGIN);
        if (settings.model().ting().automatic().told()) {
            telling = settings.model().ting().processId();
            begin.writeBytes(telling ? TELL_CHANGES : TELL_NOTHING);
            tells &= telling;
        }
        line.write(begin.toByteArray());
    }

    /** Lets it tell changes by itself, if the model does; harmless when it does already. */
    void tellChanges() throws IOException {
        if (settings.model().ting().automatic().told() && !telling) {
            line.write(TELL_CHANGES);
            telling = true;
        }
    }

    /** True when it has the order to tell changes, taken or not. */
    boolean shallTellChanges() {
        return telling;
    }

    /** True from the first status on that it told by itself, as it does when it takes the order to; each change then comes so. */
    boolean tellsChanges() {
        return tells;
    }

    /** Orders it to forget all that waits in its buffers; nothing on models that heed no such order. Whether it does is another question. */
    void purge() throws IOException {
        switch (settings.model().ting().purge()) {
            case DLE_ENQ_2 -> line.write(DLE_ENQ_2);
            case DLE_DC4_8 -> line.write(DLE_DC4_8);
            case POWER -> { }
        }
        // The order to tell changes may have been among what it forgets.
        telling = false;
        tells = false;
    }

    /** True when it has answered the order that its buffers are empty since {@link #soiled()}, as only some models do. */
    boolean cleared() {
        return cleared;
    }

    /** Something is in its buffers again. */
    void soiled() {
        cleared = false;
    }

    /**
     * Asks in real time how the printer is; it answers so even offline and past a buffer full of slip. What keeps it from
     * printing, and did not the last time, is asked once more: between four answers it may have changed, and a byte of noise among them that
     * looks like one shifts them. So is what was answered in part. What lies on the line before the question is taken off it, whatever it is:
     * left there, an answer too many would stand for the next round's first, and shift that and all after it.
     *
     * @throws IOException when the line broke or no answer came in time
     */
    EscPosStatus status() throws IOException {
        EscPosStatus first = ask();
        EscPosStatus status = first.stop().isPresent() && !first.stop().equals(lastStop) ? ask() : first;
        lastStop = status.stop();
        // One that says otherwise at once was no news of the printer but noise.
        exchanged.accept(torn || !status.stop().equals(first.stop()));
        torn = false;
        return status;
    }

    private EscPosStatus ask() throws IOException {
        Duration deadline = clock.uptime().plus(settings.answerPatience());
        int reads = 0;
        while (reads < MOST_STALE_READS && listen(GLANCE)) {
            reads++;
        }
        realTime.clear();
        boolean comes = took(line.ask(ASK_STATUS, received, settings.answerPatience()), settings.answerPatience());
        while (realTime.size() < STATUS_ANSWERS) {
            if (!comes && !realTime.isEmpty() && !torn) {
                torn = true;
                realTime.clear();
                line.write(ASK_STATUS);
            }
            Duration left = deadline.minus(clock.uptime());
            if (left.isNegative() || left.isZero()) {
                fellSilent = true;
                exchanged.accept(true);
                throw new IOException("no answer to DLE EOT within " + settings.answerPatience().toMillis() + " ms");
            }
            comes = listen(realTime.isEmpty() || left.compareTo(TORN) < 0 ? left : TORN);
        }
        if (torn) {
            hearOut(QUIET, deadline);
        }
        return EscPosStatus.asked(
                realTime.remove(), realTime.remove(), realTime.remove(), realTime.remove(), settings.model().ting().asked());
    }

    /** Takes in what still comes till the line has been silent for so long, and no longer than some times that where it never is. */
    void hearOut(Duration silence) throws IOException {
        hearOut(silence, clock.uptime().plus(silence.multipliedBy(MOST_SILENCES)));
    }

    /** What was missing of the first answer may have been late and not lost: then the last four are those of the second question. */
    private void hearOut(Duration silence, Duration deadline) throws IOException {
        boolean comes = true;
        while (comes && clock.uptime().compareTo(deadline) < 0) {
            comes = listen(silence);
        }
    }

    /** True when it answered no real-time question any more, as one that was switched off. */
    boolean fellSilent() {
        return fellSilent;
    }

    /**
     * Takes in what comes, waiting for the first byte only.
     *
     * @return false when nothing came
     */
    boolean listen(Duration patience) throws IOException {
        return took(line.read(received, patience), patience);
    }

    /** @param count of bytes that came within {@code patience} */
    private boolean took(int count, Duration patience) {
        if (count == 0 && patience.compareTo(QUIET) >= 0) {
            sorter.silence();
        }
        for (int i = 0; i < count; i++) {
            sorter.take(received[i] & 0xFF).ifPresent(this::keep);
        }
        return count > 0;
    }

    private void keep(Answer answer) {
        if (answer instanceof Answer.RealTime status) {
            // No more than one round of questions is open; what else comes is the tail of an older one.
            if (realTime.size() == STATUS_ANSWERS) {
                realTime.remove();
            }
            realTime.add(status.bits());
        } else if (answer instanceof Answer.Automatic automatic) {
            tells = telling;
            told = Optional.of(EscPosStatus.told(automatic, settings.model().ting().automatic()));
        } else if (answer instanceof Answer.Process process) {
            queued.take(process);
        } else if (answer instanceof Answer.Queued one) {
            queued.take(one);
        } else if (answer instanceof Answer.Noise noise) {
            queued.take(noise);
        } else {
            cleared = true;
        }
    }

    /** The newest status it told by itself since the last call. */
    Optional<EscPosStatus> told() {
        Optional<EscPosStatus> newest = told;
        told = Optional.empty();
        return newest;
    }

    /** A question that is answered when all before it has been printed; to be sent with what it is asked of. */
    byte[] question() {
        return queued.question();
    }

    /** Answers to {@link #question()} since {@link #forgetQueuedAnswers()}. */
    int queuedAnswers() {
        return queued.count();
    }

    /** True when more was answered since {@link #forgetQueuedAnswers()} than was asked since then: questions of an earlier slip. */
    boolean answersOwed() {
        return queued.owed();
    }

    /** True when something came since {@link #forgetQueuedAnswers()} that answers nothing asked since then: what looks like an answer may be none. */
    boolean doubtful() {
        return queued.doubtful();
    }

    /** What has been asked so far belongs to an earlier slip, or to an earlier proof. */
    void forgetQueuedAnswers() {
        queued.forget();
    }

    /**
     * Waits for queued answers. What will pass by itself is waited out.
     *
     * @param count how many, since {@link #forgetQueuedAnswers()}
     * @return what keeps the printer from going on, {@link ReceiptFault#SILENT} when nothing does and they did not come in time;
     *     empty when they are there and all is well
     * @throws IOException when the line broke or real-time status was not answered
     */
    Optional<ReceiptFault> awaitQueued(int count, Duration patience) throws IOException {
        Duration deadline = clock.uptime().plus(patience);
        Optional<ReceiptFault> stop = Optional.empty();
        while (clock.uptime().compareTo(deadline) < 0) {
            // The last answer may have come among those to the last question; there is nothing to wait for then.
            if (queued.count() < count) {
                listen(settings.statusEvery());
            }
            boolean all = queued.count() >= count;
            EscPosStatus status = status();
            stop = status.stop();
            if (all || status.lastingStop().isPresent()) {
                return stop;
            }
        }
        return stop.or(() -> Optional.of(ReceiptFault.SILENT));
    }
}
