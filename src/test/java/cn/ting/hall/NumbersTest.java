package cn.ting.hall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.catalogue.TestPen;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NumbersTest extends HallCases {

    @Test
    void numbersComeFromTheLeaseInOrderAndFromTheNextOneWhenItIsUsedUp() {
        bench.grant(bench.lease("l1", 7, 8), bench.lease("l2", 31, 40));
        assertEquals("A007", bench.taken("v1"));
        assertEquals("A008", bench.taken("v2"));
        assertEquals("A031", bench.taken("v3"));
    }

    @Test
    void askingAgainInTheSameVisitGivesTheSameNumber() {
        bench.grant(bench.lease("l1", 1, 10));
        Issue.Fresh fresh = assertInstanceOf(Issue.Fresh.class, bench.take("v1"));
        Issue.Already again = assertInstanceOf(Issue.Already.class, bench.take("v1"));
        assertEquals(fresh.ticket(), again.ticket());
        assertEquals("A002", bench.taken("v2"));
    }

    @Test
    void theNumberTakenLastIsTheOneGivenLastAlsoWithinOneInstant() {
        bench.grant(bench.lease("l1", 1, 10), bench.lease("l2", 31, 40).replace(HallBench.SERVICE, "general"));
        for (String visit : List.of("v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8")) {
            bench.take(visit);
            bench.ledger.write(tx -> bench.numbers.issue(tx, visit, Optional.empty(), HallBench.HALL, "general"));
            assertEquals("general", bench.numbers.latestOf(visit).orElseThrow().service());
        }
    }

    @Test
    void aLeaseDeliveredAgainDoesNotGiveItsNumbersAgain() {
        bench.grant(bench.lease("l1", 1, 10));
        assertEquals("A001", bench.taken("v1"));
        bench.grant(bench.lease("l1", 1, 10));
        assertEquals("A002", bench.taken("v2"));
    }

    @Test
    void aNumberThatTwoLeasesHaveIsGivenOnce() {
        bench.grant(bench.lease("l1", 1, 4));
        assertEquals("A001", bench.taken("v1"));
        Ticket second = ((Issue.Fresh) bench.take("v2")).ticket();
        bench.cancel("v2", second);
        bench.grant(bench.lease("l1", 1, 4), bench.lease("l2", 1, 5));
        assertEquals("A003", bench.taken("v3"), "of a platform that was restored from a copy of before the first two");
        assertEquals("A004", bench.taken("v4"));
        assertEquals("A005", bench.taken("v5"));
        assertEquals("Exhausted", bench.taken("v6"));
        bench.grant(bench.lease("general", 1, 4).replace(HallBench.SERVICE, "general").replace("\"letter\":\"A\"", "\"letter\":\"D\""));
        Issue of = bench.ledger.write(tx -> bench.numbers.issue(tx, "v7", Optional.empty(), HallBench.HALL, "general"));
        assertEquals("D001", ((Issue.Fresh) of).ticket().number().toString(), "another letter's is another number");
    }

    @Test
    void aLeaseThatIsStillGrantedIsNotForgottenAndOneThatIsNotIs() {
        bench.grant(bench.lease("l1", 1, 10));
        assertEquals("A001", bench.taken("v1"));
        bench.numbers.forget(LocalDate.of(2027, 11, 23));
        bench.grant(bench.lease("l1", 1, 10));
        assertEquals("A002", bench.taken("v2"));
        bench.grant();
        bench.numbers.forget(LocalDate.of(2027, 11, 23));
        boolean stays = bench.ledger.read(tx -> tx.prepare("SELECT 1 FROM lease").executeQuery().next());
        assertFalse(stays);
    }

    @Test
    void aDamagedRowOfATicketSpeaksAgainstNoBoard() {
        AtomicInteger told = new AtomicInteger();
        bench.boards.onChange(told::incrementAndGet);
        bench.grant(bench.lease("l1", 1, 10));
        bench.take("v1");
        bench.ledger.write(tx -> tx.prepare("UPDATE ticket SET taken_at = 'nobody can read it'").executeUpdate());
        bench.board("{\"hall\":\"" + HallBench.HALL + "\",\"businessDate\":\"2026-11-23\",\"at\":\"2026-11-23T01:29:00Z\","
                + "\"services\":[{\"service\":\"social-insurance\",\"waiting\":3}],\"calls\":[]}");
        assertFalse(bench.catalogue.conditions.has(HallFault.BOARD_REFUSED));
        assertEquals(1, told.get());
    }

    @Test
    void aNumberWhoseTransactionFailedIsGivenToTheNextOne() {
        bench.grant(bench.lease("l1", 1, 10));
        assertThrows(IllegalStateException.class, () -> bench.ledger.write(tx -> {
            bench.numbers.issue(tx, "v1", Optional.empty(), HallBench.HALL, HallBench.SERVICE);
            throw new IllegalStateException("the power was cut, say");
        }));
        assertEquals("A001", bench.taken("v2"));
    }

    @Test
    void whatOneLifeOfTheLedgerGaveTheNextOneKnows() {
        bench.grant(bench.lease("l1", 1, 10));
        bench.take("v1");
        assertEquals("A001", bench.numbers.latestOf("v1").orElseThrow().number().toString());
        assertTrue(bench.numbers.latestOf("v2").isEmpty());
    }

    @Test
    void aClosedHallGivesNothingAndSaysWhenItOpens() {
        bench.grant(bench.lease("l1", 1, 10));
        bench.catalogue.clock.step(Duration.ofHours(3));
        Issue.Closed lunch = assertInstanceOf(Issue.Closed.class, bench.take("v1"));
        assertEquals(Optional.of(LocalDateTime.of(2026, 11, 23, 13, 30)), lunch.opens());
        bench.catalogue.clock.step(Duration.ofHours(6));
        Issue.Closed evening = assertInstanceOf(Issue.Closed.class, bench.take("v1"));
        assertEquals(Optional.of(LocalDateTime.of(2026, 11, 24, 9, 0)), evening.opens());
    }

    @Test
    void withoutANumberLeftItSaysSoUntilTheNextLeaseComes() {
        bench.grant(bench.lease("l1", 1, 1));
        assertEquals("A001", bench.taken("v1"));
        assertEquals("Exhausted", bench.taken("v2"));
        assertTrue(bench.catalogue.conditions.has(HallFault.NUMBERS_OUT));
        bench.grant(bench.lease("l1", 1, 1), bench.lease("l2", 11, 20));
        assertFalse(bench.catalogue.conditions.has(HallFault.NUMBERS_OUT));
        assertEquals("A011", bench.taken("v2"));
    }

    @Test
    void numbersAreOutNoMoreOnceTomorrowsAreGivenAlsoWithoutAnotherDocument() {
        bench.grant(bench.lease("l1", 1, 1), bench.lease("l2", 1, 10, bench.outbox.epoch(), "2026-11-24", "A"));
        assertEquals("A001", bench.taken("v1"));
        assertEquals("Exhausted", bench.taken("v2"));
        assertTrue(bench.catalogue.conditions.has(HallFault.NUMBERS_OUT));
        bench.catalogue.clock.step(Duration.ofDays(1));
        assertEquals("A001", bench.taken("v3"));
        assertFalse(bench.catalogue.conditions.has(HallFault.NUMBERS_OUT));
    }

    @Test
    void aLeaseOfAnotherDayAnotherEpochOrOneTakenBackIsNotDrawnFrom() {
        bench.grant(
                bench.lease("tomorrow", 1, 10, bench.outbox.epoch(), "2026-11-24", "A"),
                bench.lease("anothers", 11, 20, "another-epoch", "2026-11-23", "A"),
                bench.lease("taken-back", 21, 30));
        bench.grant(bench.lease("tomorrow", 1, 10, bench.outbox.epoch(), "2026-11-24", "A"));
        assertEquals("Exhausted", bench.taken("v1"));
    }

    @Test
    void aForgedDocumentAndOneThatIsTooLongAreRefusedWholeAndTheOldLeasesStay() {
        bench.grant(bench.lease("l1", 1, 10));
        bench.grantBy(new TestPen(), bench.lease("forged", 500, 510));
        assertTrue(bench.catalogue.conditions.has(HallFault.LEASES_REFUSED));
        bench.grant(bench.lease("l1", 1, 10));
        assertFalse(bench.catalogue.conditions.has(HallFault.LEASES_REFUSED));
        bench.grant(Collections.nCopies(513, bench.lease("l3", 31, 40)).toArray(String[]::new));
        assertTrue(bench.catalogue.conditions.has(HallFault.LEASES_REFUSED));
        assertEquals("A001", bench.taken("v1"));
        bench.grant(bench.lease("l1", 1, 10));
        assertFalse(bench.catalogue.conditions.has(HallFault.LEASES_REFUSED));
    }

    @Test
    void whileAnotherMayHoldTheSameLeasesNoNumberIsGivenAndALeaseOfTheNextEpochIsNobodyElses() {
        bench.grant(bench.lease("l1", 1, 10));
        bench.outbox.epochs().share(true);
        assertEquals("Exhausted", bench.taken("v1"));
        bench.outbox.rewind(bench.outbox.epoch(), 0);
        bench.grant(bench.lease("l2", 11, 20));
        assertEquals("A011", bench.taken("v2"));
        bench.outbox.epochs().share(true);
        bench.outbox.epochs().share(false);
        assertEquals("A012", bench.taken("v3"));
    }

    @Test
    void anUnknownHallOrServiceGivesNothing() {
        assertInstanceOf(Issue.Unknown.class, bench.ledger.write(tx -> bench.numbers.issue(tx, "v", Optional.empty(), "nowhere", "none")));
        assertInstanceOf(Issue.Unknown.class, bench.ledger.write(tx -> bench.numbers.issue(tx, "v", Optional.empty(), HallBench.HALL, "none")));
    }

    @Test
    void howManyWaitComesFromTheBoardAndIsNeverInvented() {
        bench.grant(bench.lease("l1", 1, 10));
        assertTrue(((Issue.Fresh) bench.take("v1")).ticket().ahead().isEmpty());
        String yesterdays = "{\"hall\":\"" + HallBench.HALL + "\",\"businessDate\":\"2026-11-22\",\"at\":\"2026-11-23T01:29:00Z\","
                + "\"services\":[{\"service\":\"social-insurance\",\"waiting\":3}],\"calls\":[]}";
        bench.board(yesterdays);
        assertTrue(((Issue.Fresh) bench.take("yesterday's leftovers")).ticket().ahead().isEmpty());
        bench.board(yesterdays.replace("2026-11-22", "2026-11-23"));
        Ticket.Ahead ahead = ((Issue.Fresh) bench.take("v2")).ticket().ahead().orElseThrow();
        assertEquals(3, ahead.people());
        assertEquals("2026-11-23T01:29:00Z", ahead.asOf().toString());
    }

    @Test
    void theSlipsCodeNamesTheTicketAndProvesIt() {
        bench.grant(bench.lease("l1", 1, 10));
        Ticket ticket = ((Issue.Fresh) bench.take("v1")).ticket();
        assertTrue(ticket.code().matches("https://area\\.example/t/" + ticket.ticket() + "\\.[A-Za-z0-9_-]{12}"));
    }

    @Test
    void aSecondNumberOfOnePersonForOneServiceIsGivenAndSaysSo() {
        bench.grant(bench.lease("l1", 1, 10));
        Ticket first = ((Issue.Fresh) bench.take("v1", "somebody")).ticket();
        assertEquals(Optional.empty(), first.secondOf());
        assertEquals(Optional.empty(), ((Issue.Fresh) bench.take("v2", "another")).ticket().secondOf());

        Ticket second = ((Issue.Fresh) bench.take("v3", "somebody")).ticket();

        assertEquals(Optional.of(first.ticket()), second.secondOf());
        assertEquals(first.number(), bench.numbers.any(second.secondOf().orElseThrow()).orElseThrow().number());
        assertInstanceOf(Standing.Waiting.class, bench.numbers.standing(first), "nothing is voided");
        bench.cancel("v1", first);
        bench.cancel("v3", second);
        assertEquals(Optional.empty(), ((Issue.Fresh) bench.take("v4", "somebody")).ticket().secondOf());
    }

    @Test
    void aCancelledNumberIsNoneAnyMoreAndItsVisitMayTakeAnother() {
        bench.grant(bench.lease("l1", 1, 10));
        Ticket ticket = ((Issue.Fresh) bench.take("v1")).ticket();

        assertFalse(bench.cancel("v2", ticket), "it is another's");
        assertTrue(bench.cancel("v1", ticket));
        assertFalse(bench.cancel("v1", ticket));

        assertInstanceOf(Standing.Cancelled.class, bench.numbers.standing(bench.numbers.latestOf("v1").orElseThrow()));
        assertEquals("A002", bench.taken("v1"));
        assertEquals("Already", bench.taken("v1"));
    }

    @Test
    void aNumberKeepsTheRuleOfItsHallForWhoeverDoesNotCome() {
        bench.grant(bench.lease("l1", 1, 1).replace("{\"leaseId\"", "{\"noShow\":\"minutes 30\",\"leaseId\""), bench.lease("l2", 11, 20));
        bench.take("v1");
        assertEquals(Optional.of(new NoShow.Minutes(30)), bench.numbers.latestOf("v1").orElseThrow().noShow());
        bench.take("v2");
        assertEquals(Optional.empty(), bench.numbers.latestOf("v2").orElseThrow().noShow());
        assertEquals(Optional.of(new NoShow.Calls(3)), NoShow.read("calls 3"));
        assertEquals(Optional.of(new NoShow.Void()), NoShow.read("void"));
        assertEquals(Optional.empty(), NoShow.read("a rule of a later release"));
        assertEquals(Optional.empty(), NoShow.read("calls 0"));
    }
}
