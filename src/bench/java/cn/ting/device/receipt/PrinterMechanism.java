package cn.ting.device.receipt;

import cn.ting.device.receipt.PrintBuffer.ClearedException;
import cn.ting.time.KioskClock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Motor, knife and sensors of a simulated printer. Its thread moves paper; hands change it from any thread; what it can
 * do no longer it waits for, and goes on where it stopped.
 */
final class PrinterMechanism {

    static final int DOTS_PER_MM = 8;
    private static final int LOW_MM = 1_500;

    private final PrintBuffer buffer;
    private final PaperCanvas canvas;
    private final KioskClock clock;
    private static final int WEAK_MM_PER_SECOND = 2;

    private final int mmPerSecond;
    private final boolean presenter;
    private final Runnable changed;
    private final Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
    private int paperLeftDots = 30_000 * DOTS_PER_MM;
    private boolean coverOpen;
    private boolean slipInPresenter;
    private boolean knifeSticks;
    private boolean knifeStuck;
    private boolean powered = true;
    private boolean weak;
    private int heldAtDots;

    /** What stops it and has no moving part here. */
    enum Trouble {
        /** Paper is jammed, until somebody frees it. */
        JAM,
        /** The head is too hot, until it has cooled. */
        HEAD_HOT,
        /** Paper is jammed in the presenter. */
        PRESENTER_JAM,
        /** It is offline, and tells no reason. */
        OFFLINE,
        /** It is broken for good. */
        BROKEN
    }

    /**
     * @param model of which the speed counts, 0 for a mechanism that takes no time, and whether it has a presenter
     * @param changed run after whatever its sensors may see otherwise now, on any thread
     */
    PrinterMechanism(
            PrintBuffer buffer, PaperCanvas canvas, KioskClock clock, SimulatedEscPosPrinter.Model model, Runnable changed) {
        this.buffer = buffer;
        this.canvas = canvas;
        this.clock = clock;
        this.mmPerSecond = model.feedMmPerSecond();
        this.presenter = model.can(SimulatedEscPosPrinter.Ability.PRESENT);
        this.changed = changed;
    }

    /** Moves paper, a millimetre at a time. */
    void feed(int dots) throws InterruptedException, ClearedException {
        for (int left = dots; left > 0; ) {
            awaitOnline();
            int step = Math.min(left, DOTS_PER_MM);
            int speed = speed();
            if (speed > 0) {
                clock.pause(Duration.ofNanos(1_000_000_000L * step / DOTS_PER_MM / speed));
            }
            synchronized (this) {
                if (!offline()) {
                    paperLeftDots = Math.max(0, paperLeftDots - step);
                    canvas.advance(step);
                    left -= step;
                }
            }
            changed.run();
        }
    }

    /** Feeds past the knife and cuts. */
    void feedAndCut(int dots) throws InterruptedException, ClearedException {
        feed(PaperCanvas.PAST_KNIFE_DOTS + dots);
        cut();
    }

    void cut() throws InterruptedException, ClearedException {
        awaitOnline();
        synchronized (this) {
            knifeStuck = knifeSticks;
        }
        changed.run();
        awaitOnline();
        canvas.cut();
        slipInPresenter(presenter);
    }

    private void slipInPresenter(boolean lies) {
        synchronized (this) {
            slipInPresenter = lies;
        }
        changed.run();
    }

    /** Takes the slip out of the presenter; harmless when none is there. */
    void take() {
        slipInPresenter(false);
    }

    /** Waits until cover, paper and knife let the mechanism work, and nobody holds the paper. */
    synchronized void awaitOnline() throws InterruptedException, ClearedException {
        buffer.check();
        while (offline() || isHeld()) {
            wait();
            buffer.check();
        }
    }

    /** Lets a waiting mechanism see that its buffer was cleared. */
    synchronized void nudge() {
        notifyAll();
    }

    void paperOut() {
        synchronized (this) {
            paperLeftDots = 0;
        }
        changed.run();
    }

    /** A new roll; what hung from the old one leaves with it. */
    void paperIn(int mm) {
        synchronized (this) {
            canvas.tearOff();
            paperLeftDots = mm * DOTS_PER_MM;
            notifyAll();
        }
        changed.run();
    }

    synchronized int paperLeftMm() {
        return paperLeftDots / DOTS_PER_MM;
    }

    void cover(boolean open) {
        synchronized (this) {
            coverOpen = open;
            notifyAll();
        }
        changed.run();
    }

    void set(Trouble trouble, boolean on) {
        synchronized (this) {
            if (on) {
                troubles.add(trouble);
            } else {
                troubles.remove(trouble);
            }
            notifyAll();
        }
        changed.run();
    }

    synchronized boolean has(Trouble trouble) {
        return troubles.contains(trouble);
    }

    /** Cuts its power, or gives it back; what hangs from it stays where it is. */
    synchronized void power(boolean on) {
        powered = on;
        notifyAll();
    }

    synchronized boolean powered() {
        return powered;
    }

    /** Lets the motor feed two millimetres a second, or as fast as it was made for. */
    synchronized void weak(boolean on) {
        weak = on;
    }

    synchronized boolean weak() {
        return weak;
    }

    /** Has somebody hold the paper as soon as so much of it hangs out, which no sensor sees; 0 lets it go. */
    synchronized void hold(int mm) {
        heldAtDots = mm * DOTS_PER_MM;
        notifyAll();
    }

    /** True when somebody holds the paper, or waits for it to come out that far. */
    synchronized boolean isToBeHeld() {
        return heldAtDots > 0;
    }

    private boolean isHeld() {
        return heldAtDots > 0 && canvas.hangingDots() >= heldAtDots;
    }

    private synchronized int speed() {
        return weak ? WEAK_MM_PER_SECOND : mmPerSecond;
    }

    void cutterFault(boolean sticks) {
        synchronized (this) {
            knifeSticks = sticks;
            knifeStuck &= sticks;
            notifyAll();
        }
        changed.run();
    }

    synchronized boolean coverOpen() {
        return coverOpen;
    }

    synchronized boolean knifeSticks() {
        return knifeSticks;
    }

    synchronized boolean offline() {
        return !powered || coverOpen || !troubles.isEmpty() || knifeStuck || paperLeftDots == 0;
    }

    /** True in a state from which it recovers at the host's word. */
    synchronized boolean inError() {
        return coverOpen || knifeStuck || has(Trouble.JAM);
    }

    /** The answer to DLE EOT n, 1 to 4; one with a presenter uses the bits of the roll's sensors singly. */
    synchronized int realTimeStatus(int n) {
        return 0b0001_0010 | switch (n) {
            case 1 -> bit(3, offline());
            case 2 -> bit(2, coverOpen) | bit(5, paperLeftDots == 0) | bit(6, errors() != 0);
            case 3 -> errors();
            default -> bits(0b0000_1100, low()) | bits(presenter ? 0b0010_0000 : 0b0110_0000, paperLeftDots == 0)
                    | bit(6, slipInPresenter);
        };
    }

    private int errors() {
        return bit(2, has(Trouble.JAM) || has(Trouble.PRESENTER_JAM)) | bit(3, knifeStuck)
                | bit(5, has(Trouble.BROKEN)) | bit(6, has(Trouble.HEAD_HOT));
    }

    /** The automatic status, its first byte in the lowest eight bits; the fourth says nothing. */
    synchronized int automaticStatus() {
        int printer = 0b0001_0000 | bit(3, offline()) | bit(5, coverOpen);
        int roll = bits(0b0000_0011, low()) | bits(presenter ? 0b0000_0100 : 0b0000_1100, paperLeftDots == 0)
                | bit(3, slipInPresenter);
        return printer | errors() << 8 | roll << 16 | (presenter ? 0 : 0x0F << 24);
    }

    /** The answer to GS r 1. */
    synchronized int queuedStatus() {
        return bits(0b0000_0011, low());
    }

    synchronized boolean low() {
        return paperLeftDots < LOW_MM * DOTS_PER_MM;
    }

    private static int bit(int number, boolean on) {
        return on ? 1 << number : 0;
    }

    private static int bits(int mask, boolean on) {
        return on ? mask : 0;
    }
}
