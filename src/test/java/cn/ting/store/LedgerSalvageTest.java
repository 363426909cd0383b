package cn.ting.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger's file is damaged in the ways disks damage files; what it still tells is read from the ledger that took its place. */
class LedgerSalvageTest {

    private static final int PAGE = 4096;
    private static final int FRAME = 24 + PAGE;

    private final SteppedClock clock = new SteppedClock();
    private final Conditions conditions = new Conditions(clock);

    @TempDir
    Path directory;

    @Test
    void a_file_that_is_no_ledger_is_kept_aside_whole_and_a_new_one_begins() throws IOException {
        byte[] other = "this is somebody's letter, not a database, and it is long enough to be looked at".getBytes();
        Files.write(directory.resolve("ledger.db"), other);
        try (Ledger ledger = open()) {
            assertEquals(Set.of(), rows(ledger));
            assertArrayEquals(other, Files.readAllBytes(quarantined(1)));
            ledger.tend();
            assertTrue(conditions.has(LedgerFault.QUARANTINED));
            assertFalse(conditions.has(LedgerFault.DAMAGED));
        }
    }

    @Test
    void rows_of_undamaged_pages_are_taken_over_and_the_ledger_lives_another_life() throws IOException {
        Random random = new Random(20261126);
        for (int run = 0; run < 12; run++) {
            Path here = Files.createDirectory(directory.resolve("run" + run));
            String life;
            long root;
            try (Ledger ledger = open(here)) {
                fill(ledger, 1, 400);
                life = ledger.life();
                root = root(ledger);
            }
            long pages = Files.size(here.resolve("ledger.db")) / PAGE;
            // Every third run the first page, which holds the list of tables, or the one that leads to the table's other pages.
            long page = run % 3 == 0 ? 0 : run % 3 == 1 ? root : random.nextInt((int) pages);
            overwrite(here.resolve("ledger.db"), page * PAGE, random, PAGE);
            try (Ledger ledger = open(here)) {
                Set<Integer> left = rows(ledger);
                assertTrue(left.size() >= (page == root ? 400 : 300), "page " + page + " of " + pages + " in run " + run + " left " + left.size());
                if (Files.exists(here.resolve("quarantine/1"))) {
                    assertNotEquals(life, ledger.life());
                }
                fill(ledger, 1000, 1010);
                assertTrue(rows(ledger).containsAll(left));
            }
        }
    }

    @Test
    void a_table_too_large_for_one_page_to_lead_to_its_rows_loses_none_with_any_of_those() throws IOException {
        Path whole = Files.createDirectory(directory.resolve("whole"));
        long root;
        try (Ledger ledger = open(whole)) {
            fill(ledger, 1, 17_000);
            fill(ledger, Integer.MAX_VALUE - 10, Integer.MAX_VALUE - 1);
            root = root(ledger);
        }
        byte[] all = Files.readAllBytes(whole.resolve("ledger.db"));
        Random random = new Random(20261127);
        int tried = 0;
        for (int page = 1; page < all.length / PAGE; page++) {
            // Those that lead to other pages of a table.
            if (all[page * PAGE] == 5) {
                Path here = copy(whole, "page" + page);
                overwrite(here.resolve("ledger.db"), (long) page * PAGE, random, PAGE);
                try (Ledger ledger = open(here)) {
                    assertEquals(17_010, rows(ledger).size(), "page " + page + ", root " + root);
                    ledger.tend();
                    assertTrue(conditions.present().toString().contains(" 0 could not be read"), () -> conditions.present().toString());
                }
                tried++;
            }
        }
        assertTrue(tried >= 3, "only " + tried + " pages lead to others");
    }

    @Test
    void damage_found_while_serving_costs_one_call_and_the_next_one_is_answered() throws IOException {
        try (Ledger ledger = open()) {
            fill(ledger, 1, 400);
        }
        try (Ledger ledger = open()) {
            // Nothing of the table is in anybody's memory yet.
            ledger.read(tx -> 1);
            String life = ledger.life();
            Path file = directory.resolve("ledger.db");
            long pages = Files.size(file) / PAGE;
            for (long page = 1; page < pages; page += 2) {
                overwrite(file, page * PAGE, new Random(page), PAGE);
            }
            int refused = 0;
            for (int i = 0; i < 3; i++) {
                try {
                    rows(ledger);
                } catch (LedgerException told) {
                    refused++;
                    assertEquals(LedgerFault.DAMAGED, told.fault());
                    clock.step(Ledger.RETRY);
                }
            }
            assertTrue(refused <= 1, "refused " + refused + " times");
            fill(ledger, 1000, 1010);
            assertTrue(rows(ledger).contains(1005));
            assertNotEquals(life, ledger.life());
        }
    }

    @Test
    void a_flipped_bit_in_the_log_does_not_silently_take_back_the_commits_behind_it() throws IOException {
        Path there = crashed(40);
        Path wal = there.resolve("ledger.db-wal");
        long frames = (Files.size(wal) - 32) / FRAME;
        overwrite(wal, 32 + (frames / 2) * FRAME + 24 + 100, new Random(7), 1);
        try (Ledger ledger = open(there)) {
            assertEquals(range(1, 40), rows(ledger), "all commits are there, also those behind the damaged frame");
            assertTrue(Files.exists(there.resolve("quarantine/1/ledger.db-wal")));
        }
    }

    @Test
    void a_flipped_bit_in_the_last_commit_but_one_takes_back_neither() throws IOException {
        Path there = crashed(12);
        Path wal = there.resolve("ledger.db-wal");
        long frames = (Files.size(wal) - 32) / FRAME;
        Path torn = copy(there, "torn");
        overwrite(wal, 32 + (frames - 2) * FRAME + 24 + 2000, new Random(7), 1);
        try (Ledger ledger = open(there)) {
            assertEquals(range(1, 12), rows(ledger));
            assertTrue(Files.exists(there.resolve("quarantine/1/ledger.db-wal")));
        }
        overwrite(torn.resolve("ledger.db-wal"), 32 + (frames - 1) * FRAME + 24 + 2000, new Random(7), 1);
        try (Ledger ledger = open(torn)) {
            assertEquals(range(1, 11), rows(ledger), "the very last may have been under way when the power went");
            assertFalse(Files.exists(torn.resolve("quarantine/1")));
        }
    }

    @Test
    void a_log_with_a_damaged_header_is_read_all_the_same() throws IOException {
        Path there = crashed(20);
        overwrite(there.resolve("ledger.db-wal"), 16, new Random(3), 8);
        try (Ledger ledger = open(there)) {
            assertEquals(range(1, 20), rows(ledger));
        }
    }

    @Test
    void a_log_cut_anywhere_as_by_a_power_cut_is_no_damage_and_ends_with_a_whole_commit() throws IOException {
        Path there = crashed(12);
        Path wal = there.resolve("ledger.db-wal");
        byte[] whole = Files.readAllBytes(wal);
        int before = 0;
        for (int cut = 0; cut <= whole.length; cut += cut % FRAME == 32 ? FRAME / 2 : cut == 0 ? 32 : FRAME / 2) {
            Path here = copy(there, "cut" + cut);
            Files.write(here.resolve("ledger.db-wal"), java.util.Arrays.copyOf(whole, cut));
            try (Ledger ledger = open(here)) {
                int left = rows(ledger).size();
                assertEquals(range(1, left), rows(ledger), "cut at " + cut);
                assertTrue(left >= before);
                assertFalse(Files.exists(here.resolve("quarantine/1")), "cut at " + cut);
                before = left;
            }
        }
        assertEquals(12, before);
    }

    @Test
    void a_salvage_interrupted_anywhere_ends_the_same() throws IOException, SQLException {
        Path there = crashed(30);
        overwrite(there.resolve("ledger.db-wal"), 32 + 5 * FRAME + 300, new Random(5), 1);
        for (int stop = 0; stop < 3; stop++) {
            Path here = copy(there, "stop" + stop);
            interrupt(here, stop);
            try (Ledger ledger = open(here)) {
                assertEquals(range(1, 30), rows(ledger), "interrupted at " + stop);
                assertTrue(Files.exists(here.resolve("quarantine/1/ledger.db")));
                assertFalse(Files.exists(here.resolve("ledger.db.salvaging")));
            }
        }
    }

    /** Stops a salvage before the new ledger is made, while it is made, and before it is put in its place. */
    private static void interrupt(Path here, int stop) throws IOException, SQLException {
        Quarantine quarantine = new Quarantine(here.resolve("ledger.db"));
        try {
            quarantine.isolate((damaged, made) -> {
                if (stop > 0) {
                    new Salvage(new SchemaPages(here.resolve("ledger.db"))).salvage(damaged, made);
                }
                if (stop < 2) {
                    throw new IOException("the power went");
                }
            });
        } catch (IOException asPlayed) {
            assertEquals("the power went", asPlayed.getMessage());
        }
        if (stop == 2) {
            Files.move(here.resolve("ledger.db"), here.resolve("ledger.db.made"));
            Files.writeString(here.resolve("ledger.db.salvaging"), "1 made");
        }
    }

    /** A ledger of that many commits as a killed process leaves it: all of them in the log. */
    private Path crashed(int commits) throws IOException {
        Path living = Files.createDirectory(directory.resolve("living"));
        try (Ledger ledger = open(living)) {
            for (int i = 1; i <= commits; i++) {
                fill(ledger, i, i);
            }
            return copy(living, "crashed");
        }
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = Files.createDirectory(directory.resolve(name));
        for (String part : new String[] {"", "-wal", ".tables"}) {
            if (Files.notExists(from.resolve("ledger.db" + part))) {
                continue;
            }
            Files.copy(from.resolve("ledger.db" + part), to.resolve("ledger.db" + part), StandardCopyOption.REPLACE_EXISTING);
        }
        return to;
    }

    private static void overwrite(Path file, long at, Random random, int bytes) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] old = new byte[bytes];
            open.seek(at);
            open.readFully(old);
            for (int i = 0; i < bytes; i++) {
                old[i] ^= (byte) (1 + random.nextInt(255));
            }
            open.seek(at);
            open.write(old);
        }
    }

    private static void fill(Ledger ledger, int from, int to) {
        ledger.write(tx -> {
            PreparedStatement insert = tx.prepare("INSERT INTO act VALUES (?, ?, 'w', ?)");
            for (int i = from; i <= to; i++) {
                insert.setInt(1, i);
                insert.setString(2, "visit-" + i);
                insert.setString(3, "x".repeat(100));
                insert.executeUpdate();
            }
            return null;
        });
    }

    /** Which page of the file the table begins with, from 0. */
    private static long root(Ledger ledger) {
        return ledger.read(tx -> {
            ResultSet row = tx.prepare("SELECT rootpage - 1 FROM sqlite_schema WHERE name = 'act'").executeQuery();
            row.next();
            return row.getLong(1);
        });
    }

    private static Set<Integer> rows(Ledger ledger) {
        return ledger.read(LedgerSalvageTest::rows);
    }

    private static Set<Integer> rows(Transaction tx) throws SQLException {
        Set<Integer> rows = new TreeSet<>();
        try (ResultSet row = tx.prepare("SELECT act, visit FROM act").executeQuery()) {
            while (row.next()) {
                if (row.getString(2).equals("visit-" + row.getInt(1))) {
                    rows.add(row.getInt(1));
                }
            }
        }
        return rows;
    }

    private static Set<Integer> range(int from, int to) {
        Set<Integer> all = new TreeSet<>();
        for (int i = from; i <= to; i++) {
            all.add(i);
        }
        return all;
    }

    private Path quarantined(int number) {
        return directory.resolve("quarantine/" + number + "/ledger.db");
    }

    private Ledger open() {
        return open(directory);
    }

    private Ledger open(Path where) {
        return new Ledger(where.resolve("ledger.db"), conditions, clock);
    }
}
