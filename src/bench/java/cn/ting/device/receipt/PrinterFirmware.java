package cn.ting.device.receipt;

import cn.ting.device.receipt.SimulatedEscPosPrinter.Ability;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** What a simulated printer hears on its line and says there: real-time commands at once, changes by itself. */
final class PrinterFirmware implements RealTimeScan.Printer, PrinterCommands.Replies {

    private static final Duration READ_PATIENCE = Duration.ofSeconds(1);

    private final Model model;
    private final PrintBuffer buffer;
    private final PrinterMechanism mechanism;
    private final Consumer<String> complaints;
    private final Runnable begun;
    private final RealTimeScan scan = new RealTimeScan(this);
    private volatile Line client;
    private volatile boolean muted;
    private volatile int clearCount;
    private int telling;
    private int lastTold;
    private int lastKept;

    /** @param begun run on the line's thread when a slip begins */
    PrinterFirmware(
            Model model, PrintBuffer buffer, PrinterMechanism mechanism, Consumer<String> complaints, Runnable begun) {
        this.model = model;
        this.buffer = buffer;
        this.mechanism = mechanism;
        this.complaints = complaints;
        this.begun = begun;
    }

    /** Hears what comes on a line until that breaks. */
    void serve(Line line) throws IOException, InterruptedException {
        client = line;
        scan.reset();
        byte[] received = new byte[512];
        while (true) {
            int count = line.read(received, READ_PATIENCE);
            for (int i = 0; i < count; i++) {
                scan.take(received[i] & 0xFF);
            }
        }
    }

    /** As at power-on. */
    synchronized void reset() {
        telling = 0;
    }

    synchronized boolean tellsChanges() {
        return telling != 0;
    }

    void mute(boolean mute) {
        muted = mute;
    }

    boolean isMuted() {
        return muted;
    }

    int clearCount() {
        return clearCount;
    }

    @Override
    public boolean askedAtOnce(int n) {
        boolean known = n >= 1 && n <= 4;
        if (known) {
            say((byte) mechanism.realTimeStatus(n));
        }
        return known;
    }

    @Override
    public boolean requested(int n) {
        boolean heeded = model.can(Ability.RECOVER) || model.can(Ability.RECOVER_FROM_ERRORS) && mechanism.inError();
        if (n == 2 && heeded) {
            clear();
        }
        return n <= 2;
    }

    @Override
    public boolean clearBuffers() {
        if (model.can(Ability.CLEAR)) {
            clear();
            say((byte) 0x37, (byte) 0x25, (byte) 0);
        }
        return model.can(Ability.CLEAR);
    }

    private void clear() {
        buffer.clear();
        mechanism.nudge();
        clearCount++;
    }

    @Override
    public void keep(byte next) throws InterruptedException {
        if (!mechanism.powered()) {
            return;
        }
        if (lastKept == 0x1B && next == '@') {
            begun.run();
        }
        lastKept = next;
        buffer.put(next);
    }

    @Override
    public void tellChanges(int kinds) {
        if (!model.can(Ability.TELL_CHANGES)) {
            complaints.accept("GS a is unknown");
            return;
        }
        // Its first word is said before anyone sees that it tells changes.
        synchronized (this) {
            telling = kinds;
            lastTold = 0;
            tellChange();
        }
    }

    @Override
    public boolean numbers() {
        return model.can(Ability.NUMBER);
    }

    /** Says how it is, when that has changed since it was said and it shall be. */
    synchronized void tellChange() {
        int now = mechanism.automaticStatus();
        if (telling != 0 && now != lastTold) {
            lastTold = now;
            say((byte) now, (byte) (now >> 8), (byte) (now >> 16), (byte) (now >> 24));
        }
    }

    @Override
    public void say(byte... bytes) {
        Line to = client;
        if (muted || to == null || !mechanism.powered()) {
            return;
        }
        try {
            synchronized (to) {
                to.write(bytes);
            }
        } catch (IOException gone) {
            if (client == to) {
                client = null;
            }
        }
    }
}
