package cn.ting.device.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.time.SteppedClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StalledWritingTest {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final SteppedClock clock = new SteppedClock();
    private final AtomicInteger ended = new AtomicInteger();

    private void after(int seconds, int endings) {
        clock.step(Duration.ofSeconds(seconds));
        assertEquals(endings, ended.get());
    }

    @Test
    void whatGoesOnHoweverSlowlyIsNotEnded() {
        IppPost.StalledWriting writing = new IppPost.StalledWriting(clock, LONGEST, ended::incrementAndGet);
        for (int i = 0; i < 5; i++) {
            after(19, 0);
            writing.goesOn();
        }
        after(19, 0);
        after(1, 1);
    }

    @Test
    void whatIsWrittenIsNotEndedLater() {
        try (IppPost.StalledWriting writing = new IppPost.StalledWriting(clock, LONGEST, ended::incrementAndGet)) {
            after(19, 0);
            writing.goesOn();
        }
        after(100, 0);
    }
}
