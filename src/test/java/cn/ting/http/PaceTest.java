package cn.ting.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.BorrowedClock;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What may be taken of a line by who is in no hurry. */
class PaceTest {

    private final SteppedClock time = new SteppedClock();
    private boolean busy;
    private boolean interrupted;
    private final Pace pace = new Pace(16_000, () -> busy, new BorrowedClock(time) {
        @Override
        public void pause(Duration pause) throws InterruptedException {
            if (interrupted) {
                throw new InterruptedException();
            }
            time.step(pause);
            // A visit that goes on for three minutes.
            busy &= time.uptime().compareTo(Duration.ofMinutes(3)) < 0;
        }
    });

    @Test
    void aMegabyteTakesAMinuteWhateverItsBlocksAre() throws IOException {
        for (int block : new int[] {16_000, 1, 1_400, 333}) {
            Duration began = time.uptime();
            for (int came = 0; came < 960_000; came += block) {
                pace.came(block);
            }
            assertEquals(60, time.uptime().minus(began).toMillis() / 1000.0, 0.2);
        }
    }

    @Test
    void whatDidNotComeIsNotSavedUp() throws IOException {
        time.step(Duration.ofHours(1));
        pace.came(16_000);
        pace.came(16_000);
        assertEquals(Duration.ofHours(1).plusSeconds(2), time.uptime());
    }

    @Test
    void whileSomebodyIsServedItTricklesAndThenGoesOn() throws IOException {
        busy = true;
        int blocks = 0;
        for (; time.uptime().compareTo(Duration.ofMinutes(3)) < 0; blocks++) {
            pace.came(4096);
        }
        assertEquals(180, blocks, "a server that is heard once a second does not hang up");
        pace.came(16_000);
        assertEquals(Duration.ofSeconds(181), time.uptime());
    }

    @Test
    void workOfSecondsWaitsForAQuietMomentAndNotForEver() throws IOException {
        busy = true;
        pace.quiet(() -> false);
        assertEquals(Duration.ofMinutes(3), time.uptime());
        Pace never = new Pace(16_000, () -> true, new BorrowedClock(time) {
            @Override
            public void pause(Duration pause) {
                time.step(pause);
            }
        });
        never.quiet(() -> false);
        assertEquals(Duration.ofMinutes(13), time.uptime());
        never.quiet(() -> time.uptime().compareTo(Duration.ofMinutes(14)) >= 0);
        assertEquals(Duration.ofMinutes(14), time.uptime(), "nor when something else is to be done");
    }

    @Test
    void aKioskThatEndsIsNotHeldUp() {
        interrupted = true;
        assertThrows(InterruptedIOException.class, () -> pace.came(16_000));
        assertTrue(Thread.interrupted());
        assertThrows(IllegalArgumentException.class, () -> new Pace(4095, () -> false, time));
    }
}
