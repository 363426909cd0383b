package cn.ting.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A migration only adds: the release before it writes into the ledger that it leaves as if it had never been, for a trial may be taken back. */
class MigrationTest {

    private record Column(String type, boolean mustBeGiven, int key) {}

    /** A table as whoever writes into it meets it: its columns by name, and the sets of columns of which no two rows may have the same. */
    private record Table(Map<String, Column> columns, Set<Set<String>> unique) {}

    @Test
    void every_migration_only_adds() throws Exception {
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            for (String file : Migrations.SERIES) {
                Map<String, Table> before = tables(ledger);
                run(ledger, Files.readString(Path.of("src/main/resources/ledger").resolve(file)));
                assertEquals(List.of(), narrower(before, tables(ledger)), file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP TABLE slip", "ALTER TABLE slip DROP COLUMN code", "ALTER TABLE slip RENAME COLUMN code TO word",
        "ALTER TABLE slip RENAME TO paper", "CREATE UNIQUE INDEX once ON slip (code)",
        "DROP TABLE slip;\nCREATE TABLE slip (number TEXT PRIMARY KEY, code TEXT NOT NULL, at TEXT)",
        "DROP TABLE slip;\nCREATE TABLE slip (number TEXT PRIMARY KEY, code TEXT, at TEXT, hall TEXT NOT NULL)",
        "DROP TABLE slip;\nCREATE TABLE slip (number INTEGER PRIMARY KEY, code TEXT, at TEXT)"})
    void one_that_does_more_is_seen(String sql) throws Exception {
        assertNotEquals(List.of(), narrowed(sql));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE paper (slip TEXT NOT NULL)", "ALTER TABLE slip ADD COLUMN hall TEXT",
        "ALTER TABLE slip ADD COLUMN hall TEXT NOT NULL DEFAULT ''", "CREATE INDEX by_code ON slip (code)",
        "CREATE UNIQUE INDEX once ON slip (number, code)"})
    void one_that_adds_is_let_by(String sql) throws Exception {
        assertEquals(List.of(), narrowed(sql));
    }

    @Test
    void facts_of_before_learn_from_their_letters_how_they_were_posted() throws Exception {
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            for (String file : Migrations.SERIES) {
                if (file.equals("0025-visit.sql")) {
                    run(ledger, "INSERT INTO fact (entry, visit, type, at, payload, payload_hash, hash, epoch, number)"
                            + " SELECT value, 'v', 't', 'a', x'7b7d', x'', x'', 'e', value FROM json_each('[1,2,3]')");
                    run(ledger, "INSERT INTO outbox (epoch, number, key, type, envelope, lane) VALUES"
                            + " ('e', 1, 'v', 't', CAST('{\"boot\":\"b\"}' AS BLOB), 2), ('e', 2, 'v', 't', x'5a', 0)");
                }
                run(ledger, Files.readString(Path.of("src/main/resources/ledger").resolve(file)));
            }
            assertEquals("[{boot=b, lane=2}, {boot=null, lane=0}, {boot=null, lane=0}]",
                    rows(ledger, "SELECT boot, lane FROM fact ORDER BY entry").toString());
        }
    }

    private static List<String> narrowed(String sql) throws SQLException {
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            run(ledger, "CREATE TABLE slip (number TEXT PRIMARY KEY, code TEXT, at TEXT)");
            Map<String, Table> before = tables(ledger);
            run(ledger, sql);
            return narrower(before, tables(ledger));
        }
    }

    /** What a writer that knows {@code before} would stumble over. */
    private static List<String> narrower(Map<String, Table> before, Map<String, Table> after) {
        List<String> found = new ArrayList<>();
        before.forEach((name, table) -> {
            Table now = after.getOrDefault(name, new Table(Map.of(), Set.of()));
            table.columns.forEach((column, was) -> {
                if (!was.equals(now.columns.get(column))) {
                    found.add(name + "." + column + " was " + was + " and is " + now.columns.get(column));
                }
            });
            now.columns.forEach((column, is) -> {
                if (is.mustBeGiven && !table.columns.containsKey(column)) {
                    found.add(name + "." + column + " has to be given");
                }
            });
            for (Set<String> unique : now.unique) {
                if (table.unique.stream().noneMatch(unique::containsAll)) {
                    found.add(name + " takes one row of " + unique);
                }
            }
        });
        return found;
    }

    private static void run(Connection ledger, String script) throws SQLException {
        try (Statement statement = ledger.createStatement()) {
            for (String sql : script.split(";\\s*\n")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }

    private static Map<String, Table> tables(Connection ledger) throws SQLException {
        Map<String, Table> tables = new TreeMap<>();
        for (Map<String, String> table : rows(ledger, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
            Map<String, Column> columns = new TreeMap<>();
            Set<Set<String>> unique = new HashSet<>();
            for (Map<String, String> column : rows(ledger, "PRAGMA table_info(" + table.get("name") + ")")) {
                columns.put(column.get("name"), new Column(column.get("type"), column.get("notnull").equals("1") && column.get("dflt_value") == null,
                        Integer.parseInt(column.get("pk"))));
            }
            for (Map<String, String> index : rows(ledger, "PRAGMA index_list(" + table.get("name") + ")")) {
                if (index.get("unique").equals("1")) {
                    Set<String> of = new TreeSet<>();
                    rows(ledger, "PRAGMA index_info(" + index.get("name") + ")").forEach(one -> of.add(String.valueOf(one.get("name"))));
                    unique.add(of);
                }
            }
            tables.put(table.get("name"), new Table(columns, unique));
        }
        return tables;
    }

    private static List<Map<String, String>> rows(Connection ledger, String sql) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (Statement statement = ledger.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                Map<String, String> one = new TreeMap<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    one.put(row.getMetaData().getColumnName(i), row.getString(i));
                }
                rows.add(one);
            }
        }
        return rows;
    }
}
