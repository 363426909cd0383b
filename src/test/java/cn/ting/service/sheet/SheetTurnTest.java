package cn.ting.service.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.document.DocumentFault;
import cn.ting.device.document.PrintedPaper;
import cn.ting.screen.Language;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On a printer on which others print too. */
class SheetTurnTest extends SheetCases {

    @Test
    void whileOthersPrintItWaitsForItsTurnAndIsPrintedAfterThem() throws Exception {
        Visit visit = othersPrint();
        desk.print(visit, MATTER, Language.CHINESE, false);
        until(() -> desk.waits(MATTER));
        assertEquals(Optional.of(new SheetState.Printing()), desk.state(MATTER));
        desk.print(visit, MATTER, Language.CHINESE, true);
        far.hold(false);
        until(() -> desk.state(MATTER).equals(Optional.of(new SheetState.Printed(1))));
        assertFalse(desk.waits(MATTER));
        assertEquals(List.of("office", "ting.area.k1"), far.papers().stream().map(PrintedPaper::user).toList());
    }

    @Test
    void whoDoesNotWaitForOthersGetsNothingAndLosesNothing() throws Exception {
        Visit visit = othersPrint();
        desk.print(visit, MATTER, Language.CHINESE, false);
        until(() -> desk.waits(MATTER));
        desk.callOff("another");
        assertTrue(desk.waits(MATTER));
        desk.callOff(MATTER);
        until(() -> desk.state(MATTER).equals(Optional.of(new SheetState.NotPrinted(SheetFault.CALLED_OFF))));

        desk.print(visit, MATTER, Language.CHINESE, true);
        until(() -> desk.waits(MATTER));
        acts.hold(true);
        until(() -> desk.state(MATTER).equals(Optional.of(new SheetState.NotPrinted(SheetFault.NO_MAINS))));
        far.hold(false);
        acts.hold(false);
        assertEquals(new SheetState.Printed(1), print(visit, MATTER, true));
        assertEquals(2, far.papers().size());
    }

    @Test
    void aVisitThatEndsWhileItWaitsGetsNothing() throws Exception {
        Visit visit = othersPrint();
        desk.print(visit, MATTER, Language.CHINESE, false);
        until(() -> desk.waits(MATTER));
        visits.end(EndReason.BUTTON);
        until(() -> outcomes().equals(List.of(MATTER + " 0 0 notprinted document.visit-ended")));
        far.hold(false);
        until(() -> far.unfinished() == 0);
        assertEquals(1, far.papers().size());
    }

    /** Its printer is taken by others, for whose paper nobody waits any more. */
    @Test
    void aVisitThatEndsWhileItsSheetIsMadeLeavesNoneThatWaits() throws Exception {
        Visit visit = othersPrint();
        printing.prepare("slow", Language.CHINESE);
        desk.print(visit, MATTER, Language.CHINESE, false);
        visits.end(EndReason.BUTTON);
        slow.complete(null);
        until(() -> outcomes().equals(List.of(MATTER + " 0 0 notprinted document.visit-ended")));
        assertFalse(desk.waits(MATTER));
    }

    /** A visit that begins while others have something in the printer that does not come out yet. */
    private Visit othersPrint() throws InterruptedException {
        far.hold(true);
        far.printForAnother(new byte[1]);
        begin();
        visits.end(EndReason.BUTTON);
        until(() -> conditions.has(DocumentFault.NOT_EMPTY));
        return visits.begin(new Milestone.Began("touch")).orElseThrow();
    }
}
