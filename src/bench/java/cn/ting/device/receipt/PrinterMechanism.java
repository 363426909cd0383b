package cn.ting.device.receipt;

import cn.ting.device.receipt.PrintBuffer.ClearedException;
import cn.ting.time.KioskClock;
import java.time.Duration;

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
    private int paperLeftDots = 30_000 * DOTS_PER_MM;
    private boolean coverOpen;
    private boolean jammed;
    private boolean knifeSticks;
    private boolean knifeStuck;
    private boolean powered = true;
    private boolean weak;

    /** @param mmPerSecond 0 for a mechanism that takes no time */
    PrinterMechanism(PrintBuffer buffer, PaperCanvas canvas, KioskClock clock, int mmPerSecond) {
        this.buffer = buffer;
        this.canvas = canvas;
        this.clock = clock;
        this.mmPerSecond = mmPerSecond;
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
        awaitOnline();
        canvas.cut();
    }

    /** Waits until cover, paper and knife let the mechanism work. */
    synchronized void awaitOnline() throws InterruptedException, ClearedException {
        buffer.check();
        while (offline()) {
            wait();
            buffer.check();
        }
    }

    /** Lets a waiting mechanism see that its buffer was cleared. */
    synchronized void nudge() {
        notifyAll();
    }

    synchronized void paperOut() {
        paperLeftDots = 0;
    }

    /** A new roll; what hung from the old one leaves with it. */
    synchronized void paperIn(int mm) {
        canvas.tearOff();
        paperLeftDots = mm * DOTS_PER_MM;
        notifyAll();
    }

    synchronized int paperLeftMm() {
        return paperLeftDots / DOTS_PER_MM;
    }

    synchronized void cover(boolean open) {
        coverOpen = open;
        notifyAll();
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

    private synchronized int speed() {
        return weak ? WEAK_MM_PER_SECOND : mmPerSecond;
    }

    synchronized void jam(boolean jam) {
        jammed = jam;
        notifyAll();
    }

    synchronized void cutterFault(boolean sticks) {
        knifeSticks = sticks;
        knifeStuck &= sticks;
        notifyAll();
    }

    synchronized boolean coverOpen() {
        return coverOpen;
    }

    synchronized boolean knifeSticks() {
        return knifeSticks;
    }

    synchronized boolean offline() {
        return !powered || coverOpen || jammed || knifeStuck || paperLeftDots == 0;
    }

    /** The answer to DLE EOT n, 1 to 4. */
    synchronized int realTimeStatus(int n) {
        return 0b0001_0010 | switch (n) {
            case 1 -> bit(3, offline());
            case 2 -> bit(2, coverOpen) | bit(5, paperLeftDots == 0) | bit(6, jammed || knifeStuck);
            case 3 -> bit(2, jammed) | bit(3, knifeStuck);
            default -> bits(0b0000_1100, low()) | bits(0b0110_0000, paperLeftDots == 0);
        };
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
