package cn.ting.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a number stands by what its hall's boards have told, and what follows from that. */
class StandingTest extends HallCases {

    @Test
    void whatTheBoardToldOfANumberHoldsWhenItShowsItNoMoreAlsoAfterARestart() {
        bench.grant(bench.lease("l1", 1, 10));
        bench.board(board("", ""));
        Ticket served = ((Issue.Fresh) bench.take("v1", "somebody")).ticket();
        Ticket called = ((Issue.Fresh) bench.take("v2", "another")).ticket();
        bench.board(board(call(2, 40), end(1, 40)));
        assertInstanceOf(Standing.Called.class, standing(called));

        bench.board(board(others(20, 41, StandingTest::call), others(20, 41, StandingTest::end)));
        bench.begin();
        assertInstanceOf(Standing.Completed.class, standing(served));
        assertInstanceOf(Standing.Unknown.class, standing(called), "it is not called now");
        assertEquals(Optional.empty(), ((Issue.Fresh) bench.take("v3", "somebody")).ticket().secondOf());
        assertEquals(Optional.empty(), ((Issue.Fresh) bench.take("v4", "another")).ticket().secondOf());
        bench.board(board("", "").replace("\"next\":[]", "\"next\":[\"A900\",\"A002\"]"));
        assertEquals(new Standing.Waiting(OptionalInt.of(1)), standing(called), "it was called in vain, and waits again");
    }

    @Test
    void aNumberThatWasServedIsNotCalledAgainThoughItsEndHasFallenOffTheBoardBeforeItsCall() {
        bench.grant(bench.lease("l1", 1, 10));
        Ticket served = ((Issue.Fresh) bench.take("v1")).ticket();
        bench.board(board(call(1, 40), ""));
        assertInstanceOf(Standing.Called.class, standing(served));
        bench.board(board(call(1, 40), end(1, 40)));
        bench.board(board(call(1, 40), others(20, 41, StandingTest::end)));
        assertInstanceOf(Standing.Completed.class, standing(served));
    }

    @Test
    void aNumberWaitsWhileNothingCameBetweenTheBoardsAndNobodyKnowsWhenSomethingMayHave() {
        bench.grant(bench.lease("l1", 1, 10));
        Ticket ticket = ((Issue.Fresh) bench.take("v1", "somebody")).ticket();
        assertInstanceOf(Standing.Waiting.class, standing(ticket), "there is no board");
        bench.board(board(others(19, 40, StandingTest::call), ""));
        assertInstanceOf(Standing.Waiting.class, standing(ticket));
        bench.board(board(others(20, 40, StandingTest::call), others(20, 40, StandingTest::end)));
        assertInstanceOf(Standing.Waiting.class, standing(ticket), "what fell off was seen before");

        bench.board(board(others(20, 50, StandingTest::call), ""));
        assertInstanceOf(Standing.Unknown.class, standing(ticket), "more than twenty were called that nobody here saw");
        assertEquals(Optional.empty(), ((Issue.Fresh) bench.take("v2", "somebody")).ticket().secondOf());
    }

    @Test
    void whoseNumberIsVoidGetsAnotherInTheSameVisitAndWhoseMayBeCalledAgainKeepsIt() {
        bench.grant(bench.lease("l1", 1, 3).replace("{\"leaseId\"", "{\"noShow\":\"void\",\"leaseId\""), bench.lease("l2", 11, 20));
        bench.take("v1");
        bench.take("v2");
        bench.take("v3");
        bench.take("v4");
        bench.board(board("", String.join(",", end(1, 40).replace("completed", "passed"), end(2, 40).replace("completed", "cancelled"),
                end(3, 40), end(11, 40).replace("completed", "passed"))));
        assertEquals("A012", bench.taken("v1"), "its hall keeps no number that was called in vain");
        assertEquals("A013", bench.taken("v2"), "the hall has cancelled it");
        assertEquals("A014", bench.taken("v3"), "it was served");
        assertEquals("Already", bench.taken("v4"), "the hall's rule is not known");
        assertEquals("Already", bench.taken("v1"));
    }

    @Test
    void aNumberThatWasCalledInVainAndIsNextInTurnAgainWaits() {
        bench.grant(bench.lease("l1", 1, 10));
        Ticket ticket = ((Issue.Fresh) bench.take("v1")).ticket();
        bench.board(board("", end(1, 40).replace("completed", "passed")));
        assertInstanceOf(Standing.Passed.class, standing(ticket));
        bench.board(board("", end(1, 40).replace("completed", "passed")).replace("\"next\":[]", "\"next\":[\"A900\",\"A001\"]"));
        assertEquals(new Standing.Waiting(OptionalInt.of(1)), standing(ticket));
    }

    private Standing standing(Ticket ticket) {
        return bench.numbers.standing(bench.numbers.any(ticket.ticket()).orElseThrow());
    }

    /** The newest first, each of a number that no kiosk here gives; the oldest in this minute. */
    private static String others(int count, int minute, BiFunction<Integer, Integer, String> row) {
        return IntStream.range(0, count).mapToObj(i -> row.apply(900 + i, minute)).collect(Collectors.joining(","));
    }

    private static String call(int number, int minute) {
        return "{'number':'A%03d','service':'%s','window':'3','at':'2026-11-23T01:%d:00Z'}".formatted(number, HallBench.SERVICE, minute);
    }

    private static String end(int number, int minute) {
        return "{'number':'A%03d','service':'%s','end':'completed','at':'2026-11-23T01:%d:30Z'}".formatted(number, HallBench.SERVICE, minute);
    }

    /** Told a minute after the newest call that a test shows. */
    private static String board(String calls, String ended) {
        String at = calls.isEmpty() ? "30:00" : calls.substring(calls.indexOf("T01:") + 4, calls.indexOf("T01:") + 6) + ":59";
        return ("{'hall':'" + HallBench.HALL + "','businessDate':'2026-11-23','at':'2026-11-23T01:" + at + "Z','services':[{'service':'"
                + HallBench.SERVICE + "','waiting':3,'next':[]}],'calls':[" + calls + "],'ended':[" + ended + "]}").replace('\'', '"');
    }
}
