package cn.ting.trial;

import cn.ting.slots.Brought;
import cn.ting.slots.Outcome;
import cn.ting.slots.Release;
import cn.ting.slots.Slots;
import cn.ting.slots.SlotsException;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.trial.UpdateFact.Step;
import cn.ting.trial.UpdateState.Phase;
import cn.ting.visit.VisitBook;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells staff and platform where an update stands: each step is one fact, however often it is looked at and by how many processes. */
@Singleton
public final class UpdateTeller {

    private final Ledger ledger;
    private final VisitBook book;
    private final UpdateNotice notice;
    private final UpdateTable table = new UpdateTable();
    private UpdateState told = UpdateState.FIRST;
    private boolean broughtIsTold;

    public UpdateTeller(Ledger ledger, VisitBook book, UpdateNotice notice) {
        this.ledger = ledger;
        this.book = book;
        this.notice = notice;
    }

    /** As {@link #tell(UpdateState)}; false while the ledger takes no word, and then it is to be told again. */
    public boolean tells(UpdateState state) {
        try {
            tell(state);
            return true;
        } catch (LedgerException waits) {
            return false;
        }
    }

    /**
     * To be called by one thread at a time.
     *
     * @throws LedgerException when the ledger takes no word
     */
    public void tell(UpdateState state) {
        if (state.equals(told)) {
            return;
        }
        notice.stands(state);
        record(state);
        told = state;
    }

    /**
     * Tells of a refusal beside an update that goes on: what was told of that one holds.
     *
     * @throws LedgerException when the ledger takes no word
     */
    public void tellBeside(UpdateState refused) {
        notice.refusedBeside(refused);
        record(refused);
    }

    private void record(UpdateState state) {
        List<Step> steps = steps(state);
        if (!steps.isEmpty()) {
            ledger.write(tx -> {
                for (Step step : steps) {
                    if (table.insert(tx, state.id(), step)) {
                        book.recordOfKioskAsResult(tx, fact(step, state));
                    }
                }
                return null;
            });
        }
    }

    /** What the launcher did that belongs to no update this kiosk knows of. */
    public void tell(Outcome outcome) {
        String key = outcome.number() + " " + outcome.what() + " " + outcome.code() + " " + outcome.version() + " " + outcome.id();
        ledger.write(tx -> {
            if (table.insert(tx, key, Step.FALLBACK)) {
                book.recordOfKioskAsResult(tx, new UpdateFact(Step.FALLBACK, outcome.id(),
                        outcome.version().equals("-") ? "" : outcome.version(), 0, "", outcome.code(), outcome.what()));
            }
            return null;
        });
    }

    /** What a technician brought by hand, once it is what is committed; while this process runs no other can come so. */
    public void tellBrought(Slots slots) throws SlotsException, IOException {
        if (broughtIsTold) {
            return;
        }
        Optional<Brought> brought = slots.brought();
        if (brought.isPresent() && brought.map(Brought::release).equals(slots.committed())) {
            Release release = brought.get().release();
            ledger.write(tx -> {
                if (table.insert(tx, brought.get().id(), Step.COMMITTED)) {
                    book.recordOfKioskAsResult(tx, new UpdateFact(Step.COMMITTED, brought.get().id(), release.version(), release.counter(),
                            UpdateFact.HAND, "", brought.get().why()));
                }
                return null;
            });
        }
        broughtIsTold = true;
    }

    /** True when the ledger takes a word. */
    boolean ledgerHolds() {
        return ledger.write(tx -> {
            table.prove(tx);
            return true;
        });
    }

    /** The steps that led here: a process that ended before it told one left that to the next. */
    private static List<Step> steps(UpdateState state) {
        List<Step> steps = new ArrayList<>();
        if (state.phase() != Phase.NONE && state.counter() > 0) {
            steps.add(Step.OFFERED);
        }
        switch (state.phase()) {
            case FETCHED -> steps.add(Step.FETCHED);
            case ARMED -> steps.addAll(List.of(Step.FETCHED, Step.ARMED));
            case COMMITTED -> steps.addAll(List.of(Step.FETCHED, Step.ARMED, Step.COMMITTED));
            case REVERTED -> steps.addAll(List.of(Step.FETCHED, Step.ARMED, Step.REVERTED));
            case REFUSED -> steps.add(Step.REFUSED);
            case NONE, OFFERED -> { }
        }
        return steps;
    }

    private static UpdateFact fact(Step step, UpdateState state) {
        boolean why = step == Step.REVERTED || step == Step.REFUSED;
        return new UpdateFact(step, state.id(), state.version(), state.counter(), state.way(), why ? state.cause() : "", why ? state.detail() : "");
    }
}
