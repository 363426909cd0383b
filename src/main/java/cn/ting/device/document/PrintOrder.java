package cn.ting.device.document;

import java.util.concurrent.CompletableFuture;

/**
 * One document that is to be printed. Begun on the device's thread, or given up before by any; whoever is first decides.
 */
final class PrintOrder {

    private final Document document;
    private final int copies;
    private final Sides sides;
    private final int visit;
    private final boolean used;
    private final CompletableFuture<PrintedDocument> outcome = new CompletableFuture<>();
    private boolean settled;

    /**
     * @param visit the count of visits it belongs to
     * @param used true when it is for a resident
     */
    PrintOrder(Document document, int copies, Sides sides, int visit, boolean used) {
        this.document = document;
        this.copies = copies;
        this.sides = sides;
        this.visit = visit;
        this.used = used;
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
        return used;
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
