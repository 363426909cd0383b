package cn.ting.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The one numbered series of migrations, {@code /ledger/NNNN-room.sql}; {@code user_version} holds the number of the last
 * one done. A migration only adds: the release before this one must still be able to serve the file.
 */
final class Migrations {

    /** A class path cannot be listed in every packaging, so the series is written down; a test holds it to the files. */
    static final List<String> SERIES = List.of(
            "0001-link.sql", "0002-visit.sql", "0003-hall.sql", "0004-supply.sql", "0005-health.sql", "0006-naming.sql", "0007-store.sql",
            "0008-outbox.sql", "0009-hall.sql", "0010-visit.sql", "0011-upkeep.sql", "0012-hall.sql", "0013-hall.sql",
            "0014-command.sql", "0015-setup.sql",
            "0016-trust.sql", "0017-outbox.sql", "0018-ota.sql", "0019-appointment.sql",
            "0020-hawkbit.sql", "0021-telemetry.sql", "0022-supply.sql", "0023-outbox.sql", "0024-hall.sql", "0025-visit.sql",
            "0026-visit.sql", "0027-supply.sql", "0028-visit.sql");

    private Migrations() {}

    static void run(Connection connection) throws SQLException {
        int done = version(connection);
        for (int next = done; next < SERIES.size(); next++) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : read(SERIES.get(next)).split(";\\s*\n")) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
                statement.execute("PRAGMA user_version = " + (next + 1));
                connection.commit();
            } catch (SQLException failed) {
                connection.rollback();
                throw new SQLException("migration " + SERIES.get(next) + " failed: " + failed.getMessage(), failed);
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static String read(String name) throws SQLException {
        try (InputStream in = Migrations.class.getResourceAsStream("/ledger/" + name)) {
            if (in == null) {
                throw new SQLException("migration " + name + " is not in this release");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new SQLException("migration " + name + " cannot be read", unreadable);
        }
    }
}
