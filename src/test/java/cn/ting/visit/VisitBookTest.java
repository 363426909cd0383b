package cn.ting.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.machine.MachineId;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.BorrowedClock;
import cn.ting.time.KioskClock;
import cn.ting.time.SteppedClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitBookTest {

    private final SteppedClock clock = new SteppedClock();
    private Path file;
    private Ledger ledger;
    private Outbox outbox;
    private VisitBook book;

    @BeforeEach
    void open(@TempDir Path directory) {
        file = directory.resolve("ledger.db");
        ledger = new Ledger(file, new Conditions(clock), clock);
        outbox = new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk"));
        book = new VisitBook(outbox, clock);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void a_fact_its_entry_and_its_letter_are_one_commit() {
        record(3);
        assertEquals(3, outbox.waiting());
        assertEquals(3, VerifyBook.verify(file).entries());
        assertTrue(VerifyBook.verify(file).whole());
    }

    @Test
    void a_changed_payload_is_found_by_its_entry() {
        record(5);
        ledger.write(tx -> tx.prepare("UPDATE fact SET payload = X'7b7d' WHERE entry = 3").executeUpdate());
        assertEquals("entry 3 does not follow the one before it: the book was changed", VerifyBook.verify(file).toString());
    }

    @Test
    void a_removed_entry_is_found_by_the_one_after_it() {
        record(5);
        ledger.write(tx -> tx.prepare("DELETE FROM fact WHERE entry = 2").executeUpdate());
        assertFalse(VerifyBook.verify(file).whole());
        assertEquals(3, VerifyBook.verify(file).entries());
    }

    @Test
    void an_erased_payload_leaves_the_chain_whole() {
        record(5);
        ledger.write(tx -> tx.prepare("UPDATE fact SET payload = NULL WHERE entry = 3").executeUpdate());
        assertTrue(VerifyBook.verify(file).whole());
    }

    @Test
    void what_a_failed_transaction_wrote_is_not_followed() {
        record(2);
        assertThrows(IllegalStateException.class, () -> ledger.write(tx -> {
            book.record(tx, "v1", new Milestone.Began("card"));
            throw new IllegalStateException("refused");
        }));
        record(2);
        assertEquals(4, VerifyBook.verify(file).entries());
        assertTrue(VerifyBook.verify(file).whole());
    }

    @Test
    void book_and_letter_tell_the_same_moment_however_long_a_fact_takes() throws IOException {
        KioskClock slow = new BorrowedClock(clock) {
            @Override
            public Instant best() {
                clock.step(Duration.ofMillis(7));
                return super.best();
            }
        };
        outbox = new Outbox(ledger, slow, new PlaceSettings("area", "k1", "亭", "Kiosk"));
        book = new VisitBook(outbox, slow);

        record(1);

        assertEquals(written(1), letter(1).path("time").asText());
    }

    @Test
    void a_time_that_is_told_as_a_fact_is_written_makes_nothing_sure_that_was_read_before() throws IOException {
        clock.untold();
        KioskClock interrupted = new BorrowedClock(clock) {
            @Override
            public Instant best() {
                Instant now = clock.best();
                clock.told(Instant.parse("2026-11-24T04:30:00Z"));
                return now;
            }

            @Override
            public boolean sure() {
                boolean now = clock.sure();
                clock.told(Instant.parse("2026-11-24T04:30:00Z"));
                return now;
            }
        };
        outbox = new Outbox(ledger, interrupted, new PlaceSettings("area", "k1", "亭", "Kiosk"));
        book = new VisitBook(outbox, interrupted);

        record(1);

        assertFalse(letter(1).path("clocktrusted").asBoolean());
    }

    @Test
    void a_fact_happened_when_the_platforms_time_says_so_and_says_that_this_is_sure() throws IOException {
        clock.untold();
        record(1);
        clock.told(Instant.parse("2026-11-24T04:30:00Z"));
        clock.step(Duration.ofSeconds(5));
        record(1);

        assertEquals("2026-11-23T01:30:00Z", written(1), "nobody had said what time it is");
        assertFalse(letter(1).path("clocktrusted").asBoolean());
        assertEquals("2026-11-24T04:30:05Z", written(2));
        assertEquals(written(2), letter(2).path("time").asText());
        assertTrue(letter(2).path("clocktrusted").asBoolean());
        assertTrue(VerifyBook.verify(file).whole());
    }

    private String written(int entry) {
        return ledger.read(tx -> tx.prepare("SELECT at FROM fact WHERE entry = " + entry).executeQuery().getString(1));
    }

    private JsonNode letter(int posted) throws IOException {
        return new ObjectMapper().readTree(outbox.envelopeOf(posted).orElseThrow());
    }

    @Test
    void a_book_opened_anew_goes_on_where_the_last_one_ended() {
        record(3);
        book = new VisitBook(outbox, clock);
        record(1);
        assertEquals(4, VerifyBook.verify(file).entries());
        assertTrue(VerifyBook.verify(file).whole());
    }

    @Test
    void an_act_has_one_outcome_and_an_unfinished_one_is_still_known_after_a_restart() {
        Acts acts = new Acts(ledger, book);
        Act printed = ledger.write(tx -> acts.intend(tx, "v1", "slip", "t1"));
        Act cutOff = ledger.write(tx -> acts.intend(tx, "v1", "slip", "t2"));
        acts.conclude(printed, new Milestone.Slip("t1", "printed", ""));
        acts.conclude(printed, new Milestone.Slip("t1", "notprinted", "receipt.paper-out"));
        assertEquals(1, outbox.waiting());
        assertEquals(List.of(cutOff), new Acts(ledger, book).unfinished("slip"));
    }

    @Test
    void an_act_of_a_resident_who_came_before_the_last_life_was_answered_for_is_not_taken_for_one_of_that() {
        Act cutOff = ledger.write(tx -> new Acts(ledger, book).intend(tx, "v1", "slip", "t1"));
        Acts acts = new Acts(ledger, book);
        ledger.write(tx -> acts.intend(tx, "v2", "slip", "t2"));
        assertEquals(List.of(cutOff), acts.unfinished("slip"));
    }

    /** A clone would tell what became of a slip that its original tells of, too, and before its number came. */
    @Test
    void an_act_of_another_machine_is_answered_there_or_once_its_disk_was_moved(@TempDir Path machines) throws IOException {
        at(machine(machines, "one"));
        Act cutOff = ledger.write(tx -> {
            book.record(tx, "v1", new Milestone.Began("touch"));
            return new Acts(ledger, book).intend(tx, "v1", "slip", "t1");
        });
        assertEquals(List.of(cutOff), new Acts(ledger, book).unfinished("slip"));

        at(machine(machines, "two"));
        assertEquals(List.of(), new Acts(ledger, book).unfinished("slip"));
        at(machine(machines, "one"));
        assertEquals(List.of(cutOff), new Acts(ledger, book).unfinished("slip"));

        at(machine(machines, "two"));
        outbox.moved();
        assertEquals(List.of(cutOff), new Acts(ledger, book).unfinished("slip"));
    }

    private void at(MachineId machine) {
        outbox = new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk"), machine);
        book = new VisitBook(outbox, clock);
        outbox.epoch();
    }

    private static MachineId machine(Path machines, String serial) throws IOException {
        Path file = machines.resolve(serial).resolve("proc/device-tree/serial-number");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "serial-" + serial + "\0");
        return new MachineId(machines.resolve(serial));
    }

    @Test
    void a_file_that_cannot_be_read_is_said_in_one_line_and_is_no_verdict(@TempDir Path elsewhere) throws IOException {
        Path garbage = Files.writeString(elsewhere.resolve("garbage.db"), "this is no ledger at all; ".repeat(100));
        for (Path unreadable : List.of(elsewhere.resolve("missing.db"), garbage, elsewhere)) {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            assertEquals(2, VerifyBook.run(new String[] {unreadable.toString()}, new PrintStream(said)));
            assertEquals(1, said.toString().lines().count(), said::toString);
        }
        assertFalse(Files.exists(elsewhere.resolve("missing.db")), "looking makes no file");
    }

    private void record(int count) {
        ledger.write(tx -> {
            for (int i = 0; i < count; i++) {
                book.record(tx, "v1", new Milestone.Began("touch"));
            }
            return null;
        });
    }
}
