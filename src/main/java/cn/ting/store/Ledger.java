package cn.ting.store;

import cn.ting.condition.Conditions;
import cn.ting.time.KioskClock;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The ledger: one SQLite file in WAL mode with synchronous FULL, one writer and one reader connection.
 *
 * <p>Any thread may call; writers go one at a time and wait for one another, readers never hold back a writer. What fails
 * is raised as a {@link LedgerFault} and thrown as a {@link LedgerException}; the next write that succeeds clears it, unless the file was
 * damaged. A file
 * that cannot be opened is left as it is, refuses every call and is tried again every few seconds, so that a kiosk with a
 * bad disk still shows the way.
 */
public final class Ledger implements AutoCloseable {

    /** How long a file that could not be opened is left alone. */
    static final Duration RETRY = Duration.ofSeconds(3);

    private static final Logger LOG = Logger.getLogger(Ledger.class);

    private final LedgerFile file;
    private final Conditions conditions;
    private final KioskClock clock;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final ReentrantLock reading = new ReentrantLock(true);
    private final AtomicLong commits = new AtomicLong();
    /** Changed only by a thread that holds both locks; null while the file is not open. */
    private volatile Desk writer;
    private volatile Desk reader;
    private LedgerException refusal;
    private Duration openAgainAt = Duration.ZERO;

    /**
     * Names the file. The first call that reads or writes opens it, makes it where there is none, and brings it to this
     * release's version: the idle page of a start does not wait for that.
     */
    public Ledger(Path path, Conditions conditions, KioskClock clock) {
        this.file = new LedgerFile(path);
        this.conditions = conditions;
        this.clock = clock;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Transaction tx) throws SQLException;
    }

    /** Runs work in one transaction and commits it to disk before it returns; rolls all of it back when it throws. */
    public <T> T write(Work<T> work) {
        open();
        writing.lock();
        try {
            Transaction tx = new Transaction(writer);
            T result = commit(tx, work);
            commits.incrementAndGet();
            // First of all, as what was committed must not be forgotten because somebody stumbles over what follows.
            tx.committed();
            wellAgain(EnumSet.complementOf(EnumSet.of(LedgerFault.DAMAGED)));
            return result;
        } finally {
            writing.unlock();
        }
    }

    private <T> T commit(Transaction tx, Work<T> work) {
        boolean committed = false;
        try {
            tx.prepare("BEGIN IMMEDIATE").execute();
            T result = work.in(tx);
            tx.prepare("COMMIT").execute();
            committed = true;
            return result;
        } catch (SQLException failed) {
            throw told(failed);
        } finally {
            // Whatever was thrown, an Error too: a transaction left open would swallow the next one.
            if (!committed) {
                rollBack();
            }
        }
    }

    /** Runs a query on the last committed state. */
    public <T> T read(Work<T> query) {
        open();
        reading.lock();
        try {
            return query.in(new Transaction(reader));
        } catch (SQLException failed) {
            reader.clear();
            throw told(failed);
        } finally {
            reading.unlock();
        }
    }

    /** Runs one query on a ledger that may be in use by a serving kiosk, without changing anything in it. */
    public static <T> T readOnly(Path path, Work<T> query) {
        try (Desk desk = new Desk(new LedgerFile(path).openReader())) {
            return query.in(new Transaction(desk));
        } catch (SQLException failed) {
            throw new LedgerException(fault(failed), failed);
        }
    }

    /** How many transactions this process has committed. */
    public long commits() {
        return commits.get();
    }

    @Override
    public void close() {
        writing.lock();
        reading.lock();
        try {
            if (writer != null) {
                reader.close();
                writer.close();
            }
        } finally {
            reading.unlock();
            writing.unlock();
        }
    }

    /** Opens a file that is not open yet, unless that failed a moment ago. */
    private void open() {
        if (writer != null) {
            return;
        }
        writing.lock();
        reading.lock();
        try {
            if (writer != null) {
                return;
            }
            if (refusal != null && clock.uptime().compareTo(openAgainAt) < 0) {
                throw new LedgerException(refusal.fault(), refusal.getCause());
            }
            connect();
            wellAgain(EnumSet.allOf(LedgerFault.class));
        } catch (SQLException failed) {
            openAgainAt = clock.uptime().plus(RETRY);
            if (refusal == null) {
                LOG.errorf("the ledger does not open; this kiosk gives no numbers: %s", failed.getMessage());
            }
            refusal = told(failed);
            throw refusal;
        } finally {
            reading.unlock();
            writing.unlock();
        }
    }

    private void connect() throws SQLException {
        Desk opened = new Desk(file.openWriter());
        try {
            Migrations.run(opened.connection());
            reader = new Desk(file.openReader());
            writer = opened;
        } finally {
            if (writer == null) {
                opened.close();
            }
        }
    }

    private void rollBack() {
        // The driver closes a statement that failed; none of them is trusted again.
        writer.clear();
        // SQLite has rolled back by itself after some errors, a full disk among them; a second roll-back is then refused.
        try (Statement statement = writer.connection().createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException failed) {
            LOG.debug("nothing was left to roll back", failed);
        }
    }

    /** Damage is not mended by a write that touches other pages: only a file opened anew speaks against it. */
    private void wellAgain(Set<LedgerFault> right) {
        for (LedgerFault fault : right) {
            conditions.clear(fault, "");
        }
    }

    private LedgerException told(SQLException failed) {
        LedgerFault fault = fault(failed);
        conditions.raise(fault, "", String.valueOf(failed.getMessage()));
        return new LedgerException(fault, failed);
    }

    private static LedgerFault fault(Throwable failed) {
        if (failed == null) {
            return LedgerFault.UNAVAILABLE;
        }
        if (!(failed instanceof SQLiteException sqlite)) {
            return fault(failed.getCause());
        }
        // The low byte is the primary result code, https://sqlite.org/rescode.html.
        int primary = sqlite.getResultCode().code & 0xff;
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return LedgerFault.FULL;
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code) {
            return LedgerFault.READ_ONLY;
        }
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return LedgerFault.DAMAGED;
        }
        return LedgerFault.UNAVAILABLE;
    }
}
