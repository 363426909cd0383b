package cn.ting.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.machine.MachineId;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutboxTest extends OutboxCases {

    @Test
    void numbers_have_no_gap_where_a_transaction_failed() {
        assertEquals(1, post());
        assertThrows(IllegalStateException.class, () -> ledger.write(tx -> {
            outbox.post(tx, letter());
            throw new IllegalStateException("changed my mind");
        }));
        assertEquals(2, post());
        assertEquals(List.of(3L, 4L), ledger.write(tx -> List.of(outbox.post(tx, letter()), outbox.post(tx, letter()))));
    }

    @Test
    void what_the_ledger_holds_decides_the_next_number_after_a_commit_that_failed() {
        post();
        // A child without a parent is refused by COMMIT itself, after the letter took its number.
        assertThrows(LedgerException.class, () -> ledger.write(tx -> {
            tx.prepare("PRAGMA defer_foreign_keys = ON").execute();
            tx.prepare("INSERT INTO ticket (ticket, visit, hall, service, number, lease, business_date, taken_at, code, valid_until)"
                    + " VALUES ('t', 'v', 'h', 's', 'A001', 'none', 'd', 'd', 'c', 'd')").executeUpdate();
            return outbox.post(tx, letter());
        }));
        // The row that a COMMIT which only seemed to fail would have left.
        ledger.write(tx -> tx.prepare("INSERT INTO outbox (epoch, number, key, type, envelope)"
                + " SELECT epoch, 2, 'k', 't', X'' FROM link_epoch").executeUpdate());
        assertEquals(3, post());
    }

    @Test
    void a_ledger_that_cannot_be_read_at_start_is_asked_for_its_epoch_when_it_can() throws IOException {
        Path broken = directory.resolve("broken.db");
        Files.createDirectory(broken);
        try (Ledger late = new Ledger(broken, new Conditions(clock), clock)) {
            Outbox waits = new Outbox(late, clock, PLACE);
            assertThrows(LedgerException.class, waits::epoch);
            Files.delete(broken);
            clock.step(Duration.ofSeconds(10));
            assertEquals(1L, (long) late.write(tx -> waits.post(tx, letter())));
            assertEquals(2, waits.nextNumber());
        }
    }

    @Test
    void numbers_go_on_after_a_restart_whether_letters_wait_or_not() {
        post();
        post();
        reopen();
        assertEquals(3, post());

        settleAll();
        reopen();
        assertEquals(4, post());
        assertEquals(Map.of(outbox.epoch(), 3L), outbox.lastNumbersBefore());
    }

    @Test
    void the_epoch_and_the_order_of_letters_outlive_a_restart_and_the_boot_does_not() {
        String epoch = outbox.epoch();
        String boot = outbox.boot();
        post();
        settleAll();
        reopen();
        post();

        assertEquals(epoch, outbox.epoch());
        assertNotEquals(boot, outbox.boot());
        assertEquals(2, outbox.after(Lane.PROMISES, 0, 10).get(0).posted(), "a place in the outbox is never given twice");
    }

    @Test
    void a_place_that_another_letter_has_got_is_not_marked_for_the_one_before() {
        post();
        post();
        post();
        List<WaitingLetter> letters = outbox.after(Lane.PROMISES, 0, 10);
        WaitingLetter second = letters.get(1);
        WaitingLetter ofAnotherNumber = new WaitingLetter(second.posted(), Lane.PROMISES, second.epoch(), 7, second.key());
        WaitingLetter ofAnotherEpoch = new WaitingLetter(3, Lane.PROMISES, "another", 3, second.key());

        outbox.settle(List.of(letters.get(0), ofAnotherNumber, ofAnotherEpoch), Map.of());

        assertEquals(List.of(2L, 3L), outbox.after(Lane.PROMISES, 0, 10).stream().map(WaitingLetter::posted).toList());
    }

    @Test
    void a_letter_travels_as_a_cloud_event() throws IOException {
        post();

        JsonNode event = new ObjectMapper().readTree(outbox.envelopesOf(List.of(1L)).get(1L));

        assertEquals("1.0", event.path("specversion").asText());
        assertEquals("kiosk-1/" + outbox.epoch() + "/1", event.path("id").asText());
        assertEquals("/ting/1/demo/kiosk/kiosk-1", event.path("source").asText());
        assertEquals("cn.ting.visit.began", event.path("type").asText());
        assertEquals("2026-11-23T01:30:00Z", event.path("time").asText());
        assertEquals("v\"1", event.path("orderingkey").asText());
        assertEquals(7, event.path("data").path("n").asInt());
        assertTrue(event.path("clocktrusted").asBoolean());
    }

    @Test
    void a_letter_of_no_visit_is_dated_by_the_platforms_time_too() throws IOException {
        clock.told(Instant.parse("2026-11-22T22:30:00Z"));
        post();

        JsonNode event = new ObjectMapper().readTree(outbox.envelopeOf(1L).orElseThrow());

        assertEquals("2026-11-22T22:30:00Z", event.path("time").asText());
        assertTrue(event.path("clocktrusted").asBoolean());
    }

    @Test
    void a_receipted_letter_is_kept_for_a_week_and_its_number_is_never_given_again() {
        post();
        post();
        settleAll();
        clock.step(Outbox.KEPT.minusHours(1));
        assertFalse(outbox.purge());
        assertTrue(outbox.envelopesOf(List.of(2L)).containsKey(2L));

        clock.step(Duration.ofHours(2));
        assertFalse(outbox.purge());

        assertTrue(outbox.envelopesOf(List.of(2L)).isEmpty());
        reopen();
        assertEquals(3, post());
    }

    @Test
    void what_was_receipted_under_a_wrong_clock_is_kept_as_long_from_when_it_is_right_again() {
        post();
        clock.told(clock.instant().plus(Duration.ofDays(365)));
        settleAll();
        clock.step(Duration.ofDays(365));
        clock.told(clock.instant());

        assertFalse(outbox.purge());
        assertEquals(1, outbox.revive(outbox.epoch(), 0, number -> false), "a platform that is put back gets it again");
        settleAll();
        clock.step(Outbox.KEPT.plusHours(1));
        assertFalse(outbox.purge());
        assertTrue(outbox.envelopesOf(List.of(1L)).isEmpty());
    }

    @Test
    void a_sealed_person_is_let_go_of_with_the_receipt_and_the_letter_says_so() throws IOException {
        String data = "{\"n\":7,\"person\":{\"pseudonym\":\"p\",\"sealed\":{\"ct\":\"a-secret-nobody-may-find\"}}}";
        ledger.write(tx -> outbox.post(tx, new Letter("queue.ticket-issued", "v", data.getBytes(StandardCharsets.UTF_8))));
        settleAll();

        JsonNode event = new ObjectMapper().readTree(outbox.envelopesOf(List.of(1L)).get(1L));

        assertEquals("{\"n\":7,\"person\":{\"pseudonym\":\"p\"}}", event.path("data").toString());
        assertTrue(event.path("stripped").asBoolean());
        assertEquals(1, outbox.revive(outbox.epoch(), 0, number -> false));
        assertEquals(1, outbox.waiting());
    }

    @Test
    void on_another_machine_a_new_epoch_begins_and_what_waits_of_the_old_one_is_sent_only_once_it_was_moved() throws IOException {
        reopen(machine("one"));
        String epoch = outbox.epoch();
        post();
        reopen(machine("one"));
        assertEquals(epoch, outbox.epoch());

        reopen(machine("two"));
        assertNotEquals(epoch, outbox.epoch());
        assertEquals(1, post(), "numbers count within the new epoch");
        assertEquals(List.of(2L), outbox.after(Lane.PROMISES, 0, 10).stream().map(WaitingLetter::posted).toList());
        assertEquals(1, outbox.epochs().foreign());

        outbox.moved();
        assertEquals(0, outbox.epochs().foreign());
        assertEquals(List.of(1L, 2L), outbox.after(Lane.PROMISES, 0, 10).stream().map(WaitingLetter::posted).toList());
    }

    @Test
    void a_salvaged_ledger_begins_a_new_epoch_and_its_letters_keep_their_ids() throws IOException {
        post();
        String epoch = outbox.epoch();
        post();
        close();
        Path file = directory.resolve("ledger.db");
        byte[] bytes = Files.readAllBytes(file);
        // An index of another room; letters and epochs are in other pages.
        int page = Ledger.readOnly(file, tx -> {
            try (ResultSet row = tx.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'fact_at'").executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
        Arrays.fill(bytes, (page - 1) * 4096, page * 4096, (byte) 0x5a);
        Files.write(file, bytes);

        open();
        assertEquals(1, post());

        assertNotEquals(epoch, outbox.epoch());
        List<WaitingLetter> waiting = outbox.after(Lane.PROMISES, 0, 10);
        assertEquals(List.of(epoch, epoch, outbox.epoch()), waiting.stream().map(WaitingLetter::epoch).toList());
        assertEquals(List.of(1L, 2L, 1L), waiting.stream().map(WaitingLetter::number).toList());
    }

    @Test
    void an_epoch_the_platform_knows_otherwise_is_given_up_and_what_waits_in_it_gets_new_ids() throws IOException {
        post();
        settleAll();
        post();
        String epoch = outbox.epoch();

        outbox.rewind(epoch, 9);

        assertNotEquals(epoch, outbox.epoch());
        WaitingLetter waiting = outbox.after(Lane.PROMISES, 0, 10).get(0);
        assertEquals(outbox.epoch() + "/1", waiting.epoch() + "/" + waiting.number());
        JsonNode event = new ObjectMapper().readTree(outbox.envelopesOf(List.of(waiting.posted())).get(waiting.posted()));
        assertEquals("kiosk-1/" + epoch + "/2", event.path("formerid").asText());
        assertEquals("kiosk-1/" + outbox.epoch() + "/1", event.path("id").asText());
        assertEquals(7, event.path("data").path("n").asInt());
        assertEquals(2, post());
        reopen();
        assertEquals(9, outbox.lastNumbersBefore().get(epoch), "so far the platform has numbers of it");
    }

    @Test
    void a_letter_that_was_renamed_often_names_its_first_id_and_those_it_had_since() throws IOException {
        post();
        List<String> had = new ArrayList<>();
        for (int times = 0; times < 20; times++) {
            had.add("kiosk-1/" + outbox.epoch() + "/1");
            outbox.rewind(outbox.epoch(), 1);
            JsonNode event = new ObjectMapper().readTree(outbox.envelopeOf(1).orElseThrow());
            List<String> told = had.size() <= 16 ? had : Stream.concat(had.stream().limit(1), had.stream().skip(had.size() - 15)).toList();
            assertEquals(had.get(0), event.path("formerid").asText(), "a person is sealed to it, and the visit book names it");
            assertEquals(times == 0 ? "" : String.join(" ", told), event.path("formerids").asText());
            assertEquals(7, event.path("data").path("n").asInt());
        }
    }

    @Test
    void listeners_hear_of_a_letter_once_it_is_committed() {
        List<Long> heard = new ArrayList<>();
        outbox.onPost(() -> heard.add(outbox.nextNumber()));

        ledger.write(tx -> List.of(outbox.post(tx, letter()), outbox.post(tx, letter())));

        assertEquals(List.of(3L), heard);
    }

    private long post() {
        return ledger.write(tx -> outbox.post(tx, letter()));
    }

    @Test
    void when_a_letter_was_last_receipted_by_a_confirmed_clock_has_passed_whatever_a_clock_says() {
        assertEquals(Optional.empty(), outbox.epochs().lastReceipted());
        post();
        settleAll();
        Instant then = clock.instant();
        clock.step(Duration.ofDays(1));
        clock.told(Instant.EPOCH);
        post();
        settleAll();
        assertEquals(Optional.of(then), outbox.epochs().lastReceipted());
    }

    private void settleAll() {
        outbox.settle(outbox.after(Lane.PROMISES, 0, 100), Map.of());
    }

    private void reopen() {
        close();
        open();
    }

    private void reopen(MachineId machine) {
        reopen();
        outbox = new Outbox(ledger, clock, PLACE, machine);
    }

    private MachineId machine(String serial) throws IOException {
        Path file = directory.resolve(serial).resolve("proc/device-tree/serial-number");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "serial-" + serial + "\0");
        return new MachineId(directory.resolve(serial));
    }

    private static Letter letter() {
        return new Letter("visit.began", "v\"1", "{\"n\":7}".getBytes(StandardCharsets.UTF_8));
    }
}
