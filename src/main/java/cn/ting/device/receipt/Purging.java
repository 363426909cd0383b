package cn.ting.device.receipt;

import cn.ting.device.inventory.DevicePower;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a printer's buffer may hold what nobody shall find on paper, and what is done against it: the model's order, repeated
 * until the printer is well, because most heed it only in some states; or, on models that heed none, the relay that feeds it,
 * once a while. A line that went, or a printer that fell silent, and came back counts as power that did: no such model tells them
 * apart.
 *
 * <p>After either the printer is asked a question that is answered in its turn: it is clean when that has come, for then nothing
 * is before it. One that does not answer may stand in the middle of a command that was cut off, and is sent as much of nothing
 * as that could still be waiting for. Used by the device's thread.
 */
final class Purging {

    private static final Duration POWER_AGAIN = Duration.ofMinutes(2);

    /** An empty buffer answers sooner. */
    private static final Duration SOON = Duration.ofMillis(400);

    /** What the longest command of ours could still be waiting for; by itself 00 does nothing. */
    private static final byte[] NOTHING = new byte[2 * EscPosEncoder.MOST_CHUNK_BYTES];

    /**
     * Answers without a number that a slip still in the buffer may give, since it ends with two questions: after one more than
     * these, one of our own has been answered.
     */
    private static final int OWED_AT_MOST = 2;

    private static final Optional<ReceiptFault> SILENT = Optional.of(ReceiptFault.SILENT);

    private final EscPosSettings settings;
    private final DevicePower power;
    private final KioskClock clock;
    /** Of a model that forgets without power only: it has been without since the last slip that did not come out. */
    private boolean forgotten;
    private boolean proven;
    private volatile boolean powerCycled;
    private Duration powerAsked = POWER_AGAIN.negated();

    Purging(EscPosSettings settings, DevicePower power, KioskClock clock) {
        this.settings = settings;
        this.power = power;
        this.clock = clock;
        this.forgotten = byPower();
    }

    private boolean byPower() {
        return settings.model().ting().purge() == PrinterModel.Purge.POWER;
    }

    /** A fresh line: a kiosk that was killed may have left a slip there. */
    void lineOpened() {
        proven = false;
    }

    /** The far end went away, or is as silent as if it had. */
    void lineWent() {
        forgotten = byPower();
    }

    /** A slip was sent and is not proven to have come out. */
    void soiled(EscPosLine line) {
        proven = false;
        forgotten = false;
        powerCycled = false;
        line.soiled();
    }

    /** True while only its power, switched off and on, makes it forget a slip: that has to be done before a roll is put in. */
    boolean waitsForPower() {
        return byPower() && !forgotten;
    }

    /** True when nothing of an earlier slip can come out any more. */
    boolean clean() {
        return proven;
    }

    /** Gives the order, before the printer is asked how it is. */
    void order(EscPosLine line) throws IOException {
        if (byPower()) {
            orderPower();
        } else if (!proven) {
            line.purge();
        }
    }

    private void orderPower() throws IOException {
        if (forgotten) {
            return;
        }
        if (powerCycled) {
            forgotten = true;
            throw new IOException("it was switched off and on");
        }
        if (power.available() && clock.uptime().minus(powerAsked).compareTo(POWER_AGAIN) >= 0) {
            powerAsked = clock.uptime();
            power.cycle().thenAccept(done -> powerCycled = done);
        }
    }

    /**
     * Makes sure, once the printer is well.
     *
     * @throws IOException when it does not come to the end of what it has in time
     */
    void prove(EscPosLine line) throws IOException {
        boolean heeded = byPower() ? forgotten : line.cleared();
        if (proven || !heeded) {
            return;
        }
        line.forgetQueuedAnswers();
        Optional<ReceiptFault> stop = asked(line, SOON);
        if (stop.equals(SILENT)) {
            line.send(NOTHING);
            stop = asked(line, settings.answerPatience());
        }
        if (stop.equals(SILENT)) {
            throw new IOException("it does not come to the end of what it has");
        }
        line.dropStale();
        proven = stop.isEmpty();
    }

    private Optional<ReceiptFault> asked(EscPosLine line, Duration patience) throws IOException {
        int questions = settings.model().ting().processId() ? 1 : OWED_AT_MOST + 1;
        for (int i = 0; i < questions; i++) {
            line.send(line.question());
        }
        return line.awaitQueued(questions, patience);
    }
}
