package cn.ting.faults;

import cn.ting.bench.LaunchedKiosk;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A kiosk's ledger as it lies on the disk, read from outside beside the kiosk. */
final class LedgerRows {

    private final String file;

    LedgerRows(LaunchedKiosk kiosk) {
        this.file = "jdbc:sqlite:file:" + kiosk.data().resolve("ledger.db") + "?mode=ro";
    }

    /** The ids of all tickets that were committed. */
    List<String> tickets() throws IOException {
        return column("SELECT ticket FROM ticket");
    }

    /** True when every letter has its receipt and every act its outcome. */
    boolean atRest() throws IOException {
        return column("SELECT type FROM outbox WHERE receipted IS NULL UNION ALL SELECT what FROM act").isEmpty();
    }

    private List<String> column(String query) throws IOException {
        try (Connection connection = DriverManager.getConnection(file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        } catch (SQLException unreadable) {
            throw new IOException(unreadable);
        }
    }
}
