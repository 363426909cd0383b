package cn.ting.lives;

import cn.ting.time.BorrowedClock;
import cn.ting.time.SystemClock;
import java.time.Duration;
import java.time.Instant;

/** The machine's clock set wrong, as after a flat battery; its waits are right. */
final class ShiftedClock extends BorrowedClock {

    private static final Duration TOLERANCE = Duration.ofMinutes(2);

    private final Duration ahead;
    private final boolean believed;
    private volatile boolean trusted;
    /** What the told time would have been at uptime 0; null while none was told. */
    private volatile Instant toldStart;

    /**
     * @param ahead negative for one that is behind
     * @param believed true for one that is trusted whatever the platform says, as if the whole world were as late
     */
    ShiftedClock(Duration ahead, boolean believed) {
        super(new SystemClock());
        this.ahead = ahead;
        this.believed = believed;
    }

    @Override
    public Instant instant() {
        return super.instant().plus(ahead);
    }

    @Override
    public boolean trusted() {
        return believed || trusted;
    }

    @Override
    public boolean confirmed() {
        return trusted();
    }

    @Override
    public void told(Instant told) {
        toldStart = told.minus(uptime());
        trusted = Duration.between(told, instant()).abs().compareTo(TOLERANCE) <= 0;
    }

    @Override
    public Instant best() {
        Instant start = toldStart;
        return trusted() || start == null ? instant() : start.plus(uptime());
    }
}
