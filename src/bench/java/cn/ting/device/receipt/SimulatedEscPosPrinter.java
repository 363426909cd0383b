package cn.ting.device.receipt;

import cn.ting.time.KioskClock;
import cn.ting.wire.TcpFarEnd;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A receipt printer at the far end of a TCP line: a print buffer, a mechanism that takes its time, paper that ends.
 *
 * <p>Real-time commands are done as they are received, past the buffer and also while the printer is offline; everything
 * else waits in the buffer until the mechanism comes to it. Paper or cover stop the mechanism in the middle of a line; a
 * refill lets it go on with what the buffer still holds, unless a command that its model heeds has cleared it. Hands may be
 * used from any thread.
 */
public final class SimulatedEscPosPrinter implements AutoCloseable {

    private final TcpFarEnd farEnd;
    private final PrintBuffer buffer;
    private final PaperCanvas canvas;
    private final PrinterMechanism mechanism;
    private final PrinterCommands commands;
    private final PrinterFirmware firmware;
    private final Thread motor;
    private final Newest<PaperPiece> slips = new Newest<>();
    private final Newest<String> complaints = new Newest<>();
    private final List<Consumer<Duration>> beginListeners = new CopyOnWriteArrayList<>();
    private volatile int slipCount;

    /** What some models can and others cannot. */
    public enum Ability {
        /** Tells changes by itself, once told to by {@code GS a}. */
        TELL_CHANGES,
        /** Answers {@code GS ( H}. */
        NUMBER,
        /** Heeds {@code DLE ENQ 2} always. */
        RECOVER,
        /** Heeds {@code DLE ENQ 2} after an error only, as most manuals have it. */
        RECOVER_FROM_ERRORS,
        /** Heeds {@code DLE DC4 8}. */
        CLEAR,
        /** Presents a slip, and sees whether it is taken. */
        PRESENT
    }

    /**
     * What kind of printer it is.
     *
     * @param widthDots 576 or 384
     * @param feedMmPerSecond 0 for a mechanism that takes no time
     * @param bufferBytes how much it takes in before it stops reading
     */
    public record Model(int widthDots, int feedMmPerSecond, int bufferBytes, Set<Ability> abilities) {

        /** With all that good models can, without a presenter. */
        public Model(int widthDots, int feedMmPerSecond, int bufferBytes) {
            this(widthDots, feedMmPerSecond, bufferBytes, Set.of(Ability.TELL_CHANGES, Ability.NUMBER, Ability.RECOVER, Ability.CLEAR));
        }

        /** Paper 80 mm wide at 150 mm/s, 64 KiB. */
        public static Model standard() {
            return new Model(576, 150, 65_536);
        }

        /** The same, taking no time. */
        public static Model instant() {
            return new Model(576, 0, 65_536);
        }

        /** The same, able to do this only. */
        public Model with(Ability... able) {
            return new Model(widthDots, feedMmPerSecond, bufferBytes, Set.of(able));
        }

        boolean can(Ability ability) {
            return abilities.contains(ability);
        }
    }

    /** Makes a printer that is switched off; {@code port} 0 takes any free one. */
    public SimulatedEscPosPrinter(int port, Model model, KioskClock clock) {
        this.buffer = new PrintBuffer(model.bufferBytes());
        this.canvas = new PaperCanvas(model.widthDots(), this::fallen);
        this.mechanism = new PrinterMechanism(buffer, canvas, clock, model, this::sensed);
        this.firmware = new PrinterFirmware(model, buffer, mechanism, complaints::add, () -> begun(clock.uptime()));
        this.commands = new PrinterCommands(buffer, mechanism, canvas, firmware, complaints::add);
        this.farEnd = new TcpFarEnd(port, 0, clock, firmware::serve);
        this.motor = new Thread(this::work, "simulated-printer");
        this.motor.setDaemon(true);
    }

    /** Switches it on; harmless while it is on. */
    public synchronized void start() {
        if (motor.getState() == Thread.State.NEW) {
            motor.start();
        }
        farEnd.start();
    }

    @Override
    public void close() {
        farEnd.close();
        motor.interrupt();
    }

    /** Its line, to unplug, hang up or watch. */
    public TcpFarEnd line() {
        return farEnd;
    }

    public int port() {
        return farEnd.port();
    }

    /** Takes the paper out. */
    public void paperOut() {
        mechanism.paperOut();
    }

    /** Puts a roll in; from 1500 mm on it is not low. What hung from the old roll is taken away. */
    public void paperIn(int mm) {
        mechanism.paperIn(mm);
    }

    public int paperLeftMm() {
        return mechanism.paperLeftMm();
    }

    /** {@code out}, {@code low} with no more than 1500 mm left, else {@code there}. */
    public String paper() {
        return mechanism.paperLeftMm() == 0 ? "out" : mechanism.low() ? "low" : "there";
    }

    /** Opens or closes the cover. */
    public void cover(boolean open) {
        mechanism.cover(open);
    }

    public boolean isCoverOpen() {
        return mechanism.coverOpen();
    }

    /** Lets the knife stick at the next cut, or frees it. */
    public void cutterFault(boolean sticks) {
        mechanism.cutterFault(sticks);
    }

    /** True while the knife would stick at the next cut, or sticks. */
    public boolean doesCutterStick() {
        return mechanism.knifeSticks();
    }

    /** Cuts its power, or gives it back: it forgets what it was told, and what hangs from it stays there. */
    public void power(boolean on) {
        firmware.reset();
        buffer.power(on);
        mechanism.power(on);
    }

    /** Lets its motor feed two millimetres a second, or as fast as it was made for. */
    public void weakMotor(boolean weak) {
        mechanism.weak(weak);
    }

    public boolean isMotorWeak() {
        return mechanism.weak();
    }

    /** Has somebody hold the paper once so many mm of it hang out, so that a slip stays half out until it is let go, with 0. No sensor sees it. */
    public void hold(int mm) {
        mechanism.hold(mm);
    }

    /** True when somebody holds the paper, or waits for it to come out that far. */
    public boolean isToBeHeld() {
        return mechanism.isToBeHeld();
    }

    /** Lets something go wrong with it, or right again: {@code jam}, {@code head-hot}, {@code presenter-jam}, {@code offline}, {@code broken}. */
    public void trouble(String what, boolean on) {
        mechanism.set(trouble(what), on);
    }

    /** True while that is wrong with it. */
    public boolean hasTrouble(String what) {
        return mechanism.has(trouble(what));
    }

    private static PrinterMechanism.Trouble trouble(String what) {
        return PrinterMechanism.Trouble.valueOf(what.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Takes the slip out of the presenter; harmless when none lies there. */
    public void take() {
        mechanism.take();
    }

    /** Drops all answers while on; it listens and prints all the same. */
    public void mute(boolean mute) {
        firmware.mute(mute);
    }

    public boolean isMuted() {
        return firmware.isMuted();
    }

    /** True when it has been told to tell changes by itself, and has come to that order. */
    public boolean tellsChanges() {
        return firmware.tellsChanges();
    }

    /** True while cover, paper, jam or knife keep the mechanism from working. */
    public boolean isOffline() {
        return mechanism.offline();
    }

    /** Sends a byte nobody asked for, such as an answer that was long on its way. */
    public void stray(int answer) {
        firmware.say((byte) answer);
    }

    /** The newest slips in the tray, oldest first, at most 100. Blank paper is none. */
    public List<PaperPiece> slips() {
        return slips.all();
    }

    /** How many slips have fallen into the tray since it was switched on. */
    public int slipCount() {
        return slipCount;
    }

    /** What hangs from the printer now, for a live picture. */
    public PaperPiece hanging() {
        return canvas.hanging();
    }

    /** How long that is in mm: 13 when nothing was printed since the last cut, as the knife is so far from the head. */
    public int hangingMm() {
        return canvas.hangingDots() / PrinterMechanism.DOTS_PER_MM;
    }

    /** How often its buffer was cleared. */
    public int clearCount() {
        return firmware.clearCount();
    }

    /** Bytes received and not yet printed. */
    public int waitingBytes() {
        return buffer.waiting();
    }

    /** What it did not understand or could not have printed right; the newest hundred. */
    public List<String> complaints() {
        return complaints.all();
    }

    /** Registers for the beginning of each slip (ESC @), told as uptime of this printer's clock, on the line's thread. */
    public void onSlipBegun(Consumer<Duration> listener) {
        beginListeners.add(listener);
    }

    private void work() {
        try {
            commands.run();
        } catch (InterruptedException off) {
            buffer.clear();
        }
    }

    private void sensed() {
        firmware.tellChange();
    }

    private void begun(Duration now) {
        beginListeners.forEach(listener -> listener.accept(now));
    }

    private void fallen(PaperPiece piece) {
        if (!piece.blank()) {
            slips.add(piece);
            slipCount++;
        }
    }
}
