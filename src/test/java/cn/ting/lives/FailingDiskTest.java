package cn.ting.lives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.ting.condition.Conditions;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import cn.ting.store.LedgerFault;
import cn.ting.store.Transaction;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, or that the kernel has given up, under a ledger: a real ext4. */
class FailingDiskTest {

    private final SteppedClock clock = new SteppedClock();
    private final Conditions conditions = new Conditions(clock);
    private LoopDisk disk;
    private int written;

    @TempDir
    Path directory;

    private void mount() {
        try {
            disk = new LoopDisk(directory);
        } catch (IOException refused) {
            assumeTrue(false, "this machine lets nobody mount, so no disk fails: " + refused.getMessage());
        }
    }

    @AfterEach
    void unmount() throws IOException {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void aDiskThatTheKernelHasGivenUpIsToldCanBeReadAndLosesNothingThatWasAnswered() throws IOException {
        mount();
        try (Ledger ledger = open()) {
            ledger.write(this::another);
            disk.giveUp();
            for (int i = 0; i < 3; i++) {
                assertThrows(LedgerException.class, () -> ledger.write(this::another));
                clock.step(Duration.ofMinutes(1));
            }
            assertTrue(conditions.has(LedgerFault.READ_ONLY) || conditions.has(LedgerFault.UNAVAILABLE), () -> conditions.present().toString());
            assertFalse(conditions.has(LedgerFault.DAMAGED) || conditions.has(LedgerFault.FULL));
            assertEquals(1, ledger.read(FailingDiskTest::count));
        }
        disk.mountAnew();
        try (Ledger ledger = open()) {
            assertEquals(1, ledger.read(FailingDiskTest::count));
            ledger.write(this::another);
            ledger.tend();
            assertFalse(conditions.has(LedgerFault.READ_ONLY) || conditions.has(LedgerFault.UNAVAILABLE), () -> conditions.present().toString());
        }
    }

    @Test
    void aFullDiskTakesWhatIsPromisedAlreadyAndNothingNew() throws IOException {
        mount();
        try (Ledger ledger = open()) {
            ledger.tend();
            ledger.promise(this::another);
            Path other = disk.place().resolve("somebody-elses");
            assertThrows(IOException.class, () -> fill(other));

            LedgerException full = assertThrows(LedgerException.class, () -> many(() -> ledger.promise(this::another)));
            assertEquals(LedgerFault.FULL, full.fault());
            assertTrue(conditions.has(LedgerFault.FULL));
            many(() -> ledger.write(this::another));
            int kept = ledger.read(FailingDiskTest::count);
            assertThrows(LedgerException.class, () -> ledger.promise(this::another));

            Files.delete(other);
            ledger.tend();
            ledger.promise(this::another);
            assertFalse(conditions.has(LedgerFault.FULL));
            assertEquals(kept + 1, ledger.read(FailingDiskTest::count));
        }
    }

    /** The disks of the lives err by a library that stands before C's: what SQLite writes with has to go through it. */
    @Test
    void aDiskOfTheLivesErrsUnderALedger() throws Exception {
        Path file = directory.resolve("ledger.db");
        assertEquals("written", inAProcess(file, Map.of()));
        assertEquals("UNAVAILABLE", inAProcess(file, BadDisk.alwaysFull()));
        assertEquals("UNAVAILABLE", inAProcess(file, BadDisk.neverSynced()));
        assertEquals("written", inAProcess(file, Map.of()));
    }

    /** As with a directory that cannot be read or has no room for another name: the ledger that stands there is left as it is. */
    @Test
    void aDiskOnWhichNothingOpensIsToldAndTheLedgerServesAgainOnceItDoes() throws IOException {
        assertEquals("UNAVAILABLE, written, UNAVAILABLE, written, UNAVAILABLE, written: 3 rows", inAProcess(OpenAndShut.class,
                directory.resolve("ledger.db"), BadDisk.toldBy(directory.resolve("fiu"))));
    }

    private String inAProcess(Path file, Map<String, String> environment) throws IOException {
        return inAProcess(OneWrite.class, file, environment);
    }

    private String inAProcess(Class<?> main, Path file, Map<String, String> environment) throws IOException {
        ProcessBuilder java = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), main.getName(), file.toString());
        java.environment().putAll(environment);
        Process process = java.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip().lines().reduce((first, last) -> last).orElse("");
    }

    /** Writes once to a ledger and says what came of it. */
    static final class OneWrite {

        private OneWrite() {}

        public static void main(String[] words) {
            SteppedClock clock = new SteppedClock();
            try (Ledger ledger = new Ledger(Path.of(words[0]), new Conditions(clock), clock)) {
                ledger.write(tx -> tx.prepare("INSERT INTO act (visit, what, subject) VALUES ('visit', 'w', 's')").executeUpdate());
                System.out.println("written");
            } catch (LedgerException told) {
                System.out.println(told.fault());
            }
        }
    }

    /** Opens a ledger on a disk that it tells to err, again and again, and says what came of each. */
    static final class OpenAndShut {

        private static final SteppedClock CLOCK = new SteppedClock();

        private OpenAndShut() {}

        public static void main(String[] words) throws IOException {
            Path file = Path.of(words[0]);
            // Whatever is needed to say so is loaded before the disk errs: classes are opened too.
            String told = write(Path.of("/dev/null/ledger.db"));
            told += ", " + write(file);
            Path pipes = Path.of(System.getenv("FIU_CTRL_FIFO") + "-" + ProcessHandle.current().pid());
            try (OutputStream say = Files.newOutputStream(Path.of(pipes + ".in")); InputStream hear = Files.newInputStream(Path.of(pipes + ".out"))) {
                for (boolean full : new boolean[] {false, true}) {
                    say(BadDisk.opensNothing(full), say, hear);
                    told += ", " + write(file);
                    say(BadDisk.opensAgain(), say, hear);
                    told += ", " + write(file);
                }
            }
            try (Ledger ledger = new Ledger(file, new Conditions(CLOCK), CLOCK)) {
                System.out.println(told + ": " + ledger.read(FailingDiskTest::count) + " rows");
            }
        }

        /** Returns when it is so. */
        private static void say(String command, OutputStream say, InputStream hear) throws IOException {
            say.write(command.getBytes(StandardCharsets.US_ASCII));
            say.flush();
            while (hear.read() != '\n') {
                // Its answer, a number in a line.
            }
        }

        private static String write(Path file) {
            try (Ledger ledger = new Ledger(file, new Conditions(CLOCK), CLOCK)) {
                ledger.write(tx -> tx.prepare("INSERT INTO act (visit, what, subject) VALUES ('visit', 'w', 's')").executeUpdate());
                return "written";
            } catch (LedgerException refused) {
                return refused.fault().toString();
            }
        }
    }

    private Ledger open() {
        return new Ledger(disk.place().resolve("ledger.db"), conditions, clock);
    }

    /** More rows than fit into the room that a file on a full disk may still have of its own. */
    private static void many(Runnable write) {
        for (int i = 0; i < 100; i++) {
            write.run();
        }
    }

    private int another(Transaction tx) throws SQLException {
        PreparedStatement insert = tx.prepare("INSERT INTO act VALUES (?, 'visit', 'w', ?)");
        insert.setInt(1, ++written);
        insert.setString(2, "x".repeat(20_000));
        return insert.executeUpdate();
    }

    private static int count(Transaction tx) throws SQLException {
        try (ResultSet row = tx.prepare("SELECT count(*) FROM act").executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[4096]);
            }
        }
    }
}
