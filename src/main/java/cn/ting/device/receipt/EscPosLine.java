package cn.ting.device.receipt;

import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The conversation with one printer: tells its answers apart and waits for them. Used by the device's thread only.
 *
 * <p>Answers carry no name; their fixed bits tell their kind (Epson TM-T88III p173): {@code 0xx1xx10} answers {@code DLE
 * EOT}, {@code 0xx1xx00} opens an automatic status whose three further bytes would look like queued answers, {@code
 * 0xx0xxxx} answers {@code GS r}. Anything else (11 XON, 13 XOFF) says nothing about paper and is passed over.
 */
final class EscPosLine {

    /** Forget all that waits in the buffer, and recover from an error that can be recovered from. */
    private static final byte[] CLEAR = {0x10, 0x05, 0x02};

    private static final byte[] ASK_STATUS = {0x10, 0x04, 2, 0x10, 0x04, 3, 0x10, 0x04, 4};
    private static final int STATUS_ANSWERS = 3;
    private static final int AUTOMATIC_STATUS_REST = 3;

    private final Line line;
    private final KioskClock clock;
    private final EscPosSettings settings;
    private final byte[] received = new byte[64];
    private final Queue<Integer> realTime = new ArrayDeque<>();
    private int queued;
    private int automaticLeft;

    EscPosLine(Line line, KioskClock clock, EscPosSettings settings) {
        this.line = line;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Sends whole commands. Does not block as long as no more than a few KiB are sent between two calls of {@link
     * #status()}: its answer shows that the printer has taken everything before it.
     */
    void send(byte[] commands) throws IOException {
        line.write(commands);
    }

    void clearBuffer() throws IOException {
        line.write(CLEAR);
    }

    /**
     * Asks in real time how the printer is; it answers so even offline and past a buffer full of slip.
     *
     * @throws IOException when the line broke or no answer came in time
     */
    EscPosStatus status() throws IOException {
        realTime.clear();
        line.write(ASK_STATUS);
        Duration deadline = clock.uptime().plus(settings.answerPatience());
        while (realTime.size() < STATUS_ANSWERS) {
            Duration left = deadline.minus(clock.uptime());
            if (left.isNegative() || left.isZero()) {
                throw new IOException("no answer to DLE EOT within " + settings.answerPatience().toMillis() + " ms");
            }
            listen(left);
        }
        return EscPosStatus.of(realTime.remove(), realTime.remove(), realTime.remove(), settings);
    }

    /** Takes in what comes, waiting for the first byte only. */
    void listen(Duration patience) throws IOException {
        int count = line.read(received, patience);
        for (int i = 0; i < count; i++) {
            sort(received[i] & 0xFF);
        }
    }

    /** Answers that travelled through the print buffer since {@link #forgetQueuedAnswers()}. */
    int queuedAnswers() {
        return queued;
    }

    /** What has come so far belongs to an earlier slip. */
    void forgetQueuedAnswers() {
        queued = 0;
    }

    private void sort(int answer) {
        boolean plain = (answer & 0x90) == 0;
        if (automaticLeft > 0 && plain) {
            automaticLeft--;
            return;
        }
        // The rest of an automatic status is plain; what is not means that the rest was lost.
        automaticLeft = 0;
        if (plain) {
            queued++;
        } else if ((answer & 0x93) == 0x12) {
            realTime.add(answer);
        } else if ((answer & 0x93) == 0x10) {
            automaticLeft = AUTOMATIC_STATUS_REST;
        }
    }
}
