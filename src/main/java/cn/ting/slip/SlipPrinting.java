package cn.ting.slip;

import cn.ting.device.inventory.Inventory;
import cn.ting.device.receipt.PrintOutcome;
import cn.ting.device.receipt.ReceiptFault;
import cn.ting.device.receipt.ReceiptPrinter;
import cn.ting.roll.Slip;
import cn.ting.store.LedgerException;
import cn.ting.store.Transaction;
import cn.ting.visit.Act;
import cn.ting.visit.Acts;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs the act of printing a slip of one kind and tells the truth about it: the outcome becomes a fact, and then whoever listens is told. An intent
 * found without an outcome at start was cut off by the end of the last process: its outcome is unknown, and nothing is printed again by itself.
 *
 * @param <T> what a slip is for
 */
public final class SlipPrinting<T> implements VisitListener {

    private static final Logger LOG = Logger.getLogger(SlipPrinting.class);
    private static final String CUT_OFF = "kiosk.restarted";
    /** Of one slip in one visit: a printer of which nobody knows what comes out gives away no more of its roll, nor the ledger of itself. */
    static final int MOST_AGAIN = 5;

    private final SlipKind<T> kind;
    private final Inventory inventory;
    private final Acts acts;
    private final Visits visits;
    /** What became of the slips of the visit in progress, by their subjects. */
    private final Map<String, SlipPaper> papers = new ConcurrentHashMap<>();
    /** How often each of them was asked for once more. */
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    /** The visit for whose paper somebody stands there: the one in progress, or one ended by the button until the next begins. */
    private String attended = "";
    /** What became, after its end, of a slip of the visit attended; empty while nothing has to be said of it. */
    private Optional<SlipPaper> late = Optional.empty();
    private final ExecutorService concluding;

    public SlipPrinting(SlipKind<T> kind, Inventory inventory, Acts acts, Visits visits) {
        this.kind = kind;
        this.inventory = inventory;
        this.acts = acts;
        this.visits = visits;
        concluding = Executors.newSingleThreadExecutor(task -> new Thread(task, "ting-" + kind.act() + "s"));
    }

    /** Begins to follow visits, and whether acts are held back; called once at start. */
    public void start() {
        visits.listen(this);
        acts.onHold(this::heldBack);
    }

    /** Answers what the last process left open; called once, before any printer is used. Waits for the ledger. */
    public void answer() {
        try {
            for (Act act : acts.unfinished(kind.act())) {
                acts.conclude(act, kind.fact().fact(act.subject(), "printunknown", CUT_OFF));
            }
        } catch (LedgerException told) {
            // The intents stay, and the next start answers them; until then a kiosk whose ledger does not write promises nothing.
            LOG.errorf("what the last process left open of each %s was not answered: %s", kind.act(), told.fault().code());
        }
    }

    /** Registers for outcomes; told the subject once its outcome is written, on a thread of this class, so listeners may only enqueue. */
    public void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** True at a cabinet that carries no printer; nothing is said of paper there. */
    public boolean paperless() {
        return inventory.find(ReceiptPrinter.class).isEmpty();
    }

    /** Commits the intent with the caller's transaction; empty when the visit is over, or at a cabinet that carries no printer. */
    public Optional<Act> intend(Transaction tx, Visit visit, T of) throws SQLException {
        return visit.over() || paperless() ? Optional.empty() : Optional.of(acts.intend(tx, visit.id(), kind.act(), kind.subject().apply(of)));
    }

    /** Runs an act whose intent is committed. Returns at once; whoever listens is told what became of it. */
    public void print(Act act, T of) {
        note(act, SlipPaper.PRINTING);
        run(act, of).exceptionally(bug -> {
            LOG.error("a printer broke its promise of an outcome", bug);
            return new PrintOutcome.Unknown(ReceiptFault.SILENT);
        }).thenAcceptAsync(known -> conclude(act, of, SlipPaper.of(known)), concluding);
    }

    private CompletableFuture<PrintOutcome> run(Act act, T of) {
        if (acts.held()) {
            return not(ReceiptFault.NO_MAINS);
        }
        Slip slip;
        try {
            slip = kind.drawn().apply(of);
        } catch (RuntimeException bug) {
            LOG.error("a slip could not be composed", bug);
            return not(ReceiptFault.MECHANICAL);
        }
        try {
            return handed(act, slip);
        } catch (RuntimeException bug) {
            // Nobody knows how much of it the printer has.
            return CompletableFuture.failedFuture(bug);
        }
    }

    private static CompletableFuture<PrintOutcome> not(ReceiptFault why) {
        return CompletableFuture.completedFuture(new PrintOutcome.NotPrinted(why));
    }

    /**
     * Before the slips of its visit are called off or not at all, nor after those of all are held back: a slip that is handed over later would come out
     * for nobody, or for the next, or on battery.
     */
    private synchronized CompletableFuture<PrintOutcome> handed(Act act, Slip slip) {
        if (acts.held()) {
            return not(ReceiptFault.NO_MAINS);
        }
        if (!act.visit().equals(attended)) {
            return not(ReceiptFault.CALLED_OFF);
        }
        return inventory.find(ReceiptPrinter.class).map(printer -> printer.print(slip)).orElseGet(() -> not(ReceiptFault.SILENT));
    }

    /** What became of a slip is remembered for the visit that asked for it, and no longer. */
    private synchronized void note(Act act, SlipPaper paper) {
        if (inProgress(act.visit())) {
            papers.put(act.subject(), paper);
        }
    }

    private boolean inProgress(String id) {
        return visits.current().filter(visit -> visit.id().equals(id)).isPresent();
    }

    /** A page says what became of the paper once that is written, so that a visit's end is never written before it. */
    private void conclude(Act act, T of, SlipPaper paper) {
        try {
            acts.conclude(act, kind.fact().fact(act.subject(),
                    paper.state() == SlipPaper.State.UNKNOWN ? "printunknown" : paper.word(), paper.why().map(ReceiptFault::code).orElse("")));
        } catch (LedgerException told) {
            // The intent stays, and the next start answers it: unknown.
            LOG.errorf("the outcome of a slip was not written: %s", told.fault().code());
        }
        note(act, paper);
        if (paper.mayFollow() && visits.current().isEmpty() && holds(of)) {
            noteLate(act, paper);
        }
        listeners.forEach(listener -> listener.accept(act.subject()));
    }

    private boolean holds(T of) {
        try {
            return kind.holds().test(of);
        } catch (RuntimeException unknown) {
            LOG.error("nothing is said of a slip for what nobody knows to be good still", unknown);
            return false;
        }
    }

    /** Only for whoever pressed the button: the one who came since knows nothing of it. */
    private synchronized void noteLate(Act act, SlipPaper paper) {
        if (act.visit().equals(attended)) {
            late = Optional.of(paper);
        }
    }

    /**
     * What became, after the button was pressed, of a slip for something that is good still: not printed, or unknown. Empty where it came out,
     * and as soon as the next visit begins.
     */
    public synchronized Optional<SlipPaper> late() {
        return visits.current().isPresent() ? Optional.empty() : late;
    }

    /** What the visit in progress knows of the slip for a subject. */
    public SlipPaper paper(String subject) {
        return papers.getOrDefault(subject, kind.atOnce() ? SlipPaper.PRINTING : SlipPaper.NONE);
    }

    /** True where {@link #printAgain} would not refuse now. */
    public boolean mayPrintAgain(String subject) {
        return !paperless() && paper(subject).mayFollow() && asked.getOrDefault(subject, 0) < MOST_AGAIN;
    }

    /**
     * Prints it once more, because the resident asks for it; refused while one is on its way or has come out, and after the fifth time in a visit.
     * Of two taps at once only the first prints.
     *
     * @param intent commits the intent, or is empty when the visit is over; whatever it throws comes out of here, and nothing is printed
     */
    public void printAgain(Visit visit, T of, Supplier<Optional<Act>> intent) {
        String subject = kind.subject().apply(of);
        SlipPaper before = paper(subject);
        if (!mayPrintAgain(subject) || !begins(visit, subject, before)) {
            return;
        }
        Optional<Act> act = Optional.empty();
        try {
            act = intent.get();
        } finally {
            if (act.isEmpty()) {
                notBegun(visit, subject, before);
            }
        }
        act.ifPresent(begun -> {
            asked.merge(subject, 1, Integer::sum);
            print(begun, of);
        });
    }

    /** True for one of those who have seen the same before it, and only in its visit: the next would never hear what became of it. */
    private synchronized boolean begins(Visit visit, String subject, SlipPaper before) {
        if (!inProgress(visit.id()) || !paper(subject).equals(before)) {
            return false;
        }
        papers.put(subject, SlipPaper.PRINTING);
        return true;
    }

    private synchronized void notBegun(Visit visit, String subject, SlipPaper before) {
        if (inProgress(visit.id())) {
            papers.put(subject, before);
        }
    }

    /** Who stood there for the paper of the visit before has gone: what of it has not begun would come out for the next. */
    @Override
    public synchronized void began(Visit visit) {
        boolean stood = !attended.isEmpty();
        attended = visit.id();
        late = Optional.empty();
        if (stood) {
            callOff(ReceiptFault.CALLED_OFF);
        }
    }

    /** What waits in the printer has not begun, and does not begin on battery. */
    private synchronized void heldBack() {
        callOff(ReceiptFault.NO_MAINS);
    }

    private void callOff(ReceiptFault why) {
        inventory.find(ReceiptPrinter.class).ifPresent(printer -> printer.callOff(why));
    }

    /** Who has pressed the button stands there for the paper; else nobody is known to, and what has not begun does not come out. */
    @Override
    public synchronized void ended(Visit visit, EndReason reason) {
        if (reason != EndReason.BUTTON) {
            attended = "";
            late = Optional.empty();
            callOff(ReceiptFault.CALLED_OFF);
        }
        papers.clear();
        asked.clear();
    }

    /** Ends the thread that concludes; what is on its way stays an intent, which the next start answers. */
    public void stop() {
        concluding.shutdown();
    }
}
