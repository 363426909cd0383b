package cn.ting.command;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The commands that were begun or answered, and the version of the last list. */
final class CommandTable {

    /** A command without an outcome, and the process that began it. */
    record Begun(String id, String kind, String boot) {}

    long version(Transaction tx) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT version FROM command_list").executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    void putVersion(Transaction tx, long version) throws SQLException {
        PreparedStatement put = tx.prepare("INSERT INTO command_list (only, version) VALUES (1, ?)"
                + " ON CONFLICT (only) DO UPDATE SET version = excluded.version");
        put.setLong(1, version);
        put.executeUpdate();
    }

    boolean has(Transaction tx, String id) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT 1 FROM command WHERE id = ?");
        select.setString(1, id);
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    void begin(Transaction tx, Command command, String boot) throws SQLException {
        PreparedStatement insert = tx.prepare("INSERT INTO command (id, kind, boot) VALUES (?, ?, ?)");
        insert.setString(1, command.id());
        insert.setString(2, command.kind());
        insert.setString(3, boot);
        insert.executeUpdate();
    }

    /** False when it had an outcome already. */
    boolean end(Transaction tx, String id, String outcome) throws SQLException {
        PreparedStatement update = tx.prepare("UPDATE command SET outcome = ? WHERE id = ? AND outcome IS NULL");
        update.setString(1, outcome);
        update.setString(2, id);
        return update.executeUpdate() == 1;
    }

    List<Begun> unanswered(Transaction tx) throws SQLException {
        List<Begun> begun = new ArrayList<>();
        try (ResultSet row = tx.prepare("SELECT id, kind, boot FROM command WHERE outcome IS NULL ORDER BY entry").executeQuery()) {
            while (row.next()) {
                begun.add(new Begun(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return begun;
    }

    /** Forgets what was answered before the newest {@code most}; their lists are older than the version kept and refused for it. */
    void forget(Transaction tx, int most) throws SQLException {
        PreparedStatement delete = tx.prepare("DELETE FROM command WHERE outcome IS NOT NULL"
                + " AND entry <= (SELECT coalesce(max(entry), 0) - ? FROM command)");
        delete.setInt(1, most);
        delete.executeUpdate();
    }
}
