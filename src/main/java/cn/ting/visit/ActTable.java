package cn.ting.visit;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of acts whose outcome is not known yet. */
final class ActTable {

    Act insert(Transaction tx, String visit, String what, String subject) throws SQLException {
        PreparedStatement insert = tx.prepare("INSERT INTO act (visit, what, subject) VALUES (?, ?, ?) RETURNING act");
        insert.setString(1, visit);
        insert.setString(2, what);
        insert.setString(3, subject);
        try (ResultSet row = insert.executeQuery()) {
            row.next();
            return new Act(row.getLong(1), visit, what, subject);
        }
    }

    boolean delete(Transaction tx, Act act) throws SQLException {
        PreparedStatement delete = tx.prepare("DELETE FROM act WHERE act = ?");
        delete.setLong(1, act.id());
        return delete.executeUpdate() == 1;
    }

    /**
     * All of one kind but those of visits at another machine: the disk that is there still tells of them.
     *
     * @param machine this one; empty where it does not say
     */
    List<Act> all(Transaction tx, String what, Optional<String> machine) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT act, visit, what, subject FROM act WHERE what = ?1 AND NOT EXISTS (SELECT 1 FROM fact"
                + " JOIN link_epoch USING (epoch) WHERE fact.payload IS NOT NULL AND fact.visit = act.visit AND link_epoch.machine <> ?2) ORDER BY act");
        select.setString(1, what);
        select.setString(2, machine.orElse(null));
        List<Act> acts = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                acts.add(new Act(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)));
            }
        }
        return acts;
    }
}
