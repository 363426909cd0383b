package cn.ting.ota;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often actions of hawkBit's were taken up of late. A server that assigns and calls off without end would have a kiosk fetch, and write into its
 * book, without end. Of this process only: one that starts anew begins to count anew. For one thread.
 */
final class Takings {

    static final int MOST_OF_ONE = 4;
    static final int MOST = 20;
    private static final Duration DAY = Duration.ofDays(1);

    private final Deque<Taking> taken = new ArrayDeque<>();

    private record Taking(String action, Duration at) {}

    /**
     * Counts one more.
     *
     * @param now in uptime
     * @return false where it is one too often for a day, and is not counted
     */
    boolean mayTake(String action, Duration now) {
        taken.removeIf(one -> now.minus(one.at).compareTo(DAY) >= 0);
        if (taken.size() >= MOST || taken.stream().filter(one -> one.action.equals(action)).count() >= MOST_OF_ONE) {
            return false;
        }
        return taken.add(new Taking(action, now));
    }
}
