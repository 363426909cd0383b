package cn.ting.device.document;

import cn.ting.time.KioskClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * One document that is to be printed. Begun on the device's thread, or given up before by any; whoever is first decides.
 */
final class PrintOrder {

    private final Document document;
    private final int copies;
    private final Sides sides;
    private final int visit;
    private final Optional<CompletableFuture<Boolean>> promised;
    private final KioskClock clock;
    private final Semaphore decided = new Semaphore(0);
    private final CompletableFuture<PrintedDocument> outcome = new CompletableFuture<>();
    private boolean settled;

    /**
     * @param visit the count of visits it belongs to
     * @param promised completed with true once it may come out; empty for a test, which is for no resident
     */
    PrintOrder(
            Document document, int copies, Sides sides, int visit, Optional<CompletableFuture<Boolean>> promised, KioskClock clock) {
        this.document = document;
        this.copies = copies;
        this.sides = sides;
        this.visit = visit;
        this.promised = promised.map(promise -> promise.handle((kept, failed) -> failed == null && Boolean.TRUE.equals(kept)));
        this.clock = clock;
        this.promised.ifPresent(promise -> promise.thenRun(decided::release));
    }

    Document document() {
        return document;
    }

    int copies() {
        return copies;
    }

    Sides sides() {
        return sides;
    }

    int visit() {
        return visit;
    }

    /** True when it is for a resident, and no test. */
    boolean used() {
        return promised.isPresent();
    }

    /** Waits until it is known whether the document may come out, and says so; false when that is not known in time. */
    boolean promised(Duration patience) throws InterruptedException {
        return promised.isEmpty() || (promised.get().isDone() || clock.pause(patience, decided)) && promised.get().join();
    }

    /** What came of it; a copy, so that nobody else can complete it. */
    CompletableFuture<PrintedDocument> outcome() {
        return outcome.copy();
    }

    /** True when the device's thread has it from here on. */
    synchronized boolean begin() {
        boolean first = !settled;
        settled = true;
        return first;
    }

    /** It does not begin any more; without effect once it has. */
    void giveUp(DocumentFault why) {
        if (begin()) {
            end(new PrintedDocument.NotPrinted(why));
        }
    }

    /** The end of one that has begun. */
    void end(PrintedDocument how) {
        document.wipe();
        outcome.complete(how);
    }
}
