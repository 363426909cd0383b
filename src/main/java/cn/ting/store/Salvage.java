package cn.ting.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Makes a new ledger of what a damaged one still tells: table by table, row by row, upwards until a page cannot be read, downwards from the
 * other end, and by single rows between; past a damaged page that led to others by {@link LeafPages}. What was read is written as it was;
 * SQLite keeps no checksum of a page, so a flipped bit within a value is taken over, and it is for those who own the row to prove it, as
 * the visit book does.
 */
final class Salvage implements Quarantine.Salvager {

    private static final Logger LOG = Logger.getLogger(Salvage.class);

    /** Rows between two unreadable pages that are asked for one by one, 20 to 50 µs each. */
    private static final long MOST_SINGLE = 100_000;

    private final SchemaPages schema;
    private long kept;
    private long lost;

    /** @param schema of the ledger that is damaged */
    Salvage(SchemaPages schema) {
        this.schema = schema;
    }

    /** How one table is asked for its rows. */
    private record Table(String name, List<String> columns, List<String> key, boolean byRowid) {

        String list() {
            return String.join(", ", columns);
        }

        String rows(String direction) {
            String order = byRowid ? "rowid " + direction : String.join(" " + direction + ", ", key) + " " + direction;
            return "SELECT " + (byRowid ? "rowid, " : "0, ") + list() + " FROM " + name + " NOT INDEXED ORDER BY " + order;
        }

        String insert() {
            return "INSERT OR IGNORE INTO " + name + " (" + list() + ") VALUES (" + "?, ".repeat(columns.size() - 1) + "?)";
        }
    }

    @Override
    public void salvage(Path damaged, Path made) throws IOException, SQLException {
        kept = 0;
        lost = 0;
        Path wal = damaged.resolveSibling(damaged.getFileName() + "-wal");
        if (Files.exists(wal) && new WalFrames(wal).hideCommits()) {
            new WalFrames(wal).admitAll();
        }
        try (Connection to = LedgerFile.openAside(made)) {
            Migrations.run(to);
            try (Statement statement = to.createStatement()) {
                statement.execute("BEGIN");
                takeOver(damaged, to);
                Transaction tx = new Transaction(new Desk(to), "");
                new LifeTable().begin(tx, new LifeTable.Life(UUID.randomUUID().toString(), kept, lost));
                statement.execute("COMMIT");
            }
        }
        LOG.errorf("a damaged ledger was salvaged: %d rows kept, %d could not be read", kept, lost);
    }

    private void takeOver(Path damaged, Connection to) throws SQLException {
        List<Table> tables = new ArrayList<>();
        for (String name : names(to)) {
            tables.add(table(to, name));
        }
        if (!tellsItsTables(damaged)) {
            schema.putBack(damaged);
        }
        List<Table> hurt = new ArrayList<>();
        try (Connection from = LedgerFile.openAside(damaged)) {
            for (Table table : tables) {
                if (!takeOver(table, from, to, false)) {
                    hurt.add(table);
                }
            }
        } catch (SQLException unreadable) {
            // Not even its list of tables: there is nothing to take over.
            LOG.errorf("the damaged ledger does not open: %s", unreadable.getMessage());
            return;
        }
        // Whose the leaves are that nothing leads to is known of one table only.
        List<Table> withLeaves = hurt.stream().filter(Table::byRowid).toList();
        if (withLeaves.size() == 1) {
            lost += missedOnTheWay(damaged, withLeaves.get(0).name);
        }
        try (Connection from = LedgerFile.openAside(damaged)) {
            for (Table table : hurt) {
                takeOver(table, from, to, true);
            }
        }
    }

    /** Has a table's root lead past a damaged page between it and its leaves, where there is one; how many pages with rows were passed over. */
    private static int missedOnTheWay(Path damaged, String name) {
        int own = 0;
        try (LeafPages pages = new LeafPages(damaged)) {
            try (Connection from = LedgerFile.openAside(damaged);
                    Statement statement = from.createStatement()) {
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
                pages.claim(1);
                try (ResultSet row = statement.executeQuery("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")) {
                    while (row.next()) {
                        if (row.getString(1).equals(name)) {
                            own = row.getInt(2);
                        } else {
                            pages.claim(row.getInt(2));
                        }
                    }
                }
            }
            if (own > 1 && pages.astray(own)) {
                LOG.warnf("%d pages of %s are led to anew", pages.lead(own), name);
                return pages.missed();
            }
        } catch (SQLException | IOException unreadable) {
            LOG.warnf("no other way leads to the rows of %s: %s", name, unreadable.getMessage());
        }
        return 0;
    }

    /** A list that cannot be read whole keeps SQLite from every table, the ones it does name too. */
    private static boolean tellsItsTables(Path damaged) {
        try (Connection from = LedgerFile.openAside(damaged)) {
            return !names(from).isEmpty();
        } catch (SQLException unreadable) {
            return false;
        }
    }

    /**
     * True when there is nothing of the table that cannot be read.
     *
     * @param last that what cannot be read is lost, and single rows are asked for
     */
    private boolean takeOver(Table table, Connection from, Connection to, boolean last) throws SQLException {
        List<String> there;
        try {
            there = table(from, table.name).columns();
        } catch (SQLException unreadable) {
            return true;
        }
        if (!there.equals(table.columns)) {
            // An older ledger has fewer columns: what it has is taken over, the rest is as a migration leaves it.
            there.retainAll(table.columns);
        }
        Table told = new Table(table.name, there, table.key, table.byRowid);
        if (there.isEmpty()) {
            return true;
        }
        try (PreparedStatement insert = to.prepareStatement(told.insert())) {
            return rows(told, from, insert, last);
        }
    }

    private boolean rows(Table table, Connection from, PreparedStatement insert, boolean last) throws SQLException {
        long[] upward = {Long.MIN_VALUE};
        if (read(table, table.rows("ASC"), from, insert, upward)) {
            return true;
        }
        long[] downward = {Long.MAX_VALUE};
        if (read(table, table.rows("DESC"), from, insert, downward)) {
            return true;
        }
        boolean rootless = upward[0] == Long.MIN_VALUE && downward[0] == Long.MAX_VALUE;
        if (last && (!table.byRowid || rootless)) {
            lost++;
        } else if (last) {
            single(table, from, insert, upward[0], downward[0]);
        }
        return false;
    }

    /** Reads on until a page cannot be read; leaves the rowid it came to. */
    private boolean read(Table table, String sql, Connection from, PreparedStatement insert, long[] reached) throws SQLException {
        try (Statement statement = from.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                keep(table, row, insert);
                reached[0] = row.getLong(1);
            }
            return true;
        } catch (WriteFailedException ours) {
            throw ours.cause;
        } catch (SQLException unreadable) {
            return false;
        }
    }

    private void single(Table table, Connection from, PreparedStatement insert, long above, long below) throws SQLException {
        long first = above == Long.MIN_VALUE ? 1 : above + 1;
        long last = below == Long.MAX_VALUE ? first + MOST_SINGLE : Math.min(below - 1, first + MOST_SINGLE);
        String sql = "SELECT rowid, " + table.list() + " FROM " + table.name + " NOT INDEXED WHERE rowid = ?";
        for (long rowid = first; rowid <= last; rowid++) {
            try (PreparedStatement one = from.prepareStatement(sql)) {
                one.setLong(1, rowid);
                try (ResultSet row = one.executeQuery()) {
                    if (row.next()) {
                        keep(table, row, insert);
                    }
                }
            } catch (WriteFailedException ours) {
                throw ours.cause;
            } catch (SQLException unreadable) {
                lost++;
            }
        }
    }

    /** A row that no ledger could hold, as its page was damaged, is lost; that the new ledger cannot be written is another matter. */
    private void keep(Table table, ResultSet row, PreparedStatement insert) throws SQLException {
        for (int i = 1; i <= table.columns.size(); i++) {
            insert.setObject(i, row.getObject(i + 1));
        }
        try {
            kept += insert.executeUpdate();
        } catch (SQLException refused) {
            if (!LedgerFault.isConstraint(refused)) {
                throw new WriteFailedException(refused);
            }
            lost++;
        }
    }

    /** Tells a disk that does not take the new ledger from a page of the old one that cannot be read. */
    private static final class WriteFailedException extends SQLException {
        private static final long serialVersionUID = 1L;
        private final SQLException cause;

        WriteFailedException(SQLException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    private static List<String> names(Connection connection) throws SQLException {
        return texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
    }

    private static Table table(Connection connection, String name) throws SQLException {
        List<String> columns = texts(connection, "SELECT name FROM pragma_table_info('" + name + "')");
        List<String> key = texts(connection, "SELECT name FROM pragma_table_info('" + name + "') WHERE pk > 0 ORDER BY pk");
        boolean byRowid = texts(connection, "SELECT name FROM pragma_table_list('" + name + "') WHERE wr = 0").size() == 1;
        return new Table(name, columns, key, byRowid);
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
