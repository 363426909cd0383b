package cn.ting.matter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.catalogue.CatalogueContent;
import cn.ting.catalogue.Publication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bad disk, or a file that is not as it was left, does to the catalogue. */
class CatalogueFileTest {

    private static final Duration GLANCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private CatalogueBench bench;

    @BeforeEach
    void sync() {
        bench = new CatalogueBench(directory.resolve("catalogue.db"));
        bench.sync(CatalogueContent.read(), 1);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_file_that_cannot_be_opened_now_is_kept_and_served_when_it_can() throws IOException {
        bench.close();
        Path inTheWay = Files.createDirectory(directory.resolve("catalogue.db-wal"));
        bench.boot();
        assertEquals(0, bench.version());
        assertTrue(bench.conditions.has(MatterFault.STORE_FAILED));

        Files.delete(inTheWay);
        bench.clock.step(GLANCE);
        assertEquals(1, bench.version(), "without a word from the platform");
        assertFalse(bench.conditions.has(MatterFault.STORE_FAILED));
    }

    @Test
    void the_halls_are_served_from_memory_while_a_spoilt_file_is_fetched_anew() {
        bench.file.spoilt();
        bench.clock.step(GLANCE);
        assertFalse(bench.catalogue.halls().isEmpty());
        assertTrue(bench.catalogue.matter("tax-record").isEmpty());

        bench.link.deliverAll();
        assertTrue(bench.catalogue.matter("tax-record").isPresent());
    }

    @Test
    void a_file_that_could_not_be_made_anew_is_tried_again() throws IOException {
        bench.file.spoilt();
        Path shared = directory.resolve("catalogue.db-shm");
        Files.delete(shared);
        Path inTheWay = Files.createFile(Files.createDirectory(shared).resolve("in-the-way"));
        bench.clock.step(GLANCE);
        assertTrue(bench.conditions.has(MatterFault.STORE_FAILED));

        Files.delete(inTheWay);
        Files.delete(shared);
        bench.clock.step(GLANCE);
        bench.link.deliverAll();
        assertTrue(bench.catalogue.matter("tax-record").isPresent());
        assertFalse(bench.conditions.has(MatterFault.STORE_FAILED));
    }

    @Test
    void nobody_reads_a_new_page_while_the_old_edition_is_still_told() throws Exception {
        CompletableFuture<Integer> read = new CompletableFuture<>();
        bench.file.write(connection -> 1, () -> {
            new Thread(() -> read.complete(bench.file.read(0, connection -> 2))).start();
            assertThrows(TimeoutException.class, () -> read.get(100, TimeUnit.MILLISECONDS));
        });
        assertEquals(2, read.get(1, TimeUnit.MINUTES));
    }

    @Test
    void a_blob_is_kept_while_somebody_reads_at_length() throws Exception {
        int kept = bench.file.ask(reading -> {
            CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> keep("a", 1));
            return other.orTimeout(1, TimeUnit.MINUTES).join();
        });
        assertEquals(1, kept);
    }

    @Test
    void whoever_reads_a_new_version_does_not_wait_until_its_log_is_moved_into_the_file() throws Exception {
        Path path = directory.resolve("catalogue.db");
        long before = Files.size(path);
        bench.file.write(connection -> {
            CatalogueTable.keep(connection, Map.of("a", new byte[5_000_000]));
            return 1;
        }, () -> assertEquals(before, size(path), "when it is first read"));
        assertTrue(size(path) > before + 5_000_000, "it was moved thereafter");
    }

    /** Of a transaction that SQLite itself rolls back the driver must not believe that it goes on. */
    @Test
    void after_a_disk_that_was_full_no_half_of_a_version_is_read_and_the_next_one_is_whole() throws Exception {
        assertThrows(SQLException.class, () -> bench.file.write(connection -> {
            connection.createStatement().execute("PRAGMA max_page_count = 1"); // no smaller than what the file has
            return keepAll(connection, 4_000);
        }));
        assertThrows(SQLException.class, () -> bench.file.write(connection -> {
            keepAll(connection, 1);
            assertEquals(0, bench.file.ask(CatalogueFileTest::kept), "before it is committed");
            throw new SQLException("no more of it");
        }));
        assertEquals(0, bench.file.ask(CatalogueFileTest::kept));

        bench.file.write(connection -> connection.createStatement().execute("PRAGMA max_page_count = 1000000"));
        bench.sync(CatalogueContent.read(), 2);
        assertEquals(2, bench.version());
        assertFalse(bench.conditions.has(MatterFault.STORE_FAILED));
    }

    private static int keepAll(Connection connection, int many) throws SQLException {
        for (int i = 0; i < many; i++) {
            CatalogueTable.keep(connection, Map.of("of-another-" + i, new byte[3_000]));
        }
        return many;
    }

    private static int kept(Connection connection) throws SQLException {
        try (ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM blob WHERE sha256 LIKE 'of-another-%'")) {
            return row.getInt(1);
        }
    }

    private int keep(String sha256, int bytes) {
        try {
            return bench.file.write(connection -> {
                CatalogueTable.keep(connection, Map.of(sha256, new byte[bytes]));
                return 1;
            });
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Test
    void what_an_earlier_release_served_is_not_given_up_for_a_plan_that_is_none() throws SQLException {
        Publication kept = bench.publish(CatalogueContent.read().with("tax-record", page -> page.put("planCancelDate", "31.12.2020")), 2);
        Map<String, byte[]> blobs = kept.documents().entrySet().stream().filter(document -> document.getKey().startsWith(Publication.BLOB))
                .collect(Collectors.toMap(document -> document.getKey().substring(Publication.BLOB.length()), Map.Entry::getValue));
        bench.file.write(connection -> {
            CatalogueTable.keep(connection, blobs);
            CatalogueTable.serve(connection, kept.documents().get(Publication.HEAD), blobs.keySet());
            return connection.createStatement().execute("PRAGMA user_version = 4");
        });
        bench.close();
        bench.boot();

        assertEquals(2, bench.version());
        assertTrue(bench.catalogue.matter("tax-record").orElseThrow().inUse());
        bench.clock.step(GLANCE);
        bench.sync(CatalogueContent.read().with("tax-record", page -> page.put("planCancelDate", "tomorrow")), 3);
        assertEquals(2, bench.version(), "what comes is held to the contract");
    }

    @Test
    void a_damaged_file_is_fetched_anew() throws IOException {
        bench.close();
        Files.write(directory.resolve("catalogue.db"), "this is no database at all, whatever its name says".getBytes(StandardCharsets.UTF_8));
        bench.boot();
        assertEquals(0, bench.version());
        bench.link.deliverAll();
        assertEquals(1, bench.version());
    }

    @Test
    void a_file_that_someone_edited_is_fetched_anew() throws Exception {
        bench.file.write(connection -> connection.createStatement()
                .executeUpdate("UPDATE blob SET bytes = replace(bytes, '0619-5550103', '0619-6660103')"));
        bench.close();
        bench.boot();
        assertEquals(0, bench.version());
        bench.link.deliverAll();
        assertEquals("0619-5550103", bench.catalogue.matter("medical-record").orElseThrow().department().consultPhone());
    }

    /** So that a page is JSON still, with all that the contract asks for: its hash alone tells. */
    @Test
    void a_page_that_is_not_read_back_as_it_came_is_not_served() throws SQLException {
        bench.file.spoilt();
        bench.clock.step(GLANCE);
        bench.link.deliver(Publication.HEAD);
        Set<String> come = new HashSet<>(Set.of(Publication.HEAD));
        while (come.size() <= 60) {
            bench.link.deliver(bench.link.asked().stream().filter(come::add).findFirst().orElseThrow());
        }
        bench.file.write(connection -> connection.createStatement().executeUpdate("UPDATE blob SET bytes = CAST(bytes || ' ' AS BLOB)"));

        bench.link.deliverAll();
        assertTrue(bench.conditions.has(MatterFault.STORE_FAILED));
        assertTrue(bench.catalogue.matter("tax-record").isEmpty());

        bench.clock.step(GLANCE);
        bench.link.deliverAll();
        assertTrue(bench.catalogue.matter("tax-record").isPresent());
    }

    @Test
    void another_platforms_file_is_not_served() {
        bench.close();
        bench = new CatalogueBench(directory.resolve("catalogue.db"));
        assertEquals(0, bench.version());
    }
}
