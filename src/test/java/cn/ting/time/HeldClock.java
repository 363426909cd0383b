package cn.ting.time;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Another's clock on which a pause can be held: whoever pauses by it, such as the motor of a simulated printer after each millimetre, stands
 * still in the midst of its work and knows nothing of it. So what a test does in that midst is done there, however long it takes.
 */
public final class HeldClock extends BorrowedClock {

    private final Semaphore going = new Semaphore(0);
    private volatile BooleanSupplier holds = () -> false;
    private volatile boolean held;

    public HeldClock(KioskClock clock) {
        super(clock);
    }

    /** Holds the next pause at whose end something is so, once. Asked on the thread that pauses. */
    public void holdWhen(BooleanSupplier is) {
        holds = is;
    }

    public boolean isHeld() {
        return held;
    }

    /** Ends the pause that is held. */
    public void goOn() {
        held = false;
        going.release();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        super.pause(duration);
        if (holds.getAsBoolean()) {
            holds = () -> false;
            held = true;
            going.acquire();
        }
    }
}
