package cn.ting.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.outbox.Lane;
import cn.ting.outbox.WaitingLetter;
import cn.ting.visit.Milestone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the platform says of a tally, or does not say. */
class TallyAnswersTest extends TallyCases {
    @Test
    void what_the_platform_misses_is_sent_again_and_staff_hear_of_it_until_it_balances() {
        for (int i = 0; i < 4; i++) {
            write("v" + i, new Milestone.Began("touch"));
        }
        outbox.settle(outbox.after(Lane.PROMISES, 0, 10), Map.of());
        assertEquals(0, outbox.waiting());

        tell("{\"day\":\"2026-11-23\",\"balanced\":false,\"epoch\":\"" + outbox.epoch() + "\",\"missing\":[2,[4,4]]}");

        assertEquals(List.of(2L, 4L), outbox.after(Lane.PROMISES, 0, 10).stream().map(WaitingLetter::number).toList());
        assertTrue(conditions.has(TallyFault.UNBALANCED));
        tell("{\"day\":\"2026-11-23\",\"balanced\":true}");
        assertFalse(conditions.has(TallyFault.UNBALANCED));
    }

    @Test
    void a_thousand_gaps_are_looked_for_at_once_and_told_the_link_once() {
        writeMany(3_000);
        outbox.settle(outbox.after(Lane.PROMISES, 0, 4_000), Map.of());
        AtomicInteger told = new AtomicInteger();
        outbox.onRequeue(told::incrementAndGet);
        String everyOther = IntStream.rangeClosed(1, 1_400).mapToObj(n -> String.valueOf(2 * n)).collect(Collectors.joining(","));

        tell("{\"day\":\"2026-11-23\",\"balanced\":false,\"epoch\":\"" + outbox.epoch() + "\",\"missing\":[[2990,2991],[2901,2999],"
                + everyOther + ",[7,8],[1,9]]}");

        List<Long> again = outbox.after(Lane.PROMISES, 0, 4_000).stream().map(WaitingLetter::number).toList();
        assertEquals(LongStream.rangeClosed(1, 3_000)
                .filter(n -> n <= 9 || n <= 2_800 && n % 2 == 0 || n > 2_900 && n < 3_000).boxed().toList(), again);
        assertEquals(1, told.get());
    }

    @Test
    void a_platform_that_says_nothing_of_a_day_for_hours_is_told_of_until_it_does() {
        write("v1", new Milestone.Began("touch"));
        clock.step(Duration.ofHours(15));
        tallies.tally();
        tallies.lookForAnswers();
        clock.step(Duration.ofHours(7));
        tallies.lookForAnswers();
        assertFalse(conditions.has(TallyFault.UNANSWERED), "it may not have come there yet");

        outbox.settle(outbox.after(Lane.PROMISES, 0, 10), Map.of());
        tallies.lookForAnswers();
        assertTrue(conditions.has(TallyFault.UNANSWERED));

        tell("{\"day\":\"2026-11-23\",\"balanced\":true}");
        tallies.lookForAnswers();
        assertFalse(conditions.has(TallyFault.UNANSWERED));
        anew();
        tallies.lookForAnswers();
        clock.step(Duration.ofHours(7));
        tallies.lookForAnswers();
        assertFalse(conditions.has(TallyFault.UNANSWERED), "what was said is known after a restart");
    }

    @Test
    void a_word_that_cannot_be_read_changes_nothing() {
        for (String word : List.of("", "{", "[]", "{\"day\":7}", "{\"day\":\"2026-11-23\",\"missing\":[[9,1],{},-3]}")) {
            tell(word);
        }
        assertEquals(0, outbox.waiting());
    }

    /** A day of a busy kiosk in one gap: as much of it as is sent again at a time, and the rest at the platform's next word. */
    @Test
    void a_gap_longer_than_what_is_sent_again_at_once_is_sent_again_in_parts() {
        writeMany(1_500);
        outbox.settle(outbox.after(Lane.PROMISES, 0, 10_000), Map.of());
        tell("{\"day\":\"2026-11-23\",\"balanced\":false,\"epoch\":\"" + outbox.epoch() + "\",\"missing\":[[1,1400]]}");
        assertEquals(1000, outbox.after(Lane.PROMISES, 0, 10_000).size());
        outbox.settle(outbox.after(Lane.PROMISES, 0, 10_000), Map.of());
        tell("{\"day\":\"2026-11-23\",\"balanced\":false,\"epoch\":\"" + outbox.epoch() + "\",\"missing\":[[1001,1400]]}");
        assertEquals(400, outbox.after(Lane.PROMISES, 0, 10_000).size());
    }
}
