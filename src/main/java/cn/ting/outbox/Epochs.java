package cn.ting.outbox;

import cn.ting.seal.Tokens;
import cn.ting.store.Ledger;
import cn.ting.store.Transaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which epoch is in force: within one, numbers have no gap and are never used twice. A new one is drawn wherever that cannot be promised any
 * longer: by a ledger that is new or was made of what was left of a damaged one, by a ledger that wakes on another machine, and when the
 * platform knows more of an epoch than its ledger does. Safe for use by any thread.
 */
public final class Epochs {

    /**
     * The epoch in force, and the highest number of each epoch when this process first asked.
     *
     * @param ledger the life of the ledger it belongs to
     */
    record Life(String ledger, String epoch, Map<String, Long> lastNumbersBefore) {}

    private final Ledger ledger;
    private final Optional<String> machine;
    private final EpochTable table = new EpochTable();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    /** What the ledger said when it was last asked; null until it could be. */
    private volatile Life life;

    Epochs(Ledger ledger, Optional<String> machine) {
        this.ledger = ledger;
        this.machine = machine;
    }

    /** Registers for epochs drawn while others may remember the one before; told after the commit, so listeners may only enqueue. */
    public void onDrawn(Runnable listener) {
        listeners.add(listener);
    }

    /** The epoch in force for whoever writes; draws one where there is none. */
    Life live(Transaction tx) throws SQLException {
        Life known = life;
        if (known != null && known.ledger.equals(tx.life())) {
            return known;
        }
        Optional<EpochTable.Current> current = table.current(tx);
        if (current.isPresent() && belongs(current.get(), tx.life())) {
            table.adopt(tx, tx.life(), machine);
            Life found = found(tx, current.get().epoch());
            tx.afterCommit(() -> life = found);
            return found;
        }
        return draw(tx, 0);
    }

    private Life draw(Transaction tx, long used) throws SQLException {
        String epoch = Tokens.fresh();
        table.begin(tx, epoch, tx.life(), machine, used);
        Life drawn = found(tx, epoch);
        tx.afterCommit(() -> {
            boolean remembered = life != null;
            life = drawn;
            if (remembered) {
                listeners.forEach(Runnable::run);
            }
        });
        return drawn;
    }

    private Life found(Transaction tx, String epoch) throws SQLException {
        return new Life(tx.life(), epoch, Map.copyOf(table.lastNumbers(tx)));
    }

    private boolean belongs(EpochTable.Current current, String ledgerLife) {
        boolean elsewhere = machine.isPresent() && current.machine().filter(known -> !known.equals(machine.get())).isPresent();
        return !elsewhere && current.life().orElse(ledgerLife).equals(ledgerLife);
    }

    /** The epoch in force. A ledger that has one need not be writable; not to be asked within a transaction. */
    Life life() {
        Life known = life;
        if (known != null && known.ledger.equals(ledger.life())) {
            return known;
        }
        Optional<Life> found = ledger.read(tx -> {
            Optional<EpochTable.Current> current = table.current(tx);
            boolean ours = current.isPresent() && belongs(current.get(), tx.life());
            return ours ? Optional.of(found(tx, current.get().epoch())) : Optional.empty();
        });
        if (found.isEmpty()) {
            return ledger.write(this::live);
        }
        life = found.get();
        return found.get();
    }

    /**
     * Gives an epoch up, because the platform knows another history of it: if it is the one in force, another is drawn.
     *
     * @param used the highest number that the platform knows of it; 0 when it did not say
     */
    void giveUp(Transaction tx, String epoch, long used) throws SQLException {
        if (live(tx).epoch().equals(epoch)) {
            draw(tx, used);
        }
        table.giveUp(tx, epoch);
    }

    /** Epochs that were given up, and of which letters may still wait. */
    List<String> givenUp() {
        return ledger.read(table::givenUp);
    }

    /** No letter that waits has an id of it any more. */
    void renamed(Transaction tx, String epoch) throws SQLException {
        table.renamed(tx, epoch);
    }

    /** Begins a session of the link: its number is on disk before the broker hears of it. */
    public Session beginSession() {
        life();
        return ledger.write(table::takeSession);
    }

    /** The session that {@link #beginSession()} would begin. */
    public Session nextSession() {
        life();
        return ledger.read(table::nextSession);
    }

    long lastNumber(Transaction tx, Life of) throws SQLException {
        return table.lastNumbers(tx).get(of.epoch);
    }

    /** Writes down how far the numbers went; to be done whenever letters leave, which may be all that still tells. */
    void keepNumber(Transaction tx, long next) throws SQLException {
        table.keepNumber(tx, next);
    }

    /**
     * True while another may hold what was granted to the epoch in force: a clone of this ledger was seen under this kiosk's name, and the
     * kiosk has not been alone for long since.
     */
    public boolean isShared(Transaction tx) throws SQLException {
        return table.isShared(tx);
    }

    /** The same; not to be asked within a transaction. */
    public boolean isShared() {
        return ledger.read(table::isShared);
    }

    /** Writes that down for the processes to come; a new epoch is shared with nobody. */
    public void share(boolean withAnother) {
        ledger.write(tx -> {
            table.share(tx, withAnother);
            return null;
        });
    }

    /** The machine as it names itself; empty where its hardware says nothing. */
    public Optional<String> machine() {
        return machine;
    }

    /** Letters of another machine's epochs, which are not sent before a technician has said that the disk was moved. */
    public long foreign() {
        return machine.isEmpty() ? 0 : ledger.read(tx -> table.foreign(tx, machine.get()));
    }

    /** When a letter was last receipted by a clock that somebody had confirmed: that has passed, whatever a clock says after a restart. */
    public Optional<Instant> lastReceipted() {
        return ledger.read(table::lastReceipted);
    }

    void moved() {
        machine.ifPresent(here -> ledger.write(tx -> {
            table.moved(tx, here);
            return null;
        }));
    }
}
