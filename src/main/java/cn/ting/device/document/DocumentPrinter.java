package cn.ting.device.document;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A printer of documents on A4: the port of this room. Safe for use by any thread. */
public interface DocumentPrinter {

    /** The most copies of a document at a time. */
    int MOST_COPIES = 20;

    /**
     * Prints a document. Returns at once; one is printed at a time and two may wait, a further one is answered
     * {@link PrintedDocument.NotPrinted} at once.
     *
     * @param document taken over: its bytes are wiped before the outcome is told
     * @param copies 1 to {@value #MOST_COPIES}, each whole after the other where the printer can
     * @param sides a printer that cannot print two-sided prints one-sided
     * @return completes with the outcome, never exceptionally; completes on the device's thread, so that what depends on it may only
     *     enqueue
     * @throws IllegalArgumentException when the number of copies is out of range
     */
    default CompletableFuture<PrintedDocument> print(Document document, int copies, Sides sides) {
        return print(document, copies, sides, CompletableFuture.completedFuture(true));
    }

    /**
     * Prints a document whose promise is still on its way to the disk; see {@link #print(Document, int, Sides)}. Meanwhile no more than
     * an empty job is opened, where the printer can, of which nothing comes out.
     *
     * @param promised completed with true once the document may reach the printer; when it completes otherwise, or not within ten
     *     seconds or so, the outcome is {@link PrintedDocument.NotPrinted} and the job is cancelled
     */
    CompletableFuture<PrintedDocument> print(Document document, int copies, Sides sides, CompletableFuture<Boolean> promised);

    /**
     * What waits is not printed: {@link PrintedDocument.NotPrinted} for {@link DocumentFault#NOT_PROMISED}, at once. What is being printed goes on. Any
     * thread; returns at once.
     */
    void callOff();

    /** Why no document can be printed now; empty when one can. */
    Optional<DocumentFault> trouble();

    /**
     * The visit is over: what waits is not printed any more, what is being printed is cancelled, and nothing is printed for the next
     * visit until every queue it could come out of has been seen empty. Returns at once.
     */
    void visitEnded();
}
