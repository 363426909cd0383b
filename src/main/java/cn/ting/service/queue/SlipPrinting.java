package cn.ting.service.queue;

import cn.ting.device.inventory.Inventory;
import cn.ting.device.receipt.PrintOutcome;
import cn.ting.device.receipt.ReceiptFault;
import cn.ting.device.receipt.ReceiptPrinter;
import cn.ting.device.receipt.Slip;
import cn.ting.hall.Ticket;
import cn.ting.store.LedgerException;
import cn.ting.visit.Act;
import cn.ting.visit.Acts;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs the act of printing a slip and tells the truth about it: the outcome becomes a fact, and the page is told. An intent
 * found without an outcome at start was cut off by the end of the last process: its outcome is unknown, and nothing is
 * printed again by itself.
 */
@Singleton
class SlipPrinting implements VisitListener {

    /** What the act is called in the ledger. */
    static final String SLIP = "slip";

    private static final Logger LOG = Logger.getLogger(SlipPrinting.class);
    private static final String CUT_OFF = "kiosk.restarted";

    private final Inventory inventory;
    private final Acts acts;
    private final Visits visits;
    private final Function<Ticket, Slip> slips;
    private final Map<String, Optional<PrintOutcome>> outcomes = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    /** The visit for whose paper somebody stands there: the one in progress, or one ended by the button until the next begins. */
    private String attended = "";
    private final ExecutorService concluding =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "ting-slips"));

    @Inject
    SlipPrinting(Inventory inventory, Acts acts, Visits visits, SlipPages slips) {
        this(inventory, acts, visits, slips::slip);
    }

    SlipPrinting(Inventory inventory, Acts acts, Visits visits, Function<Ticket, Slip> slips) {
        this.inventory = inventory;
        this.acts = acts;
        this.visits = visits;
        this.slips = slips;
    }

    /** Begins to follow visits; called once at start. */
    void start() {
        visits.listen(this);
    }

    /** Answers what the last process left open; called once, before any printer is used. Waits for the ledger. */
    void answer() {
        try {
            for (Act act : acts.unfinished(SLIP)) {
                acts.conclude(act, new Milestone.Slip(act.subject(), "printunknown", CUT_OFF));
            }
        } catch (LedgerException told) {
            // The intents stay, and the next start answers them; until then this kiosk shows the way without numbers.
            LOG.errorf("what the last process left open was not answered: %s", told.fault().code());
        }
    }

    /** Registers for changed outcomes; called on a thread of this class, so listeners may only enqueue. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** True at a cabinet that carries no printer: a number lives on the screen then, and nothing is said of paper. */
    boolean paperless() {
        return inventory.find(ReceiptPrinter.class).isEmpty();
    }

    void print(Act act, Ticket ticket) {
        note(ticket, Optional.empty());
        run(act, ticket).exceptionally(bug -> {
            LOG.error("a printer broke its promise of an outcome", bug);
            return new PrintOutcome.Unknown(ReceiptFault.SILENT);
        }).thenAcceptAsync(known -> conclude(act, ticket, known), concluding);
    }

    private CompletableFuture<PrintOutcome> run(Act act, Ticket ticket) {
        if (acts.held()) {
            return CompletableFuture.completedFuture(new PrintOutcome.NotPrinted(ReceiptFault.NO_MAINS));
        }
        Slip slip;
        try {
            slip = slips.apply(ticket);
        } catch (RuntimeException bug) {
            LOG.error("a slip could not be composed", bug);
            return CompletableFuture.completedFuture(new PrintOutcome.NotPrinted(ReceiptFault.MECHANICAL));
        }
        return handed(act, slip);
    }

    /** Before the slips of its visit are called off or not at all: a slip that is handed over later would come out for nobody, or for the next. */
    private synchronized CompletableFuture<PrintOutcome> handed(Act act, Slip slip) {
        if (!act.visit().equals(attended)) {
            return CompletableFuture.completedFuture(new PrintOutcome.NotPrinted(ReceiptFault.CALLED_OFF));
        }
        return inventory.find(ReceiptPrinter.class)
                .map(printer -> printer.print(slip))
                .orElseGet(() -> CompletableFuture.completedFuture(new PrintOutcome.NotPrinted(ReceiptFault.SILENT)));
    }

    /** What became of a slip is remembered for the visit that asked for it, and no longer. */
    private synchronized void note(Ticket ticket, Optional<PrintOutcome> outcome) {
        if (visits.current().filter(visit -> visit.id().equals(ticket.visit())).isPresent()) {
            outcomes.put(ticket.ticket(), outcome);
        }
    }

    /** What became of a ticket's slip; empty while it is being printed. */
    Optional<PrintOutcome> outcome(String ticket) {
        return outcomes.getOrDefault(ticket, Optional.empty());
    }

    /**
     * Prints it once more, because the resident asks for it; refused while one is on its way or has come out. Of two taps at once only the
     * first prints.
     *
     * @param intent commits the intent, or is empty when the visit is over; whatever it throws comes out of here, and nothing is printed
     */
    void printAgain(Ticket ticket, Supplier<Optional<Act>> intent) {
        Optional<PrintOutcome> before = outcome(ticket.ticket());
        boolean missing = before.filter(outcome -> !(outcome instanceof PrintOutcome.Printed)).isPresent();
        if (!missing || !outcomes.replace(ticket.ticket(), before, Optional.empty())) {
            return;
        }
        Optional<Act> act = Optional.empty();
        try {
            act = intent.get();
        } finally {
            if (act.isEmpty()) {
                outcomes.replace(ticket.ticket(), before);
            }
        }
        act.ifPresent(begun -> print(begun, ticket));
    }

    /** The page says what became of the paper once that is written, so that a visit's end is never written before it. */
    private void conclude(Act act, Ticket ticket, PrintOutcome outcome) {
        try {
            acts.conclude(act, fact(ticket, outcome));
        } catch (LedgerException told) {
            // The intent stays, and the next start answers it: unknown.
            LOG.errorf("the outcome of a slip was not written: %s", told.fault().code());
        }
        note(ticket, Optional.of(outcome));
        listeners.forEach(Runnable::run);
    }

    private static Milestone.Slip fact(Ticket ticket, PrintOutcome outcome) {
        if (outcome instanceof PrintOutcome.NotPrinted not) {
            return new Milestone.Slip(ticket.ticket(), "notprinted", not.why().code());
        }
        if (outcome instanceof PrintOutcome.Unknown unknown) {
            return new Milestone.Slip(ticket.ticket(), "printunknown", unknown.why().code());
        }
        return new Milestone.Slip(ticket.ticket(), "printed", "");
    }

    @Override
    public synchronized void began(Visit visit) {
        attended = visit.id();
    }

    /** Who has pressed the button stands there for the paper; else nobody is known to, and what has not begun does not come out. */
    @Override
    public synchronized void ended(Visit visit, EndReason reason) {
        if (reason != EndReason.BUTTON) {
            attended = "";
            inventory.find(ReceiptPrinter.class).ifPresent(ReceiptPrinter::callOff);
        }
        outcomes.clear();
    }

    @PreDestroy
    void stop() {
        concluding.shutdown();
    }
}
