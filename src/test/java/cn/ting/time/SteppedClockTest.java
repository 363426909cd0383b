package cn.ting.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SteppedClockTest {

    @Test
    void anAlarmRingsEveryPeriodForAsLongAsItIsNotCalledOff() {
        SteppedClock clock = new SteppedClock();
        int[] rung = {0};
        KioskClock.Alarm alarm = clock.every(Duration.ofSeconds(1), () -> rung[0]++);
        clock.step(Duration.ofDays(1));
        assertEquals(86_400, rung[0]);
        alarm.cancel();
        clock.step(Duration.ofDays(1));
        assertEquals(86_400, rung[0]);
    }

    /** As when a server that a test plays steps it too. */
    @Test
    void whatIsDoneInAStepMayStepFurtherAndTimeDoesNotGoBack() {
        SteppedClock clock = new SteppedClock();
        clock.after(Duration.ofSeconds(1), () -> clock.step(Duration.ofHours(2)));
        clock.step(Duration.ofSeconds(20));
        assertEquals(Duration.ofHours(2).plusSeconds(1), clock.uptime());
    }
}
