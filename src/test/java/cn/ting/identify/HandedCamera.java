package cn.ting.identify;

import cn.ting.code.KioskFrame;
import cn.ting.device.camera.Camera;
import cn.ting.device.camera.Frame;
import cn.ting.device.inventory.Device;
import cn.ting.wire.Line;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A camera that looks also at idle and sees what a test hands it, frame by frame, so that it is known which frame a code is read at. Nothing
 * need serve it.
 */
final class HandedCamera implements Device, Camera {

    private final AtomicReference<KioskFrame> newest = new AtomicReference<>();
    private final Semaphore lookedAt = new Semaphore(0);
    private Runnable listener = () -> {};

    /** Puts a frame before it; nobody is told yet. */
    void see(KioskFrame frame) {
        newest.set(frame);
    }

    /** Tells that there is a newer frame. */
    void tell() {
        listener.run();
    }

    /** Waits until the frame was looked at; false when nobody does. */
    boolean isLookedAt() throws InterruptedException {
        return lookedAt.tryAcquire(60, TimeUnit.SECONDS);
    }

    @Override
    public void wanted(boolean wanted) {}

    @Override
    public boolean looksAtIdle() {
        return true;
    }

    @Override
    public boolean works() {
        return true;
    }

    @Override
    public void onFrame(Runnable told) {
        listener = told;
    }

    @Override
    public boolean look(Consumer<Frame> look) {
        KioskFrame frame = newest.getAndSet(null);
        if (frame == null) {
            return false;
        }
        look.accept(new Frame(frame.luminance(), frame.width(), frame.height()));
        lookedAt.release();
        return true;
    }

    @Override
    public void serve(Line none) {}
}
