package cn.ting.slip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.visit.Act;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose slip it is: called off, asked for again and remembered for one visit only. */
class SlipVisitTest extends SlipCases {

    @ParameterizedTest
    @EnumSource(EndReason.class)
    void aSlipThatWaitsIsCalledOffWhenNobodyIsKnownToStandThere(EndReason reason) throws Exception {
        motor.holdWhen(() -> !far.hanging().text().isEmpty());
        printing.print(intent(), ID);
        until(motor::isHeld);
        printing.print(intent(), ID);
        visits.end(reason);
        if (reason != EndReason.BUTTON) {
            until(() -> told.size() == 1);
        }
        motor.goOn();
        until(() -> told.size() == 2);
        assertEquals(List.of(reason == EndReason.BUTTON ? "a7Qk printed " : "a7Qk notprinted receipt.called-off", "a7Qk printed "), outcomes());
        assertEquals(reason == EndReason.BUTTON ? 2 : 1, far.slipCount());
    }

    @ParameterizedTest
    @EnumSource(value = EndReason.class, mode = EnumSource.Mode.EXCLUDE, names = "BUTTON")
    void aSlipWhoseVisitRunsOutBeforeThePrinterHasItStaysInside(EndReason reason) throws Exception {
        meanwhile = () -> {
            visits.end(reason);
            visits.begin(new Milestone.Began("touch"));
        };
        printing.print(intent(), ID);
        until(() -> told.size() == 1);
        assertEquals(List.of("a7Qk notprinted receipt.called-off"), outcomes());
        assertEquals(0, far.slipCount());
        assertEquals("none", paper());
    }

    @Test
    void whoHasPressedTheButtonStandsThereForTheirSlipUntilAnotherDoes() throws Exception {
        meanwhile = () -> visits.end(EndReason.BUTTON);
        printing.print(intent(), ID);
        until(() -> told.size() == 1);
        assertEquals(Optional.empty(), ledger.write(tx -> printing.intend(tx, visit, ID)), "nobody asks for another");
        Act late = intent();
        visits.begin(new Milestone.Began("touch"));
        printing.print(late, ID);
        until(() -> told.size() == 2);
        assertEquals(List.of("a7Qk printed ", "a7Qk notprinted receipt.called-off"), outcomes());
        assertEquals(1, far.slipCount());
    }

    @Test
    void aSlipThatStillWaitsWhenAnotherBeginsIsNotTheirs() throws Exception {
        motor.holdWhen(() -> !far.hanging().text().isEmpty());
        printing.print(intent(), ID);
        until(motor::isHeld);
        printing.print(intent(), ID);
        visits.end(EndReason.BUTTON);
        visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
        motor.goOn();
        until(() -> told.size() == 2);
        assertEquals(List.of("a7Qk notprinted receipt.called-off", "a7Qk printed "), outcomes());
        assertEquals(1, far.slipCount());
        assertEquals("none", paper(), "they know nothing of it");
        assertEquals("printed", printed());
    }

    @Test
    void aTapThatItsVisitsEndOvertakesHoldsNothingBackFromTheNextVisit() throws Exception {
        printing.printAgain(visit, ID, () -> {
            visits.end(EndReason.IDLE);
            return Optional.empty();
        });
        printing.printAgain(visit, ID, this::again);
        assertEquals(0, intents, "nobody is there for it");
        visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
        assertEquals("none", paper());
        printing.printAgain(visit, ID, this::again);
        until(() -> told.size() == 1);
        assertEquals("printed", paper());
    }

    @Test
    void aSecondTapBesideTheFirstPrintsNothing() throws Exception {
        printing.printAgain(visit, ID, () -> {
            printing.printAgain(visit, ID, this::again);
            return again();
        });
        assertEquals(1, intents);
        until(() -> !told.isEmpty());
        printing.printAgain(visit, ID, this::again);
        assertEquals(1, intents);
        assertEquals(List.of("a7Qk printed "), outcomes());
    }

    @Test
    void aSlipIsAskedForSoOftenInAVisitAndInTheNextAnew() throws Exception {
        acts.hold(true);
        assertEquals("notprinted", printed());
        for (int again = 1; again <= SlipPrinting.MOST_AGAIN; again++) {
            assertTrue(printing.mayPrintAgain(ID));
            int before = told.size();
            printing.printAgain(visit, ID, this::again);
            until(() -> told.size() > before);
        }
        assertFalse(printing.mayPrintAgain(ID));
        printing.printAgain(visit, ID, this::again);
        assertEquals(1 + SlipPrinting.MOST_AGAIN, intents);
        visits.end(EndReason.BUTTON);
        visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
        assertTrue(printing.mayPrintAgain(ID));
    }

    @Test
    void aTapWhoseIntentIsNotWrittenLeavesTheNextOneFree() throws Exception {
        acts.hold(true);
        assertEquals("notprinted", printed());
        acts.hold(false);
        assertThrows(IllegalStateException.class, () -> printing.printAgain(visit, ID, () -> {
            throw new IllegalStateException("a full disk");
        }));
        assertEquals("notprinted", paper(), "nothing is on its way");
        printing.printAgain(visit, ID, this::again);
        until(() -> told.size() == 2);
        assertEquals("printed", paper());
    }

    @Test
    void whereASlipIsPromisedWithItsSubjectOneOfWhichNothingIsKnownIsOnItsWay() throws Exception {
        SlipPrinting<String> atOnce = printing(inventory, true);
        atOnce.start();
        visits.end(EndReason.BUTTON);
        visit = visits.begin(new Milestone.Began("touch")).orElseThrow();
        assertEquals("printing", atOnce.paper(ID).word());
        assertFalse(atOnce.mayPrintAgain(ID));
        atOnce.printAgain(visit, ID, this::again);
        assertEquals(0, intents, "the first is on its way");
        acts.hold(true);
        atOnce.print(ledger.write(tx -> atOnce.intend(tx, visit, ID)).orElseThrow(), ID);
        until(() -> told.size() == 1);
        assertEquals("notprinted", atOnce.paper(ID).word());
        acts.hold(false);
        atOnce.printAgain(visit, ID, this::again);
        until(() -> told.size() == 2);
        assertEquals("printed", atOnce.paper(ID).word());
        atOnce.stop();
    }
}
