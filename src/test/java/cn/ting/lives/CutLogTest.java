package cn.ting.lives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.visit.Acts;
import cn.ting.visit.Milestone;
import cn.ting.visit.VisitBook;
import cn.ting.visit.WholeBook;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails while the log is written: it ends at any frame or within one, its end is of zeros, or a later block came to the disk
 * before an earlier one. Layout of the log: https://sqlite.org/fileformat2.html#walformat.
 */
class CutLogTest {

    private static final int LOG_HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int COMMITS = 5;
    private static final PlaceSettings PLACE = new PlaceSettings("demo", "k1", "亭", "Kiosk");

    @TempDir
    private Path directory;

    private final KioskClock clock = new SystemClock();
    private byte[] file;
    private byte[] log;
    /** How long the log was after each commit: what stands before was promised. */
    private final List<Integer> promised = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        Path path = directory.resolve("ledger.db");
        try (Ledger ledger = new Ledger(path, new Conditions(clock), clock)) {
            commit(ledger, 0);
        }
        Ledger ledger = new Ledger(path, new Conditions(clock), clock);
        file = Files.readAllBytes(path);
        for (int n = 1; n <= COMMITS; n++) {
            commit(ledger, n);
            promised.add((int) Files.size(log(path)));
        }
        log = Files.readAllBytes(log(path));
        ledger.close();
    }

    private void commit(Ledger ledger, int n) {
        Outbox outbox = new Outbox(ledger, clock, PLACE);
        VisitBook book = new VisitBook(outbox, clock);
        ledger.write(tx -> {
            book.record(tx, "visit-" + n, new Milestone.Began("touch"));
            book.record(tx, "visit-" + n, new LifeWork.Step("mark-" + n, n));
            return new Acts(ledger, book).intend(tx, "visit-" + n, "slip", "ticket-" + n);
        });
    }

    @Test
    void what_was_promised_before_the_cut_is_there_and_what_was_not_is_there_whole_or_not_at_all() throws Exception {
        int frame = FRAME_HEADER + ByteBuffer.wrap(log).getInt(8);
        int cuts = 0;
        for (int end = LOG_HEADER; end <= log.length; end += frame) {
            for (int within : new int[] {0, 1, FRAME_HEADER, frame / 2, frame - 1}) {
                if (end + within <= log.length) {
                    holds(Arrays.copyOf(log, end + within), end + within, "ends at " + (end + within));
                    cuts++;
                }
            }
            holds(Arrays.copyOf(Arrays.copyOf(log, end), log.length), end, "zeros from " + end);
            cuts++;
        }
        assertTrue(cuts > COMMITS * 6, cuts + " cuts");
    }

    @Test
    void a_block_that_came_too_early_takes_nothing_away_that_was_promised() throws Exception {
        int frame = FRAME_HEADER + ByteBuffer.wrap(log).getInt(8);
        int last = promised.get(COMMITS - 2);
        for (int lost = last; lost < log.length; lost += frame) {
            byte[] torn = log.clone();
            Arrays.fill(torn, lost, Math.min(lost + frame, log.length), (byte) 0);
            holds(torn, lost, "lost at " + lost);
        }
    }

    private void holds(byte[] cut, int length, String how) throws Exception {
        Path there = Files.createDirectory(directory.resolve(how.replace(' ', '-')));
        Path path = there.resolve("ledger.db");
        Files.write(path, file);
        Files.write(log(path), cut);
        long least = 1 + promised.stream().filter(size -> size <= length).count();
        try (Ledger ledger = new Ledger(path, new Conditions(clock), clock)) {
            commit(ledger, COMMITS + 1);
        }
        assertEquals("", WholeBook.breaks(path), how);
        try (Connection rows = DriverManager.getConnection("jdbc:sqlite:" + path)) {
            long visits = one(rows, "SELECT count(DISTINCT visit) FROM fact") - 1;
            assertTrue(visits >= least && visits <= least + 1, how + ": " + visits + " visits, promised were " + least);
            assertEquals(2 * (visits + 1), one(rows, "SELECT count(*) FROM fact"), how);
            assertEquals(2 * (visits + 1), one(rows, "SELECT count(*) FROM outbox"), how);
            assertEquals(visits + 1, one(rows, "SELECT count(*) FROM act"), how);
            assertEquals(one(rows, "SELECT count(*) FROM outbox"),
                    one(rows, "SELECT count(DISTINCT epoch || '/' || number) FROM outbox"), how);
        }
    }

    private static long one(Connection rows, String sql) throws SQLException {
        try (ResultSet row = rows.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Path log(Path path) {
        return path.resolveSibling(path.getFileName() + "-wal");
    }
}
