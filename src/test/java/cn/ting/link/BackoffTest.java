package cn.ting.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(60);

    @Property
    void a_wait_lies_between_the_first_and_a_ceiling_that_doubles(
            @ForAll @IntRange(min = 1, max = 1_000_000) int tries, @ForAll long seed) {
        Duration wait = new Backoff(FIRST, MOST, new Random(seed)).after(tries);

        Duration ceiling = tries >= 6 ? MOST : FIRST.multipliedBy(1L << tries);
        assertTrue(wait.compareTo(FIRST) >= 0 && wait.compareTo(ceiling) <= 0, wait + " after " + tries);
    }

    @Property
    void a_try_that_is_likely_to_succeed_comes_within_a_quarter_of_the_least_wait(@ForAll long seed) {
        assertTrue(new Backoff(FIRST, MOST, new Random(seed)).soon().compareTo(FIRST.dividedBy(4)) <= 0);
    }

    @Test
    void the_same_seed_waits_the_same() {
        assertEquals(new Backoff(FIRST, MOST, new Random(7)).after(4), new Backoff(FIRST, MOST, new Random(7)).after(4));
    }

    @Test
    void a_thousand_kiosks_do_not_come_back_as_one() {
        Backoff backoff = new Backoff(FIRST, MOST, new Random(7));
        long different = IntStream.range(0, 1000)
                .mapToObj(kiosk -> backoff.after(10))
                .distinct()
                .count();
        assertTrue(different > 900);
    }
}
