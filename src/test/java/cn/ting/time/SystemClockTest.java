package cn.ting.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemClockTest {

    private final SystemClock clock = new SystemClock();

    @AfterEach
    void stop() {
        clock.stop();
    }

    @Test
    void beforeAnythingWasToldThereIsTheMachinesTimeAlone() {
        assertFalse(clock.trusted());
        assertClose(clock.instant(), clock.best());
    }

    @Test
    void aTimeFarFromTheMachinesIsBetterThanIt() {
        Instant truth = clock.instant().minus(Duration.ofDays(366));
        clock.told(truth);
        assertFalse(clock.trusted());
        assertClose(truth, clock.best());
    }

    @Test
    void aTimeThatCanBeNobodysIsPassedOver() {
        for (Instant absurd : new Instant[] {Instant.MAX, Instant.MIN, Instant.EPOCH, Instant.parse("+12345-01-01T00:00:00Z")}) {
            clock.told(absurd);
            assertFalse(clock.sure());
            assertClose(clock.instant(), clock.best());
        }
        Instant truth = clock.instant().minus(Duration.ofDays(366));
        clock.told(truth);
        clock.told(Instant.MAX);
        assertClose(truth, clock.best());
    }

    @Test
    void aTimeNearTheMachinesConfirmsIt() {
        clock.told(clock.instant().plusSeconds(60));
        assertTrue(clock.trusted());
        assertClose(clock.instant(), clock.best());
    }

    @Test
    void whatAResidentReadsIsThePlatformsTimeOnceItIsKnownAndTodayIsSaidOnlyThen() {
        LocalDate machines = LocalDateTime.ofInstant(clock.instant(), KioskClock.ZONE).toLocalDate();
        assertFalse(clock.sure());
        assertEquals(Optional.empty(), clock.today());
        assertClose(clock.instant(), read());

        Instant truth = clock.instant().minus(Duration.ofDays(30));
        clock.told(truth);
        assertTrue(clock.sure(), "though the machine's clock is not trusted");
        assertClose(truth, read());
        LocalDate said = clock.today().orElseThrow();
        assertTrue(said.isBefore(machines.minusDays(28)) && said.isAfter(machines.minusDays(32)), said.toString());

        clock.told(clock.instant().plusSeconds(60));
        assertClose(clock.instant(), read());
        assertTrue(clock.sure());
    }

    private Instant read() {
        return clock.local().atZone(KioskClock.ZONE).toInstant();
    }

    @Test
    void beforeThePlatformHasSpokenWhoeverKeepsTheClockByNtpIsBelieved() {
        boolean[] keeps = {true};
        SystemClock kept = new SystemClock(() -> keeps[0]);
        assertTrue(kept.trusted());
        assertFalse(kept.confirmed(), "the platform alone does that");
        keeps[0] = false;
        assertFalse(kept.trusted(), "the machine has lost the network's time");
        keeps[0] = true;
        kept.told(kept.instant().minus(Duration.ofHours(1)));
        assertFalse(kept.trusted(), "the platform knows better");
        assertFalse(kept.confirmed());
        kept.told(kept.instant());
        keeps[0] = false;
        assertTrue(kept.trusted());
        assertTrue(kept.confirmed());
        kept.stop();
    }

    @Test
    void theKernelSaysWhetherItsClockIsKept() {
        KernelClock kernel = new KernelClock();
        int answer = kernel.answer();
        assertTrue(answer >= 0 && answer <= 5, "adjtimex answered " + answer);
        assertEquals(answer != 5, kernel.keepsTime());
    }

    private static void assertClose(Instant expected, Instant told) {
        assertEquals(0, Duration.between(expected, told).toHours());
    }
}
