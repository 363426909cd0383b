package cn.ting.service.book;

import cn.ting.appointment.AppointmentFact;
import cn.ting.appointment.Booking;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.receipt.PrintOutcome;
import cn.ting.device.receipt.ReceiptFault;
import cn.ting.device.receipt.ReceiptPrinter;
import cn.ting.device.receipt.Slip;
import cn.ting.screen.Screen;
import cn.ting.store.LedgerException;
import cn.ting.visit.Act;
import cn.ting.visit.Acts;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs the act of printing an appointment's slip and tells the truth about it. An intent found without an outcome at start was cut off: its outcome is
 * unknown, and nothing is printed again by itself. An appointment is good whatever becomes of its paper.
 */
@Singleton
class BookSlipPrinting implements VisitListener {

    /** What the act is called in the ledger. */
    static final String SLIP = "appointment-slip";

    private static final Logger LOG = Logger.getLogger(BookSlipPrinting.class);
    private static final String CUT_OFF = "kiosk.restarted";

    private final Inventory inventory;
    private final Acts acts;
    private final Visits visits;
    private final Function<Booking, Slip> slips;
    private final Consumer<String> news;
    /** What became of the slips of the visit in progress; empty while one is printed. */
    private final Map<String, Optional<PrintOutcome>> outcomes = new ConcurrentHashMap<>();
    /** The visit for whose paper somebody stands there: the one in progress, or one ended by the button until the next begins. */
    private String attended = "";
    private final ExecutorService concluding =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "ting-appointment-slips"));

    @Inject
    BookSlipPrinting(Inventory inventory, Acts acts, Visits visits, BookSlipPages slips, Screen screen) {
        this(inventory, acts, visits, slips::slip, appointment -> drawAgain(screen, appointment));
    }

    /** @param news told of each appointment of whose slip is known by now what became of it */
    BookSlipPrinting(Inventory inventory, Acts acts, Visits visits, Function<Booking, Slip> slips, Consumer<String> news) {
        this.inventory = inventory;
        this.acts = acts;
        this.visits = visits;
        this.slips = slips;
        this.news = news;
    }

    private static void drawAgain(Screen screen, String appointment) {
        String page = BookingPages.EACH + appointment;
        if (screen.path().equals(page)) {
            screen.go(page);
        }
    }

    /** Begins to follow visits; called once at start. */
    void start() {
        visits.listen(this);
    }

    /** Answers what the last process left open; called once, before any printer is used. Waits for the ledger. */
    void answer() {
        try {
            for (Act act : acts.unfinished(SLIP)) {
                acts.conclude(act, new AppointmentFact.Slip(act.subject(), "printunknown", CUT_OFF));
            }
        } catch (LedgerException told) {
            // The intents stay, and the next start answers them.
            LOG.errorf("what the last process left open was not answered: %s", told.fault().code());
        }
    }

    /** True at a cabinet that carries no printer. */
    boolean paperless() {
        return inventory.find(ReceiptPrinter.class).isEmpty();
    }

    void print(Act act, Booking booking) {
        note(act, booking, Optional.empty());
        run(act, booking).exceptionally(bug -> {
            LOG.error("a printer broke its promise of an outcome", bug);
            return new PrintOutcome.Unknown(ReceiptFault.SILENT);
        }).thenAcceptAsync(known -> conclude(act, booking, known), concluding);
    }

    private CompletableFuture<PrintOutcome> run(Act act, Booking booking) {
        if (acts.held()) {
            return CompletableFuture.completedFuture(new PrintOutcome.NotPrinted(ReceiptFault.NO_MAINS));
        }
        try {
            return handed(act, slips.apply(booking));
        } catch (RuntimeException bug) {
            LOG.error("a slip could not be composed", bug);
            return CompletableFuture.completedFuture(new PrintOutcome.NotPrinted(ReceiptFault.MECHANICAL));
        }
    }

    /** Before the slips of its visit are called off or not at all: a slip that is handed over later would come out for nobody, or for the next. */
    private synchronized CompletableFuture<PrintOutcome> handed(Act act, Slip slip) {
        if (!act.visit().equals(attended)) {
            return CompletableFuture.completedFuture(new PrintOutcome.NotPrinted(ReceiptFault.CALLED_OFF));
        }
        return inventory.find(ReceiptPrinter.class).map(printer -> printer.print(slip))
                .orElseGet(() -> CompletableFuture.completedFuture(new PrintOutcome.NotPrinted(ReceiptFault.SILENT)));
    }

    private synchronized void note(Act act, Booking booking, Optional<PrintOutcome> outcome) {
        if (inProgress(act.visit())) {
            outcomes.put(booking.appointment(), outcome);
        }
    }

    private boolean inProgress(String id) {
        return visits.current().filter(visit -> visit.id().equals(id)).isPresent();
    }

    /** The page says what became of the paper once that is written. */
    private void conclude(Act act, Booking booking, PrintOutcome outcome) {
        try {
            acts.conclude(act, fact(booking, outcome));
        } catch (LedgerException told) {
            // The intent stays, and the next start answers it: unknown.
            LOG.errorf("the outcome of a slip was not written: %s", told.fault().code());
        }
        note(act, booking, Optional.of(outcome));
        news.accept(booking.appointment());
    }

    private static AppointmentFact.Slip fact(Booking booking, PrintOutcome outcome) {
        if (outcome instanceof PrintOutcome.NotPrinted not) {
            return new AppointmentFact.Slip(booking.appointment(), "notprinted", not.why().code());
        }
        return outcome instanceof PrintOutcome.Unknown unknown
                ? new AppointmentFact.Slip(booking.appointment(), "printunknown", unknown.why().code())
                : new AppointmentFact.Slip(booking.appointment(), "printed", "");
    }

    /** What became of this visit's slip: {@code printing}, {@code printed}, {@code notprinted}, {@code unknown}; {@code none} where there was none. */
    String outcome(String appointment) {
        Optional<PrintOutcome> outcome = outcomes.get(appointment);
        if (outcome == null) {
            return "none";
        }
        if (outcome.isEmpty()) {
            return "printing";
        }
        if (outcome.get() instanceof PrintOutcome.Printed) {
            return "printed";
        }
        return outcome.get() instanceof PrintOutcome.NotPrinted ? "notprinted" : "unknown";
    }

    boolean mayPrintAgain(String appointment) {
        return !paperless() && mayFollow(outcomes.get(appointment));
    }

    private static boolean mayFollow(Optional<PrintOutcome> before) {
        return before == null || before.filter(outcome -> !(outcome instanceof PrintOutcome.Printed)).isPresent();
    }

    /**
     * Prints it once more, because the resident asks for it; refused while one is on its way or has come out. Of two taps at once only
     * the first prints.
     *
     * @param intent commits the intent, or is empty when the visit is over; whatever it throws comes out of here, and nothing is printed
     */
    void printAgain(Visit visit, Booking booking, Supplier<Optional<Act>> intent) {
        String appointment = booking.appointment();
        Optional<PrintOutcome> before = outcomes.get(appointment);
        if (paperless() || !mayFollow(before) || !begins(visit, appointment, before)) {
            return;
        }
        Optional<Act> act = Optional.empty();
        try {
            act = intent.get();
        } finally {
            if (act.isEmpty()) {
                notBegun(visit, appointment, before);
            }
        }
        act.ifPresent(begun -> print(begun, booking));
    }

    /** True for one of those who have seen the same before it, and only in its visit: the next would never hear what became of it. */
    private synchronized boolean begins(Visit visit, String appointment, Optional<PrintOutcome> before) {
        if (!inProgress(visit.id())) {
            return false;
        }
        return before == null
                ? outcomes.putIfAbsent(appointment, Optional.empty()) == null
                : outcomes.replace(appointment, before, Optional.empty());
    }

    private synchronized void notBegun(Visit visit, String appointment, Optional<PrintOutcome> before) {
        if (!inProgress(visit.id())) {
            return;
        }
        if (before == null) {
            outcomes.remove(appointment);
        } else {
            outcomes.replace(appointment, before);
        }
    }

    @Override
    public synchronized void began(Visit visit) {
        attended = visit.id();
    }

    /** As with numbers: what has not begun does not come out where nobody is known to stand for it. */
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
