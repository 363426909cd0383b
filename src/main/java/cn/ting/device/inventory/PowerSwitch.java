package cn.ting.device.inventory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A device of this cabinet that can take the power from others: a relay board. */
public interface PowerSwitch {

    /**
     * Takes the power from one channel and gives it back. Returns at once.
     *
     * @param channel from 1
     * @param off how long the power is gone
     * @return true when the board has confirmed both, false otherwise; never completes exceptionally
     */
    CompletableFuture<Boolean> cycle(int channel, Duration off);
}
