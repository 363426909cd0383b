package cn.ting.time;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * A stepped clock that whoever waits steps: the wait is over at once, its time has passed, and what fell due meanwhile was done. For a
 * story of hours that one thread lives through.
 */
public final class FlowingClock extends BorrowedClock {

    private final SteppedClock stepped;

    public FlowingClock() {
        this(new SteppedClock());
    }

    private FlowingClock(SteppedClock stepped) {
        super(stepped);
        this.stepped = stepped;
    }

    /** Lets time pass. */
    public void step(Duration by) {
        stepped.step(by);
    }

    @Override
    public void pause(Duration duration) {
        stepped.step(duration);
    }

    @Override
    public boolean pause(Duration longest, Semaphore until) {
        if (until.tryAcquire()) {
            return true;
        }
        stepped.step(longest);
        return until.tryAcquire();
    }
}
