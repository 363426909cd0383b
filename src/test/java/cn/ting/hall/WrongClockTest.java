package cn.ting.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.link.Document;
import cn.ting.time.SteppedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Halls and numbers at a kiosk whose own clock says half past nine on Monday, 23 November 2026, and is wrong, which the platform has told. */
class WrongClockTest {

    private HallBench bench;
    private SteppedClock clock;

    @BeforeEach
    void open(@TempDir Path directory) {
        bench = new HallBench(directory);
        clock = bench.catalogue.clock;
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aHallIsOpenByThePlatformsTime() {
        bench.grant(bench.lease("l1", 1, 10));
        clock.told(Instant.parse("2026-11-23T04:30:00Z"));
        assertEquals(Optional.of(LocalDateTime.of(2026, 11, 23, 13, 30)), assertInstanceOf(Issue.Closed.class, bench.take("v1")).opens());
        clock.step(Duration.ofHours(1));
        assertEquals("A001", bench.taken("v1"));
        clock.step(Duration.ofHours(4));
        assertEquals("Closed", bench.taken("v2"), "it is half past two by the kiosk's own");
    }

    @Test
    void aHallIsClosedUntilItsMorningThoughTheKiosksClockIsAheadOfIt() {
        bench.grant(bench.lease("l1", 1, 10));
        clock.told(Instant.parse("2026-11-22T22:30:00Z"));
        assertEquals(Optional.of(LocalDateTime.of(2026, 11, 23, 9, 0)), assertInstanceOf(Issue.Closed.class, bench.take("v1")).opens());
    }

    @Test
    void whereThePlatformHasNotSpokenTheKiosksOwnClockGoesOn() {
        bench.grant(bench.lease("l1", 1, 10));
        clock.untold();
        assertEquals("A001", bench.taken("v1"));
        clock.step(Duration.ofHours(3));
        assertEquals("Closed", bench.taken("v2"));
    }

    @Test
    void aWaitIsToldOfTheDayAndHourItIs() {
        Waits waits = new Waits(bench.boards, () -> true, clock);
        clock.told(Instant.parse("2026-11-24T02:00:00Z"));
        board(HallBench.HALL, 4, "2026-11-24T02:30:00Z");
        // Six minutes each: four before it, and one who is being served.
        assertEquals(Optional.of(new Wait(20, 30)), waits.of(HallBench.HALL, HallBench.SERVICE), "whose appointment begins in half an hour comes later");
        board(HallBench.HALL, 4, "2026-11-24T02:20:00Z");
        assertEquals(Optional.of(new Wait(20, 40)), waits.of(HallBench.HALL, HallBench.SERVICE));
        clock.told(clock.instant());
        assertEquals(Optional.empty(), waits.of(HallBench.HALL, HallBench.SERVICE), "it is another day's board");
    }

    @Test
    void nobodyIsSentToAHallThatHasClosed() {
        String other = "fengshui-park-station";
        Nearby nearby = new Nearby(bench.catalogue.catalogue, new Waits(bench.boards, () -> true, clock), bench.numbers, clock);
        bench.grant(bench.lease("l1", 1, 10).replace(HallBench.HALL, other), bench.lease("l2", 11, 20));
        board(HallBench.HALL, 1, "2026-11-24T02:00:00Z");
        board(other, 20, "2026-11-24T02:00:00Z");
        assertTrue(nearby.lighter(other, HallBench.SERVICE).isPresent());
        clock.told(Instant.parse("2026-11-23T12:00:00Z"));
        assertEquals(Optional.empty(), nearby.lighter(other, HallBench.SERVICE));
    }

    @Test
    void aNumberIsTakenAndGivenUpAtThePlatformsTime() {
        Instant truth = Instant.parse("2026-11-24T01:45:00Z");
        clock.told(truth);
        bench.grantOn("2026-11-24", 1, bench.lease("l1", 1, 10, bench.outbox.epoch(), "2026-11-24", "A"));
        board(HallBench.HALL, 4, "2026-11-24T02:30:00Z");
        clock.step(Duration.ofSeconds(3));
        Ticket ticket = ((Issue.Fresh) bench.take("v1")).ticket();
        assertEquals(LocalDate.of(2026, 11, 24), ticket.businessDate());
        assertEquals(truth.plusSeconds(3), ticket.takenAt());
        assertEquals(4, ticket.ahead().orElseThrow().people());

        bench.cancel("v1", ticket);
        assertEquals(Optional.of(truth.plusSeconds(3)), bench.numbers.any(ticket.ticket()).orElseThrow().cancelledAt());
    }

    @Test
    void afterAMidnightWithoutALinkNumbersAreOfTheDayThatHasBegun() {
        clock.told(Instant.parse("2026-11-23T15:50:00Z"));
        bench.grantOn("2026-11-23", 1, bench.lease("today's", 1, 10), tomorrows());
        clock.step(Duration.ofHours(9).plusMinutes(20));
        assertEquals("A011", bench.taken("v1"), "it is ten past nine on Tuesday; by the kiosk's own Monday evening");
    }

    @Test
    void aStartGoesByTheDayItIsWhateverThePlatformSpokeOfBefore() {
        bench.grantOn("2026-11-23", 1, bench.lease("today's", 1, 10), tomorrows());
        bench.begin();
        clock.untold();
        assertEquals("A001", bench.taken("v1"), "as far as anybody knows it is Monday still");
        clock.told(Instant.parse("2026-11-24T01:30:00Z"));
        assertEquals("A011", bench.taken("v2"));
    }

    @Test
    void aDayThatThePlatformHasSignedIsNotTakenBackByTheTimeItTells() {
        clock.told(Instant.parse("2026-11-23T03:30:00Z"));
        bench.grantOn("2026-11-24", 1, bench.lease("today's", 1, 10), tomorrows());
        assertEquals("A011", bench.taken("v1"));
    }

    private String tomorrows() {
        return bench.lease("tomorrow's", 11, 20, bench.outbox.epoch(), "2026-11-24", "A");
    }

    private void board(String hall, int waiting, String appointment) {
        LocalDate day = clock.best().atZone(SteppedClock.ZONE).toLocalDate();
        String told = new String(ToldBoard.of(hall, HallBench.SERVICE, waiting, clock.best(), day));
        bench.boards.read(new Document("ting/1/fengshui/hall/" + hall + "/board",
                told.replace("\"waiting\":" + waiting, "\"waiting\":" + waiting + ",\"booked\":[{\"from\":\"" + appointment + "\",\"people\":1}]").getBytes()));
    }
}
