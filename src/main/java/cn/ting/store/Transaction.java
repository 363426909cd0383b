package cn.ting.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * One transaction of the ledger, handed down from the service that opened it to the rooms that write in it. Valid only
 * until the work it was given to returns; used by that one thread.
 */
public final class Transaction {

    private static final Logger LOG = Logger.getLogger(Transaction.class);

    private final Desk desk;
    private final String life;
    private final List<Runnable> afterCommit = new ArrayList<>();

    Transaction(Desk desk, String life) {
        this.desk = desk;
        this.life = life;
    }

    /**
     * Names the life of this ledger: another one than before means that the file was made anew of what was left of a damaged one, also
     * while the kiosk was serving. Whoever remembers what stands in it asks anew then, and whoever counts begins a new count.
     */
    public String life() {
        return life;
    }

    /**
     * A statement kept prepared for the life of the ledger; its parameters are cleared, the caller does not close it but
     * closes its result sets. For classes ending in {@code Table} only.
     */
    public PreparedStatement prepare(String sql) throws SQLException {
        return desk.prepare(sql);
    }

    /**
     * Registers what may be told to others once this transaction is on disk. Runs on the writing thread after the commit
     * and never after a roll-back; may only enqueue. What it throws is logged and changes nothing: the commit stands.
     */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    void committed() {
        for (Runnable action : afterCommit) {
            try {
                action.run();
            } catch (RuntimeException bug) {
                LOG.error("what was to be told of a commit failed; the commit stands", bug);
            }
        }
    }
}
