package cn.ting.matter;

import cn.ting.condition.Conditions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.sqlite.SQLiteErrorCode;

/**
 * The catalogue's own SQLite file. Everything in it came from the platform and can be fetched again, so a file that is
 * damaged, or of another release, is thrown away; one that merely cannot be read now is kept. One connection writes, one only reads; safe for use by any thread.
 */
@Singleton
final class CatalogueFile implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CatalogueFile.class);

    /** Pages of 4 KiB that a log has before they are moved into the file, as SQLite comes. */
    private static final int LOG_PAGES = 1_000;

    private final Path path;
    private final Conditions conditions;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile boolean damaged;
    private volatile Connection writer;
    private Connection reader;

    CatalogueFile(MatterSettings settings, Conditions conditions) {
        this.path = Path.of(settings.file());
        this.conditions = conditions;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Opens the file; makes a new one where there is none or the one there is of no use. A file that cannot be opened for
     * another reason, a full disk or one that answers with errors, is left as it is.
     */
    void open() throws SQLException {
        try {
            connect();
        } catch (SQLException failed) {
            if (!useless(failed)) {
                judge(failed);
                throw failed;
            }
            LOG.warnf("the catalogue's file is of no use and is made anew: %s", failed.getMessage());
            renew();
        }
    }

    /** False until the file was opened, and after a new one could not be made. */
    boolean isOpen() {
        return writer != null;
    }

    /** True when what was read or written last says that the file is of no use any more. */
    boolean damaged() {
        return damaged;
    }

    /** Says that what lies in the file is not what was put there. */
    void spoilt() {
        damaged = true;
    }

    /** Throws away whatever is there and opens an empty file. */
    void renew() throws SQLException {
        close();
        try {
            for (String part : new String[] {"", "-wal", "-shm"}) {
                Files.deleteIfExists(path.resolveSibling(path.getFileName() + part));
            }
        } catch (IOException refused) {
            throw new SQLException("cannot remove " + path, refused);
        }
        connect();
    }

    /** Runs work in one transaction, all of it or nothing. Whoever reads goes on with the last committed state until it is over. */
    <T> T write(Work<T> work) throws SQLException {
        return write(work, CatalogueFile::commit);
    }

    /**
     * The same, and what stands in memory is changed with it.
     *
     * @param inMemory done before anybody can read what was committed, so that nobody sees the one without the other; must be short
     */
    <T> T write(Work<T> work, Runnable inMemory) throws SQLException {
        return write(work, connection -> switchOver(connection, inMemory));
    }

    /** How work is committed. */
    @FunctionalInterface
    private interface Ending {
        void of(Connection connection) throws SQLException;
    }

    private <T> T write(Work<T> work, Ending ending) throws SQLException {
        writing.lock();
        try {
            if (writer == null) {
                throw new SQLException("the catalogue's file is not open");
            }
            execute(writer, "BEGIN");
            T result = work.with(writer);
            ending.of(writer);
            conditions.clear(MatterFault.STORE_FAILED, "");
            return result;
        } catch (SQLException failed) {
            judge(failed);
            rollBack();
            throw failed;
        } catch (RuntimeException bug) {
            rollBack();
            throw bug;
        } finally {
            writing.unlock();
        }
    }

    /** Commits while nobody reads. What SQLite would do with a long log thereupon waits until they can again: it takes as long as the disk wants. */
    private void switchOver(Connection connection, Runnable inMemory) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = 0");
            reading.lock();
            try {
                commit(connection);
                inMemory.run();
            } finally {
                reading.unlock();
                statement.execute("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
            }
            moveLog(statement);
        }
    }

    private static void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Moves what was committed from the log into the file; what cannot be moved now is moved after a later commit. */
    private void moveLog(Statement statement) {
        try {
            statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException failed) {
            LOG.warnf("the catalogue's log stays as long as it is: %s", failed.getMessage());
        }
    }

    /** Runs a query on the last committed state. */
    <T> T ask(Work<T> query) throws SQLException {
        reading.lock();
        try {
            if (reader == null) {
                throw new SQLException("the catalogue's file is not open");
            }
            return query.with(reader);
        } catch (SQLException failed) {
            judge(failed);
            throw failed;
        } finally {
            reading.unlock();
        }
    }

    /** Runs a query on the last committed state; a file that cannot be read answers {@code nothing} and is reported. */
    <T> T read(T nothing, Work<T> query) {
        try {
            return isOpen() ? ask(query) : nothing;
        } catch (SQLException told) {
            return nothing;
        }
    }

    @Override
    @PreDestroy
    public void close() {
        writing.lock();
        reading.lock();
        try {
            for (Connection connection : new Connection[] {reader, writer}) {
                if (connection != null) {
                    connection.close();
                }
            }
        } catch (SQLException failed) {
            LOG.warn("the catalogue's file did not close cleanly", failed);
        } finally {
            reader = null;
            writer = null;
            reading.unlock();
            writing.unlock();
        }
    }

    private static boolean useless(SQLException failed) {
        // The low byte is the primary result code, https://sqlite.org/rescode.html.
        int primary = failed.getErrorCode() & 0xff;
        return failed instanceof UselessFileException
                || primary == SQLiteErrorCode.SQLITE_CORRUPT.code
                || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    private void judge(SQLException failed) {
        damaged |= useless(failed);
        conditions.raise(MatterFault.STORE_FAILED, "", String.valueOf(failed.getMessage()));
    }

    private void rollBack() {
        if (writer == null) {
            return;
        }
        // SQLite has rolled back by itself after some errors, a full disk among them; a second roll-back is then refused.
        try {
            execute(writer, "ROLLBACK");
        } catch (SQLException failed) {
            LOG.debug("nothing was left to roll back", failed);
        }
    }

    private void connect() throws SQLException {
        writing.lock();
        reading.lock();
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            writer = connection();
            CatalogueTable.prepare(writer);
            leaveTransactionsToUs(writer);
            reader = connection();
            execute(reader, "PRAGMA query_only = ON");
            damaged = false;
        } catch (IOException refused) {
            throw new SQLException("cannot make the directory of " + path, refused);
        } catch (SQLException failed) {
            close();
            throw failed;
        } finally {
            reading.unlock();
            writing.unlock();
        }
    }

    /**
     * Transactions begin and end by statements of this class. The driver's own are of no use once SQLite has rolled one back by itself: it
     * begins no other after that, so that each statement is committed on its own, and half of a new version would be read.
     */
    private static void leaveTransactionsToUs(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        // The one that the driver has begun with that.
        execute(connection, "ROLLBACK");
    }

    private Connection connection() throws SQLException {
        Properties pragmas = new Properties();
        pragmas.setProperty("journal_mode", "WAL");
        // A power cut may lose the last commits but never tears the file; what is lost is fetched again.
        pragmas.setProperty("synchronous", "NORMAL");
        pragmas.setProperty("busy_timeout", "5000");
        // Nobody asks for them, and the driver would prepare and run another statement after each row.
        pragmas.setProperty("jdbc.get_generated_keys", "false");
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path, pragmas);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!row.next() || !row.getString(1).equals("ok")) {
                throw new UselessFileException("damaged");
            }
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
        return connection;
    }
}
