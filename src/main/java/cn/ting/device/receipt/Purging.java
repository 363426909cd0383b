package cn.ting.device.receipt;

import cn.ting.device.inventory.DevicePower;
import cn.ting.roll.EscPosEncoder;
import cn.ting.roll.PrinterModel;
import cn.ting.supply.Leftover;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Whether a printer's buffer may hold what nobody shall find on paper, and what is done against it: the model's order, repeated
 * until the printer is well; and, on models that do not answer it, the relay that feeds it, once a while.
 *
 * <p>A model that heeds the order in an error only, and says nothing of it, has heeded what was ordered while its cover was seen open or its
 * knife stuck, both before and after: no other order counts, however well it answers. So whatever ended a slip that it was not seen to
 * forget, it is as one that forgets by its power only.
 *
 * <p>A line that went, or a printer that fell silent, and came back may have lost its power or no more than a cable; a hand that switches
 * it off is seen in no other way, and nobody else may be there who could say so. So it counts as power, but for one thing that tells:
 * a slip ends with questions, and a printer that answers those of a slip it was to forget has printed its rest and never lost its power.
 * It is told as unpurged as long as it is stopped, and after such an answer waits for its power as before. A relay that is there is
 * asked in any case, since that alone is certain, and has its way before the printer is called clean. Where nothing had stopped the
 * printer, only the line broke under the slip, it came to the end of it by itself, and what it owes is no reason to let a kiosk stand. A
 * kiosk that starts anew was as good as away, and begins with what the life before has kept of it on the disk.
 *
 * <p>After either the printer is asked a question that is answered in its turn: it is clean when that has come, for then nothing
 * is before it; where answers have no number, when {@link FreshAnswers} say so. One that does not answer may stand in the middle of a command
 * that was cut off, and is sent as much of nothing as that could still be waiting for. Used by the device's thread.
 */
final class Purging {

    private static final Duration POWER_AGAIN = Duration.ofMinutes(2);

    /** An empty buffer answers sooner. */
    private static final Duration SOON = Duration.ofMillis(400);

    /** What the longest command of ours could still be waiting for; by itself 00 does nothing. */
    private static final byte[] NOTHING = new byte[2 * EscPosEncoder.MOST_CHUNK_BYTES];

    private static final Optional<ReceiptFault> SILENT = Optional.of(ReceiptFault.SILENT);

    /** What a model that does not say that it has forgotten has kept of a slip that did not come out. */
    private enum Memory {
        /** Nothing, for certain. */
        EMPTY,
        /** Its rest: the printer has been heard ever since, and was not seen to forget it. */
        HOLDS,
        /** Its rest, or nothing: the printer was away. */
        MAY_HOLD
    }

    private final EscPosSettings settings;
    private final DevicePower power;
    private final KioskClock clock;
    private final Leftover leftover;
    private Memory memory = Memory.EMPTY;
    private boolean recalled;
    /** Something that needs a hand keeps it from going on with what it holds. */
    private boolean stopped;
    private boolean proven;
    private volatile boolean powerCycled;
    /** Until the relay has done what it was asked for, or has not. */
    private CompletableFuture<Void> cycling = CompletableFuture.completedFuture(null);
    private Duration powerAsked = POWER_AGAIN.negated();

    /** @param leftover what is kept of it for the next life, on models that do not say that they have forgotten */
    Purging(EscPosSettings settings, DevicePower power, KioskClock clock, Leftover leftover) {
        this.settings = settings;
        this.power = power;
        this.clock = clock;
        this.leftover = leftover;
    }

    private boolean by(PrinterModel.Purge order) {
        return settings.model().ting().purge() == order;
    }

    /** Where nothing else is seen to have helped, power does. */
    private boolean byPower() {
        return !by(PrinterModel.Purge.DLE_DC4_8);
    }

    /** A fresh line: a kiosk that was killed may have left a slip there. Waits for the disk at the first. */
    void lineOpened() {
        proven = false;
        if (byPower() && !recalled) {
            recalled = true;
            Leftover.Kept kept = leftover.now();
            memory = kept == Leftover.Kept.NOTHING ? Memory.EMPTY : Memory.MAY_HOLD;
            stopped = kept == Leftover.Kept.STUCK;
        }
        if (powerCycled) {
            becomes(Memory.EMPTY);
        }
    }

    /** Something is about to be sent: whoever is killed from here on leaves word of it, and no byte waits for that. */
    void sending() {
        keep(Leftover.Kept.SENT);
    }

    /** Nothing of what was to be sent is in the printer. */
    void cameOut() {
        keep(Leftover.Kept.NOTHING);
    }

    private void becomes(Memory now) {
        memory = now;
        if (memory == Memory.EMPTY) {
            keep(Leftover.Kept.NOTHING);
        } else {
            keep(stopped ? Leftover.Kept.STUCK : Leftover.Kept.SENT);
        }
    }

    private void keep(Leftover.Kept kept) {
        if (byPower()) {
            leftover.keep(kept);
        }
    }

    /** The far end went away, or is as silent as if it had. */
    void lineWent() {
        if (memory == Memory.HOLDS) {
            memory = Memory.MAY_HOLD;
        }
    }

    /**
     * A slip was sent and is not proven to have come out.
     *
     * @param why what is known to have kept it, or {@link ReceiptFault#SILENT}
     */
    void soiled(EscPosLine line, ReceiptFault why) {
        proven = false;
        stopped = why != ReceiptFault.SILENT;
        becomes(Memory.HOLDS);
        powerCycled = false;
        line.soiled();
    }

    /**
     * The printer has said how it is. In an error in which it heeds the order that is given once more and the printer asked again: a cover may
     * have been closed just before the order came, and a knife that went on at an earlier one leaves nothing to be seen.
     *
     * @throws IOException when the line broke or it does not answer
     */
    void seen(EscPosLine line, EscPosStatus status) throws IOException {
        if (memory == Memory.EMPTY) {
            return;
        }
        if (by(PrinterModel.Purge.DLE_ENQ_2) && status.waitsForWord()) {
            line.purge();
            if (line.status().waitsForWord()) {
                becomes(Memory.EMPTY);
                return;
            }
        }
        if (!stopped && status.lastingStop().isPresent()) {
            stopped = true;
            becomes(memory);
        }
    }

    /** True while its power, switched off and on, is what makes it forget a slip: that has to be done before a roll is put in. */
    boolean waitsForPower() {
        return byPower() && (memory == Memory.HOLDS || memory == Memory.MAY_HOLD && stopped);
    }

    /** True when nothing of an earlier slip can come out any more. */
    boolean clean() {
        return proven;
    }

    /** Gives the order, before the printer is asked how it is. */
    void order(EscPosLine line) throws IOException {
        if (!proven && !by(PrinterModel.Purge.POWER)) {
            line.purge();
        }
        if (byPower()) {
            orderPower();
        }
    }

    private void orderPower() throws IOException {
        if (!waitsForPower()) {
            return;
        }
        if (powerCycled) {
            becomes(Memory.EMPTY);
            throw new IOException("it was switched off and on");
        }
        if (power.available() && clock.uptime().minus(powerAsked).compareTo(POWER_AGAIN) >= 0) {
            powerAsked = clock.uptime();
            cycling = power.cycle().thenAccept(done -> powerCycled = done);
        }
    }

    /**
     * Makes sure, once the printer is well.
     *
     * @throws IOException when it does not come to the end of what it has in time
     */
    void prove(EscPosLine line) throws IOException {
        boolean heeded = byPower() ? memory != Memory.HOLDS : line.cleared();
        // Whoever began a slip now would have it cut off with the power.
        boolean cutOff = !cycling.isDone() || waitsForPower() && powerCycled;
        if (proven || !heeded || cutOff) {
            return;
        }
        boolean telling = byPower() && memory == Memory.MAY_HOLD && stopped;
        // Before anything is asked: the rest may have come out as soon as a roll was in.
        boolean owed = telling && line.answersOwed();
        line.forgetQueuedAnswers();
        Optional<ReceiptFault> stop = asked(line, SOON);
        if (stop.equals(SILENT)) {
            line.send(NOTHING);
            stop = asked(line, settings.answerPatience());
        }
        if (stop.isEmpty() && telling && (owed || owesMore(line))) {
            becomes(Memory.HOLDS);
            return;
        }
        if (stop.isEmpty() && !settings.model().ting().processId()) {
            stop = new FreshAnswers(line).within(settings.answerPatience());
        }
        if (stop.equals(SILENT)) {
            throw new IOException("it does not come to the end of what it has");
        }
        line.dropStale();
        proven = stop.isEmpty();
        if (proven) {
            becomes(Memory.EMPTY);
        }
    }

    /**
     * Answers come in the order of the questions. Where they have numbers, those to older ones have come before ours, and nothing is left to
     * wait for. Where they have none, one cannot be told from another, and those to older ones leave as many of ours for later: then only
     * silence says that none is. Nothing else that all such printers answer keeps its place in the buffer and looks different: {@code DLE EOT}
     * overtakes it, and automatic status, which is sent when its order is reached, is what most of these models do not have. It is a short
     * silence, for between the last of our questions, and between the last of theirs and ours, there is nothing to be printed or cut.
     */
    private boolean owesMore(EscPosLine line) throws IOException {
        if (settings.model().ting().processId()) {
            return line.answersOwed();
        }
        int before = -1;
        while (line.queuedAnswers() > before && !line.answersOwed()) {
            before = line.queuedAnswers();
            line.listen(SOON);
        }
        return line.answersOwed();
    }

    private Optional<ReceiptFault> asked(EscPosLine line, Duration patience) throws IOException {
        int questions = settings.model().ting().processId() ? 1 : FreshAnswers.QUESTIONS;
        for (int i = 0; i < questions; i++) {
            line.send(line.question());
        }
        return line.awaitQueued(questions, patience);
    }
}
