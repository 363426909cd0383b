package cn.ting.setup;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The steps that were told as facts, so that none is told twice. */
final class SetupTable {

    private static final int MOST = 200;

    /** False when it was told before. */
    boolean insert(Transaction tx, SetupFact fact) throws SQLException {
        PreparedStatement insert = tx.prepare("INSERT OR IGNORE INTO setup_step (version, trial, step) VALUES (?, ?, ?)");
        insert.setLong(1, fact.version());
        insert.setInt(2, fact.trial());
        insert.setString(3, fact.step().name());
        boolean news = insert.executeUpdate() == 1;
        PreparedStatement delete = tx.prepare("DELETE FROM setup_step WHERE rowid <= (SELECT max(rowid) - ? FROM setup_step)");
        delete.setInt(1, MOST);
        delete.executeUpdate();
        return news;
    }
}
