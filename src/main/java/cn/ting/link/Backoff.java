package cn.ting.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: full jitter below a ceiling that doubles, so that a thousand kiosks do not come
 * back as one.
 *
 * @param first the least wait, and the first ceiling is twice as long
 * @param most the highest ceiling
 * @param random the source of the jitter; a test seeds it
 */
record Backoff(Duration first, Duration most, RandomGenerator random) {

    /** The wait before a first try that is likely to succeed: no more than a quarter of the least. */
    Duration soon() {
        return Duration.ofMillis(random.nextLong(first.toMillis() / 4 + 1));
    }

    /** The wait after so many tries that came to nothing, one or more. */
    Duration after(int tries) {
        long least = first.toMillis();
        long ceiling = Math.min(most.toMillis(), least << Math.min(tries, 20));
        return Duration.ofMillis(ceiling <= least ? least : random.nextLong(least, ceiling + 1));
    }
}
