package cn.ting.service.sheet;

import cn.ting.condition.Fault;
import cn.ting.device.document.DocumentFault;
import cn.ting.time.KioskClock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Waits until what others print on a printer they share is out: for a minute, until the resident has enough of waiting, or the visit is over.
 * Safe for use by any thread.
 */
final class PrinterTurn {

    static final Duration LONGEST = Duration.ofMinutes(1);
    static final Duration LOOK = Duration.ofMillis(250);

    private final KioskClock clock;
    private final Supplier<Optional<DocumentFault>> trouble;
    private final Map<String, CompletableFuture<Optional<Fault>>> waiting = new ConcurrentHashMap<>();

    /** @param trouble why nothing can be printed now */
    PrinterTurn(KioskClock clock, Supplier<Optional<DocumentFault>> trouble) {
        this.clock = clock;
        this.trouble = trouble;
    }

    /** True for what comes to its end by itself, when others' paper is out. */
    static boolean passes(DocumentFault why) {
        return why == DocumentFault.NOT_EMPTY;
    }

    /**
     * Waits for one sheet, of which there is no other that waits by that name.
     *
     * @return completes, on the clock's thread or that of whoever ends the wait, with nothing once it may be printed, else with why it is not
     */
    CompletableFuture<Optional<Fault>> awaited(String matter) {
        CompletableFuture<Optional<Fault>> turn = new CompletableFuture<>();
        Duration end = clock.uptime().plus(LONGEST);
        waiting.put(matter, turn);
        KioskClock.Alarm looks = clock.every(LOOK, () -> look(turn, end));
        turn.whenComplete((why, never) -> {
            looks.cancel();
            waiting.remove(matter, turn);
        });
        look(turn, end);
        return turn;
    }

    private void look(CompletableFuture<Optional<Fault>> turn, Duration end) {
        Optional<DocumentFault> now = trouble.get();
        if (now.filter(PrinterTurn::passes).isEmpty() || clock.uptime().compareTo(end) >= 0) {
            turn.complete(now.map(why -> why));
        }
    }

    /** True while the sheet of this matter waits. */
    boolean waits(String matter) {
        return waiting.containsKey(matter);
    }

    /** The resident does not wait for it any more. */
    void callOff(String matter) {
        Optional.ofNullable(waiting.get(matter)).ifPresent(turn -> turn.complete(Optional.of(SheetFault.CALLED_OFF)));
    }

    /** Nobody waits any more. */
    void end(Fault why) {
        waiting.values().forEach(turn -> turn.complete(Optional.of(why)));
    }
}
