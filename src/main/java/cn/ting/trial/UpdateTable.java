package cn.ting.trial;

import cn.ting.store.Transaction;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The steps that were told as facts, so that none is told twice. */
final class UpdateTable {

    private static final int MOST = 500;

    /**
     * @param key of what was told: the update's id, or of the launcher's own deeds what tells one from another
     * @return false when it was told before
     */
    boolean insert(Transaction tx, String key, UpdateFact.Step step) throws SQLException {
        PreparedStatement insert = tx.prepare("INSERT OR IGNORE INTO ota_step (id, step) VALUES (?, ?)");
        insert.setString(1, key);
        insert.setString(2, step.name());
        boolean news = insert.executeUpdate() == 1;
        PreparedStatement delete = tx.prepare("DELETE FROM ota_step WHERE rowid <= (SELECT max(rowid) - ? FROM ota_step)");
        delete.setInt(1, MOST);
        delete.executeUpdate();
        return news;
    }

    /** Writes something, to see whether it can be. Nothing of it stays: each would take a higher number, and those that were told are kept by it. */
    void prove(Transaction tx) throws SQLException {
        tx.prepare("INSERT OR REPLACE INTO ota_step (id, step) VALUES ('', 'PROOF')").executeUpdate();
        tx.prepare("DELETE FROM ota_step WHERE id = '' AND step = 'PROOF'").executeUpdate();
    }
}
