package cn.ting.setup;

import cn.ting.condition.Conditions;
import cn.ting.setup.SetupFact.Step;
import cn.ting.setup.SetupState.Phase;
import cn.ting.store.Ledger;
import cn.ting.visit.VisitBook;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Tells staff and platform where a wish stands: each step is one fact, however often it is looked at and by how many processes. */
@Singleton
public final class SetupTeller {

    private final Ledger ledger;
    private final VisitBook book;
    private final Conditions conditions;
    private final SetupTable table = new SetupTable();
    private SetupState told = SetupState.FIRST;

    SetupTeller(Ledger ledger, VisitBook book, Conditions conditions) {
        this.ledger = ledger;
        this.book = book;
        this.conditions = conditions;
    }

    /** To be called by one thread at a time. */
    void tell(SetupState state) {
        if (state.equals(told)) {
            return;
        }
        conditions.set(state.phase() == Phase.REFUSED, SetupFault.REFUSED, "", state.cause());
        conditions.set(state.phase() == Phase.REVERTED, SetupFault.REVERTED, "", "try " + state.tries() + ": " + state.cause());
        conditions.set(state.phase() == Phase.DROPPED, SetupFault.DROPPED, "", state.cause());
        List<SetupFact> steps = steps(state);
        if (!steps.isEmpty()) {
            ledger.write(tx -> {
                for (SetupFact step : steps) {
                    if (table.insert(tx, step)) {
                        book.recordOfKioskAsResult(tx, step);
                    }
                }
                return null;
            });
        }
        told = state;
    }

    /** The steps that led here from the last trial on: a process that ended before it told one left that to the next. */
    private static List<SetupFact> steps(SetupState state) {
        List<SetupFact> steps = new ArrayList<>();
        switch (state.phase()) {
            case REFUSED -> steps.add(step(Step.REFUSED, state));
            case RUNNING -> steps.add(step(Step.TRIED, state));
            case REVERTED, DROPPED -> {
                steps.add(step(Step.TRIED, state));
                steps.add(step(Step.REVERTED, state));
            }
            case KEPT -> {
                steps.add(step(Step.TRIED, state));
                steps.add(step(Step.KEPT, state));
            }
            case NONE, WAITING, CHOSEN -> { }
        }
        return steps;
    }

    private static SetupFact step(Step step, SetupState state) {
        return new SetupFact(step, state.newest(), state.tries(), step == Step.TRIED ? "" : state.cause());
    }
}
