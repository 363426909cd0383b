package cn.ting.store;

import cn.ting.condition.Conditions;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The ledger: one SQLite file in WAL mode with synchronous FULL, one writer and one reader connection.
 *
 * <p>Any thread may call; writers go one at a time and wait for one another, readers never hold back a writer. What fails
 * is raised as a {@link LedgerFault} and thrown as a {@link LedgerException}; the next write that succeeds clears it, unless the file was
 * damaged. A damaged file is put in quarantine and a ledger of what it still tells takes its place, see {@link Transaction#life()}. One
 * that cannot be opened for another reason is left as it is, refuses every call and is tried again every few seconds, so that a kiosk with
 * a bad disk still shows the way.
 */
public final class Ledger implements AutoCloseable {

    /** How long a file that could not be opened is left alone. */
    static final Duration RETRY = Duration.ofSeconds(3);

    private static final Logger LOG = Logger.getLogger(Ledger.class);

    /** Damage is not mended by a write that touches other pages: only a file opened anew speaks against it. */
    private static final Set<LedgerFault> MENDED_BY_A_WRITE =
            EnumSet.of(LedgerFault.FULL, LedgerFault.READ_ONLY, LedgerFault.UNAVAILABLE);

    private static final Set<LedgerFault> MENDED_BY_OPENING = EnumSet.complementOf(EnumSet.of(LedgerFault.QUARANTINED));

    private final LedgerFile file;
    private final Ballast ballast;
    private final Conditions conditions;
    private final KioskClock clock;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final ReentrantLock reading = new ReentrantLock(true);
    private final AtomicLong commits = new AtomicLong();
    /** Changed only by a thread that holds both locks; null while the file is not open. */
    private volatile Desk writer;
    private volatile Desk reader;
    private volatile String life = "";
    private volatile String left = "";
    /** True once a page could not be read: the file is opened anew and looked through. */
    private volatile boolean suspected;
    private volatile LedgerException refusal;
    private boolean closed;
    /** The commits at which the log was last empty; none of this process at first. For whoever tends. */
    private long emptied = -1;
    private Duration openAgainAt = Duration.ZERO;

    /**
     * Names the file. The first call that reads or writes opens it, makes it where there is none, and brings it to this
     * release's version: the idle page of a start does not wait for that.
     */
    public Ledger(Path path, Conditions conditions, KioskClock clock) {
        this.file = new LedgerFile(path);
        this.ballast = new Ballast(path);
        this.conditions = conditions;
        this.clock = clock;
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Transaction tx) throws SQLException;
    }

    /**
     * Runs work in one transaction and commits it to disk before it returns; rolls all of it back when it throws. On a full disk the
     * ballast is given up and the work run once more.
     */
    public <T> T write(Work<T> work) {
        try {
            return writeOnce(work);
        } catch (LedgerException refused) {
            if (refused.fault() == LedgerFault.FULL && ballast.giveUp()) {
                return writeOnce(work);
            }
            throw refused;
        }
    }

    /** Writes what promises something new: refused as {@link LedgerFault#FULL} while the room left is for what is promised already. */
    public <T> T promise(Work<T> work) {
        try {
            return spare(work);
        } catch (LedgerException refused) {
            if (refused.fault() == LedgerFault.FULL) {
                ballast.giveUp();
            }
            throw refused;
        }
    }

    /** Writes what may be lost: refused as {@link LedgerFault#FULL} before it takes any of the room for what is promised already. */
    public <T> T spare(Work<T> work) {
        if (ballast.givenUp()) {
            throw new LedgerException(LedgerFault.FULL, new IOException("the room left is for what is promised already"));
        }
        return writeOnce(work);
    }

    private <T> T writeOnce(Work<T> work) {
        open();
        writing.lock();
        try {
            stillOpen();
            Transaction tx = new Transaction(writer, life);
            T result = commit(tx, work);
            commits.incrementAndGet();
            // First of all, as what was committed must not be forgotten because somebody stumbles over what follows.
            tx.committed();
            wellAgain(MENDED_BY_A_WRITE);
            return result;
        } finally {
            writing.unlock();
        }
    }

    /**
     * Looks after file and disk: takes the ballast in, opens a file anew that proved damaged, empties the log, in which what was erased can
     * be read until then, says what lies in quarantine. To be called every minute or so, on a thread that may wait for the disk.
     */
    public void tend() {
        ballast.takeIn();
        wellAgain(EnumSet.of(LedgerFault.FULL));
        try {
            open();
            emptyLog();
            int quarantined = file.quarantined();
            conditions.set(quarantined > 0, LedgerFault.QUARANTINED, "", quarantined + " damaged ledgers; the last left " + left);
        } catch (LedgerException told) {
            // Raised already, and tried again by whoever comes next.
        }
    }

    /** Most of it while others write; they wait only for what has come meanwhile. Somebody who reads for long leaves it to the next minute. */
    private void emptyLog() {
        long upTo = commits.get();
        if (upTo == emptied) {
            return;
        }
        Desk swept = writer;
        try (LogBroom broom = file.broom()) {
            broom.copy();
            writing.lock();
            try {
                // Meanwhile the file may have been put in quarantine, which keeps its log as it is.
                boolean still = swept != null && swept == writer && !suspected;
                emptied = still && broom.empty() ? commits.get() : emptied;
            } finally {
                writing.unlock();
            }
        } catch (SQLException failed) {
            throw told(failed);
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
            stillOpen();
            return query.in(new Transaction(reader, life));
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
            return query.in(new Transaction(desk, ""));
        } catch (SQLException failed) {
            throw new LedgerException(LedgerFault.of(failed), failed);
        }
    }

    /** The life of the file that is open; empty before the first call that opened it. See {@link Transaction#life()}. */
    public String life() {
        return life;
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
            closed = true;
            closeDesks();
        } finally {
            reading.unlock();
            writing.unlock();
        }
    }

    /** Opens a file that is not open yet or proved damaged, unless that failed a moment ago. */
    private void open() {
        if (writer != null && !suspected) {
            return;
        }
        writing.lock();
        reading.lock();
        try {
            if (writer != null && !suspected) {
                return;
            }
            if (closed) {
                throw closed();
            }
            if (refusal != null && clock.uptime().compareTo(openAgainAt) < 0) {
                throw new LedgerException(refusal.fault(), refusal.getCause());
            }
            connect();
            wellAgain(MENDED_BY_OPENING);
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

    /** Another thread may have closed what this one had seen open; for whoever holds one of the locks. */
    private void stillOpen() {
        if (writer == null) {
            throw refusal == null ? closed() : new LedgerException(refusal.fault(), refusal.getCause());
        }
    }

    private static LedgerException closed() {
        return new LedgerException(LedgerFault.UNAVAILABLE, new IOException("the ledger is closed"));
    }

    private void connect() throws SQLException {
        boolean lookThrough = suspected;
        closeDesks();
        LedgerFile.Opened opened = file.open(lookThrough);
        life = opened.life().id();
        left = opened.life().kept() + " rows, " + opened.life().lost() + " could not be read";
        reader = opened.reader();
        writer = opened.writer();
        suspected = false;
        refusal = null;
    }

    private void closeDesks() {
        if (writer != null) {
            reader.close();
            writer.close();
            writer = null;
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

    /** A disk is full as long as the ballast is not aboard again, whatever still finds room. */
    private void wellAgain(Set<LedgerFault> right) {
        for (LedgerFault fault : right) {
            if (fault != LedgerFault.FULL || !ballast.givenUp()) {
                conditions.clear(fault, "");
            }
        }
    }

    private LedgerException told(SQLException failed) {
        LedgerFault fault = LedgerFault.of(failed);
        suspected |= fault == LedgerFault.DAMAGED;
        conditions.raise(fault, "", String.valueOf(failed.getMessage()));
        return new LedgerException(fault, failed);
    }
}
