package cn.ting.service.sheet;

import cn.ting.device.document.DocumentFault;
import cn.ting.screen.Language;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.visit.Act;
import cn.ting.visit.Acts;
import cn.ting.visit.EndReason;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitListener;
import cn.ting.visit.Visits;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Takes the wish for a sheet: commits the intent, then has it printed. What became of it is remembered for the visit that asked, and no
 * longer. Paper is everybody's: a visit gets {@value #MOST_OF_A_MATTER} sheets of a matter and {@value #MOST_OF_A_VISIT} in all, what
 * certainly did not come out not counted. Safe for use by any thread.
 */
@Singleton
class SheetDesk implements VisitListener {

    static final int MOST_OF_A_MATTER = 3;
    static final int MOST_OF_A_VISIT = 10;
    /** Those that brought no paper among them: each is two commits. */
    static final int MOST_ATTEMPTS = 40;

    private static final Logger LOG = Logger.getLogger(SheetDesk.class);

    /** How often a matter's sheet may have come out, and what became of the last. */
    private record Asked(int papers, SheetState last) {}

    private final Ledger ledger;
    private final Acts acts;
    private final Visits visits;
    private final SheetPrinting printing;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Asked> asked = new HashMap<>();
    private int attempts;

    SheetDesk(Ledger ledger, Acts acts, Visits visits, SheetPrinting printing) {
        this.ledger = ledger;
        this.acts = acts;
        this.visits = visits;
        this.printing = printing;
    }

    /** Called once at start, before any printer is used. */
    void start() {
        visits.listen(this);
        printing.start();
    }

    /** Answers what the last process left open; called once, before any printer is used. Waits for the ledger. */
    void answer() {
        printing.answer();
    }

    /** Registers for changed outcomes, by the matter's id. Listeners run on a thread of this room's, so they may only enqueue. */
    void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    /**
     * Prints the sheet of a matter.
     *
     * @param again true when the resident, who has seen what became of the last, asks for another; without it a repeated tap prints nothing
     * @return true when there is another outcome to come, or that none can; false when nothing has changed
     */
    synchronized boolean print(Visit visit, String matter, Language language, boolean again) {
        Asked before = asked.get(matter);
        boolean repeated = before != null && (!again || before.last() instanceof SheetState.Printing);
        if (visit.over() || repeated || before == null && again || !mayPrint(matter)) {
            return false;
        }
        attempts++;
        int papers = before == null ? 0 : before.papers();
        Optional<SheetHandover> handover = printing.handOver(matter, visit, language);
        try {
            Act act = ledger.write(tx -> acts.intend(tx, visit.id(), SheetPrinting.SHEET, matter));
            asked.put(matter, new Asked(papers + 1, new SheetState.Printing()));
            printing.print(act, visit, language, handover, () -> changed(matter), state -> concluded(visit, matter, state));
        } catch (LedgerException told) {
            LOG.errorf("a sheet was not printed: %s", told.fault().code());
            asked.put(matter, new Asked(papers, new SheetState.NotPrinted(told.fault())));
        } finally {
            handover.ifPresent(SheetHandover::takeBack);
        }
        return true;
    }

    /** True when the sheet of this matter has been made and would be the one to print. */
    boolean hasReady(String matter, Language language) {
        return printing.hasReady(matter, language);
    }

    /** False when this visit has had its share of paper, of this matter or altogether. */
    synchronized boolean mayPrint(String matter) {
        int ofMatter = Optional.ofNullable(asked.get(matter)).map(Asked::papers).orElse(0);
        int ofAll = asked.values().stream().mapToInt(Asked::papers).sum();
        return ofMatter < MOST_OF_A_MATTER && ofAll < MOST_OF_A_VISIT && attempts < MOST_ATTEMPTS;
    }

    /** What became of the sheet this visit asked for last; empty when it asked for none of this matter. */
    synchronized Optional<SheetState> state(String matter) {
        return Optional.ofNullable(asked.get(matter)).map(Asked::last);
    }

    /** What holds up the sheet that is in the printer; empty too while there is none in it. */
    Optional<DocumentFault> heldUp() {
        return printing.heldUp();
    }

    /** True while the sheet of this matter waits until what others print on the same printer is out. */
    boolean waits(String matter) {
        return printing.waits(matter);
    }

    /** The resident does not wait any more: a sheet that has waited so far is not printed. What is in the printer goes on. */
    void callOff(String matter) {
        printing.callOff(matter);
    }

    private void concluded(Visit visit, String matter, SheetState state) {
        synchronized (this) {
            Asked before = asked.get(matter);
            if (visit.over() || before == null) {
                return;
            }
            asked.put(matter, new Asked(state.mayHavePaper() ? before.papers() : before.papers() - 1, state));
        }
        changed(matter);
    }

    private void changed(String matter) {
        listeners.forEach(listener -> listener.accept(matter));
    }

    @Override
    public synchronized void ended(Visit visit, EndReason reason) {
        asked.clear();
        attempts = 0;
    }
}
