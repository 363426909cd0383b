package cn.ting.matter;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rows of the catalogue's file: blobs as they came, and of the version served its head, its matters and their words.
 * A matter's {@code place}, also its row id in {@code words}, grows as it is asked for less, so that answers come in that order
 * without sorting; between places there is room, so that a version touches only what it changed.
 */
final class CatalogueTable {

    /** Grows with every change of the tables; a file of another number is thrown away. */
    private static final int LAYOUT = 5;

    /** Their rows of matters lack something. Their blobs and their head are the same, so that nothing has to be fetched again. */
    private static final Set<Integer> LAYOUTS_OF_BEFORE = Set.of(2, 3, 4);

    private static final List<String> BLOBS = List.of(
            "CREATE TABLE blob (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL)",
            "CREATE TABLE edition (one INTEGER PRIMARY KEY CHECK (one = 1), envelope BLOB NOT NULL)");

    private static final String BLOB = "SELECT bytes FROM blob WHERE sha256 = ?";

    private static final List<String> NO_MATTERS = List.of("DROP TABLE matter", "DROP TABLE words");

    private static final List<String> MATTERS = List.of(
            "CREATE TABLE matter (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, theme TEXT NOT NULL,"
                    + " title TEXT NOT NULL, name_en TEXT NOT NULL, department TEXT NOT NULL, department_en TEXT NOT NULL, on_the_spot INTEGER NOT NULL,"
                    + " state TEXT NOT NULL, begins TEXT, ends TEXT, page TEXT NOT NULL)",
            "CREATE INDEX matter_theme ON matter (theme, place)",
            "CREATE INDEX matter_department ON matter (department, place)",
            "CREATE VIRTUAL TABLE words USING fts5 (names, pinyin, initials, english, content = '', contentless_delete = 1, prefix = '1 2')",
            "PRAGMA user_version = " + LAYOUT);

    /** A matter about to be served, and the hash of its page. */
    record Row(Matter matter, String page, SearchWords words) {

        /** Reads a page as it comes. */
        static Row of(byte[] page, String sha256) throws RefusedException {
            CatalogueFields fields = CatalogueFields.parse("page", page);
            return of(fields, PageReader.matter(fields), sha256);
        }

        /** Reads a page of a version that is served. */
        static Row kept(byte[] page, String sha256) throws RefusedException {
            CatalogueFields fields = CatalogueFields.parse("page", page);
            return of(fields, PageReader.kept(fields), sha256);
        }

        private static Row of(CatalogueFields fields, Matter matter, String sha256) throws RefusedException {
            return new Row(matter, sha256, SearchWords.of(PageReader.names(fields), matter.nameEn()));
        }
    }

    /** How the bytes of a page, and its hash, become a row. */
    @FunctionalInterface
    interface Reading {
        Row of(byte[] page, String sha256) throws RefusedException;
    }

    /** Where a matter stands that is served, and the hash of its page. */
    record Placed(long place, String page) {}

    private CatalogueTable() {}

    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int layout;
            try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
                row.next();
                layout = row.getInt(1);
            }
            if (layout == 0) {
                make(connection, Stream.of(BLOBS, MATTERS));
            } else if (LAYOUTS_OF_BEFORE.contains(layout)) {
                make(connection, Stream.of(NO_MATTERS, MATTERS));
            } else if (layout != LAYOUT) {
                throw new UselessFileException("layout " + layout + " of another release");
            }
        }
    }

    private static void make(Connection connection, Stream<List<String>> tables) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String table : tables.flatMap(List::stream).toList()) {
                statement.execute(table);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** The envelope of the head served, as it came. */
    static Optional<byte[]> envelope(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT envelope FROM edition")) {
            return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
    }

    static Optional<byte[]> blob(Connection connection, String sha256) throws SQLException {
        return bytes(connection, BLOB, sha256);
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

    /** @param blobs as they came, by their hashes */
    static void keep(Connection connection, Map<String, byte[]> blobs) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO blob VALUES (?, ?)")) {
            for (Map.Entry<String, byte[]> blob : blobs.entrySet()) {
                insert.setString(1, blob.getKey());
                insert.setBytes(2, blob.getValue());
                insert.executeUpdate();
            }
        }
    }

    /** The matters served, by their ids. */
    static Map<String, Placed> placed(Connection connection) throws SQLException {
        Map<String, Placed> placed = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, place, page FROM matter")) {
            while (row.next()) {
                placed.put(row.getString(1), new Placed(row.getLong(2), row.getString(3)));
            }
        }
        return placed;
    }

    /** Takes all matters out, which is sooner done than one by one where most have changed. */
    static void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM matter");
            statement.execute("INSERT INTO words (words) VALUES ('delete-all')");
        }
    }

    /** Says which head is served now, and forgets the blobs it does not name. */
    static void serve(Connection connection, byte[] envelope, Set<String> named) throws SQLException {
        try (PreparedStatement edition = connection.prepareStatement("INSERT OR REPLACE INTO edition VALUES (1, ?)")) {
            edition.setBytes(1, envelope);
            edition.executeUpdate();
        }
        forgetAllBut(connection, named);
    }

    /** Forgets the blobs that are not named. */
    static void forgetAllBut(Connection connection, Set<String> named) throws SQLException {
        Set<String> unnamed = held(connection);
        unnamed.removeAll(named);
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM blob WHERE sha256 = ?")) {
            for (String sha256 : unnamed) {
                delete.setString(1, sha256);
                delete.executeUpdate();
            }
        }
    }

    /** Reads pages, puts matters in and takes them out, one by one, with the statements for it: to prepare one takes longer than many run. */
    static final class Matters implements AutoCloseable {

        private final PreparedStatement page;
        private final PreparedStatement matter;
        private final PreparedStatement words;
        private final PreparedStatement noMatter;
        private final PreparedStatement noWords;

        Matters(Connection connection) throws SQLException {
            page = connection.prepareStatement(BLOB);
            matter = connection.prepareStatement("INSERT INTO matter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
            words = connection.prepareStatement("INSERT INTO words (rowid, names, pinyin, initials, english) VALUES (?, ?, ?, ?, ?)");
            noMatter = connection.prepareStatement("DELETE FROM matter WHERE place = ?");
            noWords = connection.prepareStatement("DELETE FROM words WHERE rowid = ?");
        }

        /** What lies under a hash, unproven. */
        Optional<byte[]> page(String sha256) throws SQLException {
            return bytes(page, sha256);
        }

        void put(long place, Row row) throws SQLException {
            matter.setLong(1, place);
            matter.setString(2, row.matter().id());
            matter.setString(3, row.matter().theme());
            matter.setString(4, row.matter().title());
            matter.setString(5, row.matter().nameEn());
            matter.setString(6, row.matter().department().name());
            matter.setString(7, row.matter().department().nameEn());
            matter.setBoolean(8, row.matter().terms().onTheSpot());
            matter.setString(9, row.matter().state().name());
            matter.setString(10, row.matter().plan().from().map(LocalDate::toString).orElse(null));
            matter.setString(11, row.matter().plan().until().map(LocalDate::toString).orElse(null));
            matter.setString(12, row.page());
            matter.executeUpdate();
            words.setLong(1, place);
            words.setString(2, row.words().names());
            words.setString(3, row.words().pinyin());
            words.setString(4, row.words().initials());
            words.setString(5, row.words().english());
            words.executeUpdate();
        }

        void take(long place) throws SQLException {
            noMatter.setLong(1, place);
            noMatter.executeUpdate();
            noWords.setLong(1, place);
            noWords.executeUpdate();
        }

        @Override
        public void close() throws SQLException {
            page.close();
            matter.close();
            words.close();
            noMatter.close();
            noWords.close();
        }
    }

    private static Optional<byte[]> bytes(Connection connection, String sql, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            return bytes(select, key);
        }
    }

    private static Optional<byte[]> bytes(PreparedStatement select, String key) throws SQLException {
        select.setString(1, key);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
    }
}
