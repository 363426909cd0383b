package cn.ting.lives;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;

/** Stands before SQLite's driver and tells of every statement, just before and just after it is executed. */
final class BoundaryDriver implements Driver {

    /** Called at each boundary; what it does is done before the statement, or the next one, goes on. */
    @FunctionalInterface
    interface Boundary {
        void at();
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
            if (driver.acceptsURL("jdbc:sqlite:")) {
                DriverManager.deregisterDriver(driver);
                DriverManager.registerDriver(new BoundaryDriver(driver, boundary));
                return;
            }
        }
        throw new SQLException("SQLite's driver is not there");
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        Connection connection = sqlite.connect(url, properties);
        return connection == null ? null : told(Connection.class, connection);
    }

    private <T> T told(Class<T> kind, T real) {
        return kind.cast(Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, (proxy, method, arguments) -> {
            boolean statement = method.getName().startsWith("execute");
            if (statement) {
                boundary.at();
            }
            Object answer;
            try {
                answer = method.invoke(real, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
            if (statement) {
                boundary.at();
            }
            if (answer instanceof PreparedStatement prepared && kind == Connection.class) {
                return told(PreparedStatement.class, prepared);
            }
            return answer instanceof Statement plain && kind == Connection.class ? told(Statement.class, plain) : answer;
        }));
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
