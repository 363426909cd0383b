package cn.ting.visit;

import cn.ting.seal.Tokens;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.time.KioskClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The visit in progress, of which there is at most one, and its clock. The clock and the forgetting live here and not in
 * the page, so that a hung or restarted browser ends the visit too. Safe for use by any thread; what changes a visit may wait
 * for the disk, {@link #current()} and {@link #touch()} never do.
 *
 * <p>A ledger that cannot write keeps nobody from reading the catalogue: visits begin and end all the same, and the ledger
 * has raised its condition. On a full disk a visit in which nothing was promised is not written down.
 */
@Singleton
public final class Visits {

    private static final Logger LOG = Logger.getLogger(Visits.class);

    private final VisitSettings settings;
    private final KioskClock clock;
    private final Ledger ledger;
    private final VisitBook book;
    private final List<VisitListener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock changing = new ReentrantLock();
    private volatile Visit current;
    private KioskClock.Alarm alarm;
    private volatile boolean admitting = true;
    private volatile boolean closed;
    private volatile int extensionsLeft;
    private long waits;
    private boolean warned;

    public Visits(VisitSettings settings, KioskClock clock, Ledger ledger, VisitBook book) {
        this.settings = settings;
        this.clock = clock;
        this.ledger = ledger;
        this.book = book;
    }

    /** Registers for what happens to visits. */
    public void listen(VisitListener listener) {
        listeners.add(listener);
    }

    /** The visit in progress. */
    public Optional<Visit> current() {
        return Optional.ofNullable(current);
    }

    /** Says whether anybody is taken in; at first everybody is. A visit in progress goes on either way. */
    public void admit(boolean on) {
        admitting = on;
    }

    /** True while a touch begins a visit. */
    public boolean admits() {
        return admitting && !closed;
    }

    /**
     * Takes nobody in any more, because the process is about to end: whatever else says that somebody may be taken in.
     *
     * @return false when there is a visit in progress, which goes on; then nothing has changed
     */
    public boolean closeIfIdle() {
        return changing(() -> {
            closed |= current == null;
            return current == null;
        });
    }

    /** The process does not end after all. */
    public void reopen() {
        closed = false;
    }

    /**
     * Begins a visit; one that is in progress goes on instead.
     *
     * @return empty while nobody is taken in; the idle page says why
     */
    public Optional<Visit> begin(Milestone.Began how) {
        return changing(() -> {
            if (current != null || !admits()) {
                return Optional.ofNullable(current);
            }
            Visit visit = new Visit(Tokens.fresh());
            current = visit;
            extensionsLeft = settings.extensions();
            waitForTouch();
            write(visit, how);
            listeners.forEach(listener -> listener.began(visit));
            return Optional.of(visit);
        });
    }

    /**
     * Makes the resident of this visit known.
     *
     * @return false when the visit is over or already has another resident: the second person's card changes nothing
     */
    public boolean identify(Visit visit, Resident resident, Proof proof) {
        return changing(() -> {
            if (visit != current || visit.resident().filter(known -> !known.equals(resident)).isPresent()) {
                return false;
            }
            waitForTouch();
            if (visit.resident().isPresent()) {
                return true;
            }
            visit.identify(resident, proof);
            write(visit, new Milestone.Identified(proof.word()));
            listeners.forEach(listener -> listener.identified(visit));
            return true;
        });
    }

    /** Somebody touched the screen. A touch does not take back a warning: that is asked for and counted. */
    public void touch() {
        // Whoever changes the visit at this moment sets the clock anew anyway.
        if (changing.tryLock()) {
            try {
                if (current != null && !warned) {
                    waitForTouch();
                }
            } finally {
                changing.unlock();
            }
        }
    }

    /**
     * The resident asks for more time.
     *
     * @return false when none is left; the warning then runs out
     */
    public boolean extend() {
        return changing(() -> {
            if (current == null || extensionsLeft == 0) {
                return false;
            }
            extensionsLeft--;
            waitForTouch();
            return true;
        });
    }

    /** True while more time can be asked for. */
    public boolean mayExtend() {
        return extensionsLeft > 0;
    }

    /** Ends the visit in progress: the resident is forgotten before anything else is done. Harmless without a visit. */
    public void end(EndReason reason) {
        changing(() -> {
            if (current != null) {
                Visit visit = current;
                current = null;
                alarm.cancel();
                visit.forget();
                listeners.forEach(listener -> listener.ended(visit, reason));
                write(visit, new Milestone.Ended(reason.written()));
            }
            return null;
        });
    }

    private void waitForTouch() {
        warned = false;
        long wait = ++waits;
        set(settings.idle(), () -> warn(wait));
    }

    /** An alarm that rang while somebody touched the screen finds that another wait has begun. */
    private void warn(long wait) {
        changing(() -> {
            if (current != null && wait == waits) {
                warned = true;
                Visit visit = current;
                set(settings.warning(), () -> endIfStill(visit));
                listeners.forEach(listener -> listener.warned(visit));
            }
            return null;
        });
    }

    private void endIfStill(Visit visit) {
        changing(() -> {
            if (current == visit && warned) {
                end(EndReason.IDLE);
            }
            return null;
        });
    }

    private void set(Duration delay, Runnable task) {
        if (alarm != null) {
            alarm.cancel();
        }
        alarm = clock.after(delay, task);
    }

    private <T> T changing(Supplier<T> change) {
        changing.lock();
        try {
            return change.get();
        } finally {
            changing.unlock();
        }
    }

    private void write(Visit visit, Fact fact) {
        try {
            Ledger.Work<Void> entry = tx -> {
                book.record(tx, visit, fact);
                return null;
            };
            // That somebody looked round is not worth the room that is left for what others were promised.
            if (visit.promised()) {
                ledger.write(entry);
            } else {
                ledger.spare(entry);
            }
        } catch (LedgerException told) {
            LOG.warnf("%s of visit %s was not written: %s", fact.type(), visit.id(), told.fault().code());
        }
    }
}
