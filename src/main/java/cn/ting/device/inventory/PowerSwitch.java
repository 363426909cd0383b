package cn.ting.device.inventory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A device of this cabinet that can take the power from others: a relay board. */
public interface PowerSwitch {

    /** What became of it. */
    enum Cycled {
        /** The board has confirmed both. */
        DONE,
        /** The power may have been taken; what has become of it the board does not tell. */
        UNCONFIRMED,
        /** The order to take it has certainly not been sent. */
        NOT_BEGUN
    }

    /**
     * Takes the power from one channel and gives it back. Returns at once.
     *
     * @param channel from 1
     * @param off how long the power is gone
     * @return what became of it; never completes exceptionally
     */
    CompletableFuture<Cycled> cycle(int channel, Duration off);
}
