package cn.ting.visit;

import cn.ting.store.Ledger;
import cn.ting.store.Transaction;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The one way to do what cannot be rolled back: the intent is committed first, then the act is run once, then its outcome
 * is committed as a fact. An intent without an outcome after a restart is answered "unknown" by its service and never
 * repeated by itself.
 */
@Singleton
public final class Acts {

    private final Ledger ledger;
    private final VisitBook book;
    private final ActTable table = new ActTable();
    /** Acts of this process, which are nobody's that was left open. Few: the ledger gives an id again whose act is concluded. */
    private final Set<Long> own = ConcurrentHashMap.newKeySet();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean held;

    public Acts(Ledger ledger, VisitBook book) {
        this.ledger = ledger;
        this.book = book;
    }

    /**
     * Registers for the moment from which acts are held back, for what was handed over before and has not begun. Listeners run on the thread of
     * whoever holds them, one after another, so that they wait for nothing; {@link #held()} is true by then.
     */
    public void onHold(Runnable listener) {
        listeners.add(listener);
    }

    /** Says whether acts are held back: none is run any more, those that run go on. At first none is. */
    public void hold(boolean on) {
        held = on;
        if (on) {
            listeners.forEach(Runnable::run);
        }
    }

    /** True while no act may be run; a service then concludes it as not done. */
    public boolean held() {
        return held;
    }

    /** Commits the intent with the caller's transaction; the act may run once that has returned. */
    public Act intend(Transaction tx, String visit, String what, String subject) throws SQLException {
        Act act = table.insert(tx, visit, what, subject);
        own.add(act.id());
        return act;
    }

    /** Commits the outcome of an act. A second outcome of the same act is dropped: the first one was told already. */
    public void conclude(Act act, Fact outcome) {
        ledger.write(tx -> {
            if (table.delete(tx, act)) {
                book.record(tx, act.visit(), outcome);
            }
            return null;
        });
    }

    /**
     * Acts of one kind whose process ended before their outcome was known; those of this process are not among them, nor those of another machine
     * before a technician has said that its disk was moved: a clone of it would tell of the same slip as well, and before its number.
     */
    public List<Act> unfinished(String what) {
        List<Act> all = ledger.read(tx -> table.all(tx, what, book.machine()));
        return all.stream().filter(act -> !own.contains(act.id())).toList();
    }
}
