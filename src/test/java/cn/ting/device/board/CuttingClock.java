package cn.ting.device.board;

import cn.ting.time.BorrowedClock;
import cn.ting.time.SystemClock;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** The machine's own clock, but for a pause of one length, which lasts until a test lets it end: what is cut off stays so until it was seen. */
final class CuttingClock extends BorrowedClock {

    static final Duration UNTIL_LET_GO = Duration.ofMillis(987);

    private final Semaphore letGo = new Semaphore(0);

    CuttingClock() {
        super(new SystemClock());
    }

    /** Ends one such pause. */
    void letGo() {
        letGo.release();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        if (duration.equals(UNTIL_LET_GO)) {
            letGo.acquire();
        } else {
            super.pause(duration);
        }
    }
}
