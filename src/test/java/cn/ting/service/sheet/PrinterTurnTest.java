package cn.ting.service.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Fault;
import cn.ting.device.document.DocumentFault;
import cn.ting.time.SteppedClock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PrinterTurnTest {

    private final SteppedClock clock = new SteppedClock();
    private Optional<DocumentFault> trouble = Optional.of(DocumentFault.NOT_EMPTY);
    private final PrinterTurn turns = new PrinterTurn(clock, () -> trouble);

    @Test
    void whatOthersPrintIsWaitedForNoLongerThanAMinute() {
        CompletableFuture<Optional<Fault>> turn = turns.awaited("matter");
        clock.step(PrinterTurn.LONGEST.minus(PrinterTurn.LOOK));
        assertFalse(turn.isDone());
        assertTrue(turns.waits("matter"));
        clock.step(PrinterTurn.LOOK);
        assertEquals(Optional.of(DocumentFault.NOT_EMPTY), turn.getNow(Optional.empty()));
        assertFalse(turns.waits("matter"));
    }

    @Test
    void anotherTroubleEndsTheWaitAndNoneIsATurn() {
        CompletableFuture<Optional<Fault>> turn = turns.awaited("matter");
        trouble = Optional.of(DocumentFault.JAM);
        clock.step(PrinterTurn.LOOK);
        assertEquals(Optional.of(DocumentFault.JAM), turn.getNow(Optional.empty()));
        trouble = Optional.empty();
        assertEquals(Optional.empty(), turns.awaited("matter").getNow(Optional.of(DocumentFault.JAM)));
        assertFalse(turns.waits("matter"));
    }
}
