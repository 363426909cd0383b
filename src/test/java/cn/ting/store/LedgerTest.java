package cn.ting.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private final SteppedClock clock = new SteppedClock();
    private final Conditions conditions = new Conditions(clock);

    @TempDir
    Path directory;

    @Test
    void what_was_committed_is_there_after_the_ledger_was_opened_again() {
        try (Ledger ledger = open()) {
            ledger.write(tx -> insert(tx, "a"));
        }
        try (Ledger ledger = open()) {
            assertEquals(1, count(ledger));
        }
    }

    @Test
    void work_that_throws_leaves_nothing_behind_and_tells_nobody() {
        AtomicInteger told = new AtomicInteger();
        try (Ledger ledger = open()) {
            assertThrows(IllegalStateException.class, () -> ledger.write(tx -> {
                insert(tx, "a");
                tx.afterCommit(told::incrementAndGet);
                throw new IllegalStateException("changed my mind");
            }));
            assertEquals(0, count(ledger));
            assertEquals(0, told.get());
            assertEquals(0, ledger.commits());
        }
    }

    @Test
    void others_are_told_only_after_the_commit() {
        AtomicInteger seen = new AtomicInteger(-1);
        try (Ledger ledger = open()) {
            ledger.write(tx -> {
                tx.afterCommit(() -> seen.set(count(ledger)));
                return insert(tx, "a");
            });
        }
        assertEquals(1, seen.get());
    }

    @Test
    void an_erased_row_is_gone_from_file_and_log_of_a_ledger_in_use() throws IOException {
        String secret = "a-secret-nobody-may-find";
        try (Ledger ledger = open()) {
            // As much as several pages hold, of which some are parted and joined again, and some rows go by an update.
            for (int i = 0; i < 400; i += 40) {
                int from = i;
                ledger.write(tx -> {
                    for (int n = from; n < from + 40; n++) {
                        insert(tx, secret + n + "x".repeat(n % 37 * 9));
                    }
                    return null;
                });
            }
            ledger.tend();
            assertTrue(filesHold(secret));
            for (int i = 0; i < 14; i++) {
                String erase = (i % 2 == 0 ? "DELETE FROM act" : "UPDATE act SET subject = ''") + " WHERE act % 14 = " + i * 3 % 14;
                ledger.write(tx -> tx.prepare(erase).executeUpdate());
            }
            assertTrue(filesHold(secret), "it is in the log until somebody tends the ledger");
            ledger.tend();
            assertFalse(filesHold(secret));
        }
    }

    @Test
    void whoever_reads_for_long_keeps_the_log_until_the_next_minute_and_holds_nobody_up() throws Exception {
        Path log = directory.resolve("ledger.db-wal");
        try (Ledger ledger = open()) {
            ledger.write(tx -> insert(tx, "a"));
            Ledger.readOnly(directory.resolve("ledger.db"), tx -> {
                try (ResultSet rows = tx.prepare("SELECT subject FROM act").executeQuery()) {
                    rows.next();
                    ledger.write(other -> insert(other, "b"));
                    ledger.tend();
                    ledger.write(other -> insert(other, "c"));
                    return rows.getString(1);
                }
            });
            assertTrue(Files.size(log) > 0);
            assertTrue(conditions.present().isEmpty(), "that somebody reads is no fault: " + conditions.present());
            ledger.tend();
            assertEquals(0, Files.size(log));
            assertEquals(3, count(ledger));
        }
    }

    @Test
    void what_is_committed_waits_for_the_disk_by_a_sqlite_that_loses_nothing() {
        try (Ledger ledger = open()) {
            List<String> found = ledger.write(tx -> List.of(
                    text(tx.prepare("PRAGMA journal_mode").executeQuery()),
                    text(tx.prepare("PRAGMA synchronous").executeQuery()),
                    text(tx.prepare("PRAGMA secure_delete").executeQuery()),
                    text(tx.prepare("PRAGMA user_version").executeQuery())));
            // synchronous: 2 is FULL, https://sqlite.org/pragma.html#pragma_synchronous
            assertEquals(List.of("wal", "2", "1", String.valueOf(Migrations.SERIES.size())), found);
            assertFalse(LedgerFile.isOlder(ledger.read(tx -> text(tx.prepare("SELECT sqlite_version()").executeQuery()))));
        }
    }

    @Test
    void a_file_that_did_not_open_is_tried_again_after_a_while_and_clears_its_alarm() throws IOException {
        Files.createDirectory(directory.resolve("ledger.db"));
        try (Ledger ledger = open()) {
            assertThrows(LedgerException.class, () -> count(ledger));
            Files.delete(directory.resolve("ledger.db"));
            assertThrows(LedgerException.class, () -> count(ledger), "a moment ago it was not there either");
            clock.step(Ledger.RETRY);
            assertEquals(0, count(ledger));
            assertFalse(conditions.has(LedgerFault.UNAVAILABLE));
        }
    }

    @Test
    void a_commit_stands_whatever_those_do_who_are_told_of_it() {
        AtomicInteger told = new AtomicInteger();
        conditions.onChange(() -> {
            throw new IllegalStateException("a listener to conditions stumbles");
        });
        try (Ledger ledger = open()) {
            conditions.raise(LedgerFault.FULL, "", "");
            ledger.write(tx -> {
                tx.afterCommit(() -> {
                    throw new IllegalStateException("a listener to the commit stumbles");
                });
                tx.afterCommit(told::incrementAndGet);
                return insert(tx, "a");
            });
            assertEquals(1, told.get());
            assertEquals(1, count(ledger));
        }
    }

    @Test
    void an_error_in_the_work_leaves_no_transaction_open() {
        try (Ledger ledger = open()) {
            assertThrows(AssertionError.class, () -> ledger.write(tx -> {
                insert(tx, "a");
                throw new AssertionError("an error, no exception");
            }));
            ledger.write(tx -> insert(tx, "b"));
            assertEquals(1, count(ledger));
        }
    }

    @Test
    void a_failure_closes_the_statements_it_gives_up() throws SQLException {
        List<PreparedStatement> kept = new ArrayList<>();
        try (Ledger ledger = open()) {
            assertThrows(LedgerException.class, () -> ledger.write(tx -> {
                kept.add(tx.prepare("SELECT count(*) FROM act"));
                return tx.prepare("SELECT nonsense").execute();
            }));
            assertTrue(kept.get(0).isClosed());
        }
    }

    @Test
    void a_full_file_refuses_the_row_keeps_the_rest_and_recovers() {
        try (Ledger ledger = open()) {
            ledger.write(tx -> insert(tx, "a"));
            long pages = ledger.read(tx -> number(tx.prepare("PRAGMA page_count").executeQuery()));
            ledger.write(tx -> number(tx.prepare("PRAGMA max_page_count = " + pages).executeQuery()));
            LedgerException full = assertThrows(
                    LedgerException.class, () -> ledger.write(tx -> insert(tx, "x".repeat(100_000))));
            assertEquals(LedgerFault.FULL, full.fault());
            assertEquals(1, count(ledger));
            ledger.write(tx -> number(tx.prepare("PRAGMA max_page_count = 100000").executeQuery()));
            ledger.write(tx -> insert(tx, "b"));
            assertThrows(LedgerException.class, () -> ledger.promise(tx -> insert(tx, "c")), "the room left is for what is promised");
            assertTrue(conditions.has(LedgerFault.FULL));
            ledger.tend();
            assertFalse(conditions.has(LedgerFault.FULL));
            ledger.promise(tx -> insert(tx, "c"));
        }
    }

    @Test
    void every_migration_named_is_in_the_release_and_every_one_in_the_release_is_named() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/ledger"))) {
            assertEquals(Migrations.SERIES, files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void sqlite_versions_that_lose_commits_are_known() {
        assertTrue(LedgerFile.isOlder("3.46.1"));
        assertTrue(LedgerFile.isOlder("3.51.2"));
        assertFalse(LedgerFile.isOlder("3.51.3"));
        assertFalse(LedgerFile.isOlder("3.54.1"));
    }

    private Ledger open() {
        return new Ledger(directory.resolve("ledger.db"), conditions, clock);
    }

    private static int insert(Transaction tx, String subject) throws SQLException {
        var insert = tx.prepare("INSERT INTO act (visit, what, subject) VALUES ('v', 'test', ?)");
        insert.setString(1, subject);
        return insert.executeUpdate();
    }

    private static int count(Ledger ledger) {
        return ledger.read(tx -> (int) number(tx.prepare("SELECT count(*) FROM act").executeQuery()));
    }

    private static long number(ResultSet rows) throws SQLException {
        try (rows) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static String text(ResultSet rows) throws SQLException {
        try (rows) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private boolean filesHold(String text) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }
}
