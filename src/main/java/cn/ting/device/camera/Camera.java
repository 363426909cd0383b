package cn.ting.device.camera;

import java.util.function.Consumer;

/**
 * A camera before which a resident holds a code. There is one frame at most to be had, the newest; whoever is slow misses some.
 * Safe for use by any thread.
 */
public interface Camera {

    /**
     * Says whether frames are wanted now. While none are, the camera is off but for a look of a second now and then, by which
     * it proves that it works, and no frame is to be had. Nothing is wanted at first. Returns at once.
     */
    void wanted(boolean wanted);

    /** True when this cabinet wants its camera to look also while nobody has touched the screen. */
    boolean looksAtIdle();

    /** False while it is away, or shows no living picture; a resting one works if it did when it was looked through last. */
    boolean works();

    /** Registers for the moment when a newer frame is there. Listeners run on the device's thread, so they may only enqueue. */
    void onFrame(Runnable listener);

    /**
     * Looks at the newest frame that nobody has looked at yet.
     *
     * @param look gets the frame, which is wiped when it returns
     * @return false when there is none, or another thread is looking
     */
    boolean look(Consumer<Frame> look);
}
