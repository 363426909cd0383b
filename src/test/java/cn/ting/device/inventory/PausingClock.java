package cn.ting.device.inventory;

import cn.ting.time.BorrowedClock;
import cn.ting.time.SteppedClock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A stepped clock that tells of every pause and ends it when let go, so that a test sees each wait and spends none. */
final class PausingClock extends BorrowedClock {

    final SteppedClock stepped;
    private final BlockingQueue<Duration> pauses = new LinkedBlockingQueue<>();
    private final Semaphore goOn = new Semaphore(0);

    PausingClock() {
        this(new SteppedClock());
    }

    private PausingClock(SteppedClock stepped) {
        super(stepped);
        this.stepped = stepped;
    }

    /** The next pause someone entered. */
    Duration nextPause() throws InterruptedException {
        Duration next = pauses.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody paused within a minute");
        }
        return next;
    }

    /** Lets one pause end. */
    void letGo() {
        goOn.release();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        pauses.add(duration);
        goOn.acquire();
    }

    @Override
    public boolean pause(Duration longest, Semaphore until) throws InterruptedException {
        pauses.add(longest);
        // Either hand ends it: the test's, or the one it is really waited for.
        while (!goOn.tryAcquire()) {
            if (until.tryAcquire(5, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        return false;
    }
}
