package cn.ting.wire;

import cn.ting.time.KioskClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.random.RandomGenerator;

/** How a {@link Passage} is just now, for all of its lanes. Safe for use by any thread. */
final class Weather {

    private final KioskClock clock;
    private final RandomGenerator dice;
    private final Set<Runnable> lanes = new CopyOnWriteArraySet<>();
    private volatile Duration delay = Duration.ZERO;
    private volatile int lossPercent;
    private volatile int bytesPerSecond;

    Weather(KioskClock clock, RandomGenerator dice) {
        this.clock = clock;
        this.dice = dice;
    }

    KioskClock clock() {
        return clock;
    }

    Duration delay() {
        return delay;
    }

    int lossPercent() {
        return lossPercent;
    }

    /** 0 for as many as come. */
    int bytesPerSecond() {
        return bytesPerSecond;
    }

    void delay(Duration slower) {
        delay = slower;
        lanes.forEach(Runnable::run);
    }

    void lossPercent(int worse) {
        lossPercent = worse;
        lanes.forEach(Runnable::run);
    }

    void bytesPerSecond(int narrower) {
        bytesPerSecond = narrower;
        lanes.forEach(Runnable::run);
    }

    boolean isFair() {
        return lossPercent == 0 && delay.isZero() && bytesPerSecond == 0;
    }

    /** Throws the dice for one chunk. */
    boolean loses() {
        return dice.nextInt(100) < lossPercent;
    }

    /** Lets a lane know of every change, on the changing thread. */
    void onChange(Runnable lane) {
        lanes.add(lane);
    }

    void forget(Runnable lane) {
        lanes.remove(lane);
    }
}
