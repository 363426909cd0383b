package cn.ting.matter;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of the catalogue's file: blobs as they came, and of the version served its head, its matters and their words.
 * A matter's {@code place}, also its row id in {@code words}, is its rank in popularity, so that answers come in that order
 * without sorting.
 */
final class CatalogueTable {

    /** Grows with every change of the tables; a file of another number is thrown away. */
    private static final int LAYOUT = 2;

    private static final List<String> TABLES = List.of(
            "CREATE TABLE blob (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL)",
            "CREATE TABLE edition (one INTEGER PRIMARY KEY CHECK (one = 1), envelope BLOB NOT NULL)",
            "CREATE TABLE matter (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, theme TEXT NOT NULL,"
                    + " title TEXT NOT NULL, name_en TEXT NOT NULL, department TEXT NOT NULL, department_en TEXT NOT NULL, on_the_spot INTEGER NOT NULL,"
                    + " page TEXT NOT NULL)",
            "CREATE INDEX matter_theme ON matter (theme, place)",
            "CREATE INDEX matter_department ON matter (department, place)",
            "CREATE VIRTUAL TABLE words USING fts5 (names, pinyin, initials, english, content = '', prefix = '1 2')",
            "PRAGMA user_version = " + LAYOUT);

    /** A matter about to be served, and the hash of its page. */
    record Row(Matter matter, String page, SearchWords words) {

        /** Reads a page. */
        static Row of(byte[] page, String sha256) throws RefusedException {
            Matter matter = PageReader.matter(page);
            return new Row(matter, sha256, SearchWords.of(PageReader.names(page), matter.nameEn()));
        }
    }

    private CatalogueTable() {}

    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int layout;
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                row.next();
                layout = row.getInt(1);
            }
            if (layout != LAYOUT && layout != 0) {
                throw new UselessFileException("layout " + layout + " of another release");
            }
            if (layout == 0) {
                connection.setAutoCommit(false);
                for (String table : TABLES) {
                    statement.execute(table);
                }
                connection.commit();
                connection.setAutoCommit(true);
            }
        }
    }

    /** The envelope of the head served, as it came. */
    static Optional<byte[]> envelope(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT envelope FROM edition")) {
            return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
    }

    static Optional<byte[]> blob(Connection connection, String sha256) throws SQLException {
        return bytes(connection, "SELECT bytes FROM blob WHERE sha256 = ?", sha256);
    }

    /** The page of a matter served, as it came. */
    static Optional<byte[]> page(Connection connection, String id) throws SQLException {
        return bytes(connection, "SELECT bytes FROM matter JOIN blob ON sha256 = page WHERE id = ?", id);
    }

    static Set<String> held(Connection connection) throws SQLException {
        Set<String> held = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sha256 FROM blob")) {
            while (row.next()) {
                held.add(row.getString(1));
            }
        }
        return held;
    }

    static void keep(Connection connection, String sha256, byte[] bytes) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO blob VALUES (?, ?)")) {
            insert.setString(1, sha256);
            insert.setBytes(2, bytes);
            insert.executeUpdate();
        }
    }

    /** Puts one version in the place of another and forgets the blobs it does not name. */
    static void replace(Connection connection, byte[] envelope, List<Row> rows, Set<String> named) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM matter");
            statement.execute("INSERT INTO words (words) VALUES ('delete-all')");
        }
        insert(connection, rows);
        try (PreparedStatement edition = connection.prepareStatement("INSERT OR REPLACE INTO edition VALUES (1, ?)")) {
            edition.setBytes(1, envelope);
            edition.executeUpdate();
        }
        Set<String> unnamed = held(connection);
        unnamed.removeAll(named);
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM blob WHERE sha256 = ?")) {
            for (String sha256 : unnamed) {
                delete.setString(1, sha256);
                delete.executeUpdate();
            }
        }
    }

    /** Adds matters to empty tables, the most often asked first; they are read one by one. */
    static void insert(Connection connection, Iterable<Row> rows) throws SQLException {
        try (PreparedStatement matter = connection.prepareStatement("INSERT INTO matter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement words = connection.prepareStatement(
                        "INSERT INTO words (rowid, names, pinyin, initials, english) VALUES (?, ?, ?, ?, ?)")) {
            int place = 0;
            for (Row row : rows) {
                place++;
                matter.setInt(1, place);
                matter.setString(2, row.matter().id());
                matter.setString(3, row.matter().theme());
                matter.setString(4, row.matter().title());
                matter.setString(5, row.matter().nameEn());
                matter.setString(6, row.matter().department().name());
                matter.setString(7, row.matter().department().nameEn());
                matter.setBoolean(8, row.matter().terms().onTheSpot());
                matter.setString(9, row.page());
                matter.executeUpdate();
                words.setInt(1, place);
                words.setString(2, row.words().names());
                words.setString(3, row.words().pinyin());
                words.setString(4, row.words().initials());
                words.setString(5, row.words().english());
                words.executeUpdate();
            }
        }
    }

    private static Optional<byte[]> bytes(Connection connection, String sql, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }
}
