package cn.ting.visit;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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

    List<Act> all(Transaction tx, String what) throws SQLException {
        PreparedStatement select = tx.prepare("SELECT act, visit, what, subject FROM act WHERE what = ? ORDER BY act");
        select.setString(1, what);
        List<Act> acts = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                acts.add(new Act(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)));
            }
        }
        return acts;
    }
}
