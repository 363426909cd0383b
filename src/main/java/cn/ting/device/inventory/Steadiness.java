package cn.ting.device.inventory;

import java.time.Duration;
import java.util.Arrays;

/**
 * How much of what a device was asked lately had to be asked again. A cable, a plug or a chip seldom dies at once: its answers come torn
 * or hurt, first one in a thousand, an hour later every tenth, and a driver that asks again hides it until it cannot.
 *
 * <p>The last ten minutes count, minute by minute: longer than somebody leans on a cable or a compressor starts next door, short against
 * the hour that staff need to come. A tenth asked again is a hundred times what a line that works loses; it is not believed of fewer
 * than fifty exchanges, of which a single clumsy moment would be a tenth. It is over below a twentieth, so that it is not told and taken
 * back at every breath. Memory is ten pairs of counts. Used by one thread at a time.
 */
final class Steadiness {

    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final int SLOTS = 10;
    private static final Duration SLOT = WINDOW.dividedBy(SLOTS);
    private static final int FEWEST = 50;
    private static final int TOO_MANY_PERCENT = 10;
    private static final int FEW_PERCENT = 5;

    private final int[] exchanges = new int[SLOTS];
    private final int[] repeated = new int[SLOTS];
    private long newest;
    private volatile boolean tooLow;
    private volatile String told = "";

    /**
     * Counts one exchange.
     *
     * @param now the kiosk's uptime
     * @param again true when it had to be asked more than once, or was given up
     */
    void exchanged(Duration now, boolean again) {
        slideTo(now.dividedBy(SLOT));
        int slot = (int) (newest % SLOTS);
        exchanges[slot]++;
        repeated[slot] += again ? 1 : 0;
        long all = Arrays.stream(exchanges).asLongStream().sum();
        long twice = Arrays.stream(repeated).asLongStream().sum();
        if (all >= FEWEST) {
            tooLow = twice * 100 >= all * (tooLow ? FEW_PERCENT : TOO_MANY_PERCENT);
            told = twice + " of " + all + " exchanges in " + WINDOW.toMinutes() + " min had to be repeated";
        }
    }

    private void slideTo(long slot) {
        long gone = Math.min(SLOTS, slot - newest);
        for (long i = 1; i <= gone; i++) {
            exchanges[(int) ((newest + i) % SLOTS)] = 0;
            repeated[(int) ((newest + i) % SLOTS)] = 0;
        }
        newest = Math.max(newest, slot);
    }

    /** A device that went says nothing of the one that comes. */
    void forget() {
        Arrays.fill(exchanges, 0);
        Arrays.fill(repeated, 0);
        tooLow = false;
        told = "";
    }

    /** True while too much has to be asked again. Any thread. */
    boolean isTooLow() {
        return tooLow;
    }

    /** The counts behind it, one line for staff. Any thread. */
    String told() {
        return told;
    }
}
