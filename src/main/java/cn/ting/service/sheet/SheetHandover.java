package cn.ting.service.sheet;

import cn.ting.device.document.PrintedDocument;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A sheet that was ready, handed to the printer while the intent to print it is on its way to the disk. Nothing of it comes out before
 * {@link #promise()}, nor ever after {@link #takeBack()}; of the two the first one counts.
 */
final class SheetHandover {

    private final CompletableFuture<Boolean> promised = new CompletableFuture<>();
    private final ReadySheets.Ready sheet;
    private final CompletableFuture<PrintedDocument> outcome;

    /**
     * @param handing hands the sheet over at once; what it is given tells the printer whether it may come out
     */
    SheetHandover(ReadySheets.Ready sheet, Function<CompletableFuture<Boolean>, CompletableFuture<PrintedDocument>> handing) {
        this.sheet = sheet;
        this.outcome = handing.apply(promised);
    }

    ReadySheets.Ready sheet() {
        return sheet;
    }

    /** What became of the paper. */
    CompletableFuture<PrintedDocument> outcome() {
        return outcome;
    }

    /** The intent is on disk. */
    void promise() {
        promised.complete(true);
    }

    /** There is no intent. */
    void takeBack() {
        promised.complete(false);
    }
}
