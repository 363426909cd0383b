package cn.ting.service.sheet;

import cn.ting.condition.Conditions;
import cn.ting.condition.Fault;
import cn.ting.device.document.Document;
import cn.ting.device.document.DocumentFault;
import cn.ting.device.document.DocumentPrinter;
import cn.ting.device.document.PrintedDocument;
import cn.ting.device.document.Sides;
import cn.ting.device.inventory.Inventory;
import cn.ting.screen.Language;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import cn.ting.visit.Act;
import cn.ting.visit.Acts;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs the act of printing a sheet and tells the truth about it: the outcome becomes a fact, then the page is told. An intent found
 * without an outcome at start was cut off by the end of the last process: its outcome is unknown, and nothing is printed again by itself.
 *
 * <p>At a visit's end every printer of documents is emptied, and what was not handed over yet is not handed over any more.
 */
@Singleton
class SheetPrinting implements VisitListener {

    /** What the act is called in the ledger. */
    static final String SHEET = "sheet";

    private static final Logger LOG = Logger.getLogger(SheetPrinting.class);
    private static final int MOST_WAITING = 4;

    private final Inventory inventory;
    private final Acts acts;
    private final Visits visits;
    private final ReadySheets sheets;
    private final Conditions conditions;
    private final ThreadPoolExecutor making = new ThreadPoolExecutor(
            0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> new Thread(task, "ting-sheets"),
            new ThreadPoolExecutor.AbortPolicy());
    private final ExecutorService concluding =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "ting-sheet-outcomes"));
    private final AtomicInteger inPrinter = new AtomicInteger();
    private final PrinterTurn turns;
    private volatile String wanted = "";

    SheetPrinting(Inventory inventory, Acts acts, Visits visits, ReadySheets sheets, Conditions conditions, KioskClock clock) {
        this.inventory = inventory;
        this.acts = acts;
        this.visits = visits;
        this.sheets = sheets;
        this.conditions = conditions;
        this.turns = new PrinterTurn(clock, this::trouble);
    }

    /** Begins to follow visits, and whether acts are held back; called once at start. */
    void start() {
        visits.listen(this);
        acts.onHold(this::heldBack);
        offered();
    }

    /** Answers what the last process left open; called once, before any printer is used. Waits for the ledger. */
    void answer() {
        try {
            for (Act act : acts.unfinished(SHEET)) {
                acts.conclude(act, new SheetFact(act.subject(), 0, 0, "printunknown", SheetFault.CUT_OFF.code()));
            }
        } catch (LedgerException told) {
            // The intents stay, and the next start answers them.
            LOG.errorf("what the last process left open was not answered: %s", told.fault().code());
        }
    }

    /** True at a cabinet with a printer of documents and a font for them; staff are told when it is the font that lacks. */
    boolean offered() {
        boolean printer = inventory.find(DocumentPrinter.class).isPresent();
        boolean font = sheets.possible();
        conditions.set(printer && !font, SheetFault.NO_FONT, "paper", sheets.font() + " is not there");
        return printer && font;
    }

    /** What holds up the sheet that is in the printer; empty too while there is none in it. */
    Optional<DocumentFault> heldUp() {
        return inPrinter.get() > 0 ? trouble() : Optional.empty();
    }

    /** True while the sheet of this matter waits until what others print on the same printer is out. */
    boolean waits(String matter) {
        return turns.waits(matter);
    }

    /** Has one that waits wait no longer, and not be printed; without effect on any other. */
    void callOff(String matter) {
        turns.callOff(matter);
    }

    /** Why nothing comes out of the printer now. */
    private Optional<DocumentFault> trouble() {
        Optional<DocumentPrinter> printer = inventory.find(DocumentPrinter.class);
        return printer.isEmpty() ? Optional.of(DocumentFault.SILENT) : printer.get().trouble();
    }

    /** Has the sheet of the matter on the screen made meanwhile, unless another is on the screen by then. */
    void prepare(String matter, Language language) {
        wanted = matter;
        try {
            making.execute(() -> {
                if (wanted.equals(matter)) {
                    made(matter, () -> sheets.wanted(matter, language));
                }
            });
        } catch (RejectedExecutionException busy) {
            LOG.debug("the sheet is made when it is asked for");
        }
    }

    /** True when the sheet has been made that would be printed now. */
    boolean hasReady(String matter, Language language) {
        return sheets.there(matter, language).isPresent();
    }

    /**
     * Hands a sheet that is ready to the printer, which keeps it back until the act of printing it is promised: printer and disk are
     * waited for at the same time. Empty when it has to be made first, or cannot be printed now.
     */
    Optional<SheetHandover> handOver(String matter, Visit visit, Language language) {
        if (acts.held() || trouble().isPresent()) {
            return Optional.empty();
        }
        return sheets.there(matter, language)
                .map(ready -> new SheetHandover(ready, promised -> handed(ready, visit, promised)));
    }

    /**
     * Runs an act. Returns at once. The sheet is of the matter as it is now, also where another catalogue is adopted, or the matter is
     * suspended, before the sheet is made.
     *
     * @param handover of its sheet, if that was ready
     * @param waits run when it begins to wait for others' paper, and when it does not any more; as {@code told}
     * @param told gets what became of it once that is written, on a thread of this class, so that it may only enqueue
     */
    void print(Act act, Visit visit, Language language, Optional<SheetHandover> handover, Runnable waits, Consumer<SheetState> told) {
        if (handover.isPresent()) {
            promised(handover.get());
            outcome(handover.get().sheet(), handover.get().outcome())
                    .thenAcceptAsync(outcome -> conclude(act, outcome, told), concluding);
            return;
        }
        try {
            ReadySheets.Wanted sheet = sheets.wanted(act.subject(), language);
            making.execute(() -> begun(act.subject(), visit, sheet, waits)
                    .thenAcceptAsync(outcome -> conclude(act, outcome, told), concluding));
        } catch (RejectedExecutionException busy) {
            concluding.execute(() -> conclude(act, SheetOutcome.not(SheetFault.BUSY), told));
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "the sheet of %s was not read", act.subject());
            concluding.execute(() -> conclude(act, SheetOutcome.not(SheetFault.NOT_MADE), told));
        }
    }

    /** Before acts are held back or not at all; a sheet that is not promised does not come out. */
    private synchronized void promised(SheetHandover handover) {
        if (acts.held()) {
            handover.takeBack();
        } else {
            handover.promise();
        }
    }

    private CompletableFuture<SheetOutcome> begun(String matter, Visit visit, ReadySheets.Wanted sheet, Runnable waits) {
        try {
            return run(matter, visit, sheet, waits);
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "the sheet of %s was not begun", matter);
            return CompletableFuture.completedFuture(SheetOutcome.not(SheetFault.NOT_MADE));
        }
    }

    private CompletableFuture<SheetOutcome> run(String matter, Visit visit, ReadySheets.Wanted sheet, Runnable waits) {
        if (acts.held()) {
            return CompletableFuture.completedFuture(SheetOutcome.not(SheetFault.NO_MAINS));
        }
        Optional<DocumentFault> trouble = trouble().filter(why -> !PrinterTurn.passes(why));
        if (trouble.isPresent()) {
            return CompletableFuture.completedFuture(SheetOutcome.not(trouble.get()));
        }
        Optional<ReadySheets.Ready> made = made(matter, () -> sheet);
        if (made.isEmpty()) {
            return CompletableFuture.completedFuture(SheetOutcome.not(SheetFault.NOT_MADE));
        }
        CompletableFuture<Optional<Fault>> turn = turn(matter, visit);
        if (turn.isDone()) {
            return inTurn(made.get(), visit, turn.join());
        }
        waits.run();
        return turn.thenComposeAsync(why -> {
            waits.run();
            return inTurn(made.get(), visit, why);
        }, concluding);
    }

    /** Before the visit's end or not at all: after it nobody would end the wait, into which the next visit may come with a sheet of its own. */
    private synchronized CompletableFuture<Optional<Fault>> turn(String matter, Visit visit) {
        if (acts.held()) {
            return CompletableFuture.completedFuture(Optional.of(SheetFault.NO_MAINS));
        }
        return visit.over() ? CompletableFuture.completedFuture(Optional.of(DocumentFault.VISIT_ENDED)) : turns.awaited(matter);
    }

    private CompletableFuture<SheetOutcome> inTurn(ReadySheets.Ready sheet, Visit visit, Optional<Fault> why) {
        // The mains may have gone while it waited.
        Optional<Fault> not = acts.held() ? Optional.of(SheetFault.NO_MAINS) : why;
        return not.isPresent()
                ? CompletableFuture.completedFuture(SheetOutcome.not(not.get()))
                : outcome(sheet, handed(sheet, visit, CompletableFuture.completedFuture(true)));
    }

    private CompletableFuture<SheetOutcome> outcome(ReadySheets.Ready ready, CompletableFuture<PrintedDocument> printing) {
        return printing
                .exceptionally(bug -> {
                    LOG.error("a printer broke its promise of an outcome", bug);
                    return new PrintedDocument.Unknown(DocumentFault.SILENT);
                })
                .thenApply(printed -> SheetOutcome.of(ready, printed, acts.held()));
    }

    /** Before the visit's end or not at all: after it a printer would take the sheet for one of the next visit. Nor once acts are held back. */
    private synchronized CompletableFuture<PrintedDocument> handed(
            ReadySheets.Ready ready, Visit visit, CompletableFuture<Boolean> promised) {
        if (visit.over()) {
            return CompletableFuture.completedFuture(new PrintedDocument.NotPrinted(DocumentFault.VISIT_ENDED));
        }
        if (acts.held()) {
            return CompletableFuture.completedFuture(new PrintedDocument.NotPrinted(DocumentFault.NOT_PROMISED));
        }
        Document document = new Document(ready.sheet().pdf().clone(), ready.sheet().pages());
        inPrinter.incrementAndGet();
        return inventory.find(DocumentPrinter.class).orElseThrow().print(document, 1, Sides.ONE, promised)
                .whenComplete((outcome, bug) -> inPrinter.decrementAndGet());
    }

    private Optional<ReadySheets.Ready> made(String matter, Supplier<ReadySheets.Wanted> sheet) {
        try {
            return Optional.of(sheets.of(sheet.get()));
        } catch (IOException | RuntimeException unmade) {
            LOG.errorf(unmade, "the sheet of %s could not be made", matter);
            return Optional.empty();
        }
    }

    /** The page says what became of the paper once that is written. */
    private void conclude(Act act, SheetOutcome outcome, Consumer<SheetState> told) {
        try {
            acts.conclude(act, outcome.fact(act.subject()));
        } catch (LedgerException unwritten) {
            // The intent stays, and the next start answers it: unknown.
            LOG.errorf("the outcome of a sheet was not written: %s", unwritten.fault().code());
        }
        told.accept(outcome.state());
    }

    /** What waits in a printer, or for its turn there, has not begun, and does not begin on battery. */
    private synchronized void heldBack() {
        turns.end(SheetFault.NO_MAINS);
        inventory.all(DocumentPrinter.class).forEach(DocumentPrinter::callOff);
    }

    @Override
    public synchronized void ended(Visit visit, EndReason reason) {
        wanted = "";
        turns.end(DocumentFault.VISIT_ENDED);
        inventory.all(DocumentPrinter.class).forEach(DocumentPrinter::visitEnded);
    }

    @PreDestroy
    void stop() {
        making.shutdownNow();
        concluding.shutdown();
    }
}
