package cn.ting.hawkbit;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The actions that were taken up, the newest {@value #MOST}. */
final class HawkbitTable {

    private static final int MOST = 50;
    private static final String SELECT = "SELECT action, version, stage, detail, told FROM hawkbit_action";

    void put(Transaction tx, Assignment assignment) throws SQLException {
        PreparedStatement put = tx.prepare("INSERT INTO hawkbit_action (action, version, stage, detail, told) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (action) DO UPDATE SET version = excluded.version, stage = excluded.stage, detail = excluded.detail,"
                + " told = excluded.told");
        put.setString(1, assignment.action());
        put.setString(2, assignment.version());
        put.setString(3, assignment.stage().name());
        put.setString(4, assignment.detail());
        put.setString(5, assignment.told().name());
        put.executeUpdate();
        PreparedStatement delete =
                tx.prepare("DELETE FROM hawkbit_action WHERE rowid <= (SELECT max(rowid) - ? FROM hawkbit_action)");
        delete.setInt(1, MOST);
        delete.executeUpdate();
    }

    Optional<Assignment> find(Transaction tx, String action) throws SQLException {
        PreparedStatement select = tx.prepare(SELECT + " WHERE action = ?");
        select.setString(1, action);
        return read(select).stream().findFirst();
    }

    /** Oldest first. */
    List<Assignment> all(Transaction tx) throws SQLException {
        return read(tx.prepare(SELECT + " ORDER BY rowid"));
    }

    private static List<Assignment> read(PreparedStatement select) throws SQLException {
        List<Assignment> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new Assignment(row.getString(1), row.getString(2), Stage.valueOf(row.getString(3)), row.getString(4),
                        Stage.valueOf(row.getString(5))));
            }
        }
        return found;
    }
}
