package cn.ting.lives;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.sqlite.jdbc4.JDBC4Connection;
import org.sqlite.jdbc4.JDBC4PreparedStatement;
import org.sqlite.jdbc4.JDBC4Statement;

/**
 * Stands before SQLite's driver and tells of every statement, just before and just after it is executed; those by which a connection is made are
 * among them. Classes of its own and no proxies, which a JVM would have to make anew in every life.
 */
final class BoundaryDriver implements Driver {

    private static final String PREFIX = "jdbc:sqlite:";

    /** Called at each boundary; what it does is done before the statement, or the next one, goes on. */
    @FunctionalInterface
    interface Boundary {
        void at();
    }

    @FunctionalInterface
    private interface Executing<T> {
        T now() throws SQLException;
    }

    private final Driver sqlite;
    private final Boundary boundary;

    private BoundaryDriver(Driver sqlite, Boundary boundary) {
        this.sqlite = sqlite;
        this.boundary = boundary;
    }

    /** Takes the place of SQLite's own driver in this process. */
    static void stepIn(Boundary boundary) throws SQLException {
        List<Driver> known = Collections.list(DriverManager.getDrivers());
        for (Driver driver : known) {
            if (driver.acceptsURL(PREFIX)) {
                DriverManager.deregisterDriver(driver);
                DriverManager.registerDriver(new BoundaryDriver(driver, boundary));
                return;
            }
        }
        throw new SQLException("SQLite's driver is not there");
    }

    private <T> T told(Executing<T> statement) throws SQLException {
        boundary.at();
        T answer = statement.now();
        boundary.at();
        return answer;
    }

    private final class ToldConnection extends JDBC4Connection {

        ToldConnection(String url, Properties properties) throws SQLException {
            super(url, url.substring(PREFIX.length()), properties);
        }

        @Override
        public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
            checkOpen();
            checkCursor(type, concurrency, holdability);
            return new ToldStatement(this);
        }

        @Override
        public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability) throws SQLException {
            checkOpen();
            checkCursor(type, concurrency, holdability);
            return new ToldPrepared(this, sql);
        }
    }

    private final class ToldStatement extends JDBC4Statement {

        ToldStatement(ToldConnection connection) {
            super(connection);
        }

        @Override
        public boolean execute(String sql) throws SQLException {
            return told(() -> super.execute(sql));
        }

        @Override
        public ResultSet executeQuery(String sql) throws SQLException {
            return told(() -> super.executeQuery(sql));
        }

        @Override
        public int executeUpdate(String sql) throws SQLException {
            return told(() -> super.executeUpdate(sql));
        }
    }

    private final class ToldPrepared extends JDBC4PreparedStatement {

        ToldPrepared(ToldConnection connection, String sql) throws SQLException {
            super(connection, sql);
        }

        @Override
        public boolean execute() throws SQLException {
            return told(super::execute);
        }

        @Override
        public ResultSet executeQuery() throws SQLException {
            return told(super::executeQuery);
        }

        @Override
        public int executeUpdate() throws SQLException {
            return told(super::executeUpdate);
        }
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        return acceptsURL(url) ? new ToldConnection(url, properties) : null;
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return sqlite.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return sqlite.getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return sqlite.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return sqlite.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return sqlite.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("cn.ting.lives");
    }
}
