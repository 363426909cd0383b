package cn.ting.command;

import cn.ting.command.CommandFact.Outcome;
import cn.ting.outbox.Outbox;
import cn.ting.seal.BadSealException;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.visit.VisitBook;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * What became of each command: its intent before anything is done, its outcome after. Both are facts, each in one transaction with the row
 * that keeps it from being written twice. Safe for use by any thread.
 */
@Singleton
public final class CommandBook {

    private static final Logger LOG = Logger.getLogger(CommandBook.class);

    /** How many answers are remembered. A list as old as the ones before them is refused for its version. */
    private static final int MOST_KEPT = 1000;

    private static final int LONGEST_DETAIL = 200;

    private final Ledger ledger;
    private final VisitBook facts;
    private final Outbox outbox;
    private final CommandTable table = new CommandTable();
    /** Outcomes the ledger has not taken yet; a process that ends before it does leaves them unknown. */
    private final Map<String, CommandFact.Ended> unsaid = new ConcurrentHashMap<>();

    CommandBook(Ledger ledger, VisitBook facts, Outbox outbox) {
        this.ledger = ledger;
        this.facts = facts;
        this.outbox = outbox;
    }

    /**
     * Takes note of a list.
     *
     * @throws BadSealException when a later one was read before, also by an earlier process
     */
    void follow(long version) throws BadSealException {
        long kept = ledger.read(table::version);
        if (version < kept) {
            throw new BadSealException("commands of version " + version + " are older than " + kept);
        }
        if (version > kept) {
            ledger.write(tx -> {
                table.putVersion(tx, version);
                table.forget(tx, MOST_KEPT);
                return null;
            });
        }
    }

    /** True when it was begun or answered, by whichever process. */
    boolean knows(String command) {
        return ledger.read(tx -> table.has(tx, command));
    }

    /** Writes the intent. Nothing may be done before this has returned. */
    void begin(Command command) {
        ledger.write(tx -> {
            table.begin(tx, command, outbox.boot());
            facts.recordOfKioskAsResult(tx, new CommandFact.Began(command.id(), command.kind()));
            return null;
        });
    }

    /** Answers what is not going to be begun. */
    void decline(Command command, Outcome outcome, String detail) {
        ledger.write(tx -> {
            table.begin(tx, command, outbox.boot());
            table.end(tx, command.id(), outcome.word());
            facts.recordOfKioskAsResult(tx, new CommandFact.Ended(command, outcome, detail));
            return null;
        });
    }

    /** Writes the outcome of what was begun, or does so as soon as the ledger takes it. */
    void end(Command command, Outcome outcome, String detail) {
        String told = detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
        unsaid.put(command.id(), new CommandFact.Ended(command, outcome, told));
        try {
            say();
        } catch (LedgerException refused) {
            LOG.warnf("the outcome of command %s waits: %s", command.id(), refused.fault().code());
        }
    }

    /** Writes the outcomes that wait, and of what an earlier process began that nobody knows how it ended. */
    void answerWhatIsLeft() {
        say();
        for (CommandTable.Begun begun : ledger.read(table::unanswered)) {
            if (!begun.boot().equals(outbox.boot())) {
                // A restart was to end the process that began it, and that process has ended.
                boolean restart = begun.kind().equals(CommandKind.RESTART.word());
                write(new CommandFact.Ended(begun.id(), begun.kind(), (restart ? Outcome.DONE : Outcome.UNKNOWN).word(),
                        restart ? "started again" : "the process ended meanwhile"));
            }
        }
    }

    private void say() {
        for (CommandFact.Ended ended : unsaid.values()) {
            write(ended);
            unsaid.remove(ended.command());
        }
    }

    private void write(CommandFact.Ended ended) {
        ledger.write(tx -> {
            if (table.end(tx, ended.command(), ended.outcome())) {
                facts.recordOfKioskAsResult(tx, ended);
            }
            return null;
        });
    }
}
