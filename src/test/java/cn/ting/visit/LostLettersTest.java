package cn.ting.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.machine.MachineId;
import cn.ting.outbox.Lane;
import cn.ting.outbox.Outbox;
import cn.ting.outbox.WaitingLetter;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page of the outbox is damaged, and the visit book beside it is whole. */
class LostLettersTest {

    private static final int PAGE = 4096;
    private static final int FACTS = 300;

    /** As one that names a person is written. */
    private record Sealed(int number, String sealed) implements Fact {

        @Override
        public String type() {
            return "queue.ticket-issued";
        }
    }

    private final SteppedClock clock = new SteppedClock();
    private MachineId machine = new MachineId(Path.of("/"));
    private Path file;
    private Ledger ledger;
    private Outbox outbox;
    private VisitBook book;

    @BeforeEach
    void file(@TempDir Path directory) {
        file = directory.resolve("ledger.db");
        open();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void what_the_book_still_tells_is_sent_again_as_what_it_was_and_nobody_is_forgotten_before() throws IOException {
        write();
        String boot = outbox.boot();
        Map<String, JsonNode> sent = letters();
        loseOfTheOutbox(1);
        Map<String, JsonNode> left = letters();
        assertTrue(left.size() < FACTS && left.size() > FACTS / 2, left.size() + " letters are left");
        assertFalse(ledger.write(book::erasePersons));
        assertEquals(FACTS, told(), "what is in no letter any more may be the last that tells it");

        while (ledger.write(book::postAgain)) {
            assertFalse(ledger.write(book::erasePersons));
        }

        assertEquals(FACTS, outbox.waiting());
        letters().forEach((id, letter) -> {
            JsonNode former = sent.get(letter.path("formerid").asText(id));
            assertEquals(seenByPlatform(former), seenByPlatform(letter));
            assertEquals(boot, letter.path("boot").asText());
            assertEquals(left.containsKey(id), letter.path("formerid").isMissingNode(), id);
            if (!left.containsKey(id)) {
                assertEquals(0, letter.path("uptime").asLong(-1), "when it was written nobody knows any more");
                assertFalse(letter.path("clocktrusted").asBoolean(true));
            }
        });
    }

    @Test
    void they_are_posted_once_however_often_the_process_begins_anew() throws IOException {
        write();
        loseOfTheOutbox(28);
        assertTrue(ledger.write(book::postAgain), "they are more than one commit takes");
        close();
        open();
        for (int step = 0; step < 10; step++) {
            ledger.write(book::postAgain);
        }
        assertEquals(FACTS, outbox.waiting());
        assertEquals(FACTS, letters().values().stream().map(letter -> letter.path("data").path("number")).distinct().count());
    }

    @Test
    void what_a_visit_has_lost_is_posted_before_what_it_writes_next_and_once() throws IOException {
        write();
        Map<String, JsonNode> sent = letters();
        loseOfTheOutbox(1);
        Set<String> left = letters().keySet();
        String lost = sent.entrySet().stream().filter(letter -> !left.contains(letter.getKey())).findFirst().orElseThrow()
                .getValue().path("orderingkey").asText();

        ledger.write(tx -> {
            book.record(tx, lost, new Sealed(FACTS, ""));
            book.record(tx, "v" + FACTS, new Sealed(FACTS + 1, ""));
            return null;
        });
        assertEquals(List.of(lost.substring(1), "" + FACTS), numbers(lost), "a number is given before it is cancelled");
        assertEquals(left.size() + 3, outbox.waiting(), "and of nobody else");

        while (ledger.write(book::postAgain)) {
            assertTrue(outbox.waiting() <= FACTS + 2);
        }
        assertEquals(FACTS + 2, outbox.waiting());
    }

    @Test
    void what_cannot_be_told_any_more_is_not_posted_with_each_fact_of_its_visit() throws IOException {
        write();
        Map<String, JsonNode> sent = letters();
        loseOfTheOutbox(1);
        Set<String> left = letters().keySet();
        JsonNode spoilt = sent.entrySet().stream().filter(letter -> !left.contains(letter.getKey())).findFirst().orElseThrow().getValue();
        String visit = spoilt.path("orderingkey").asText();
        ledger.write(tx -> tx.prepare("UPDATE fact SET payload = CAST('no JSON' AS BLOB) WHERE visit = '" + visit + "'").executeUpdate());

        for (int i = 0; i < 3; i++) {
            ledger.write(tx -> {
                book.record(tx, visit, new Sealed(FACTS, ""));
                return null;
            });
        }
        assertEquals(left.size() + 3, outbox.waiting());
        while (ledger.write(book::postAgain)) {
            assertTrue(outbox.waiting() <= FACTS + 2);
        }
        assertEquals(FACTS + 2, outbox.waiting(), "all others are sent");
    }

    @Test
    void what_a_visit_has_lost_is_looked_for_by_its_facts_alone() {
        List<String> plan = ledger.read(tx -> {
            List<String> steps = new ArrayList<>();
            try (ResultSet row = tx.prepare("EXPLAIN QUERY PLAN " + LostLetterTable.MAY_LACK).executeQuery()) {
                while (row.next()) {
                    steps.add(row.getString("detail"));
                }
            }
            return steps;
        });
        assertEquals(List.of("SEARCH fact USING INDEX fact_of_visit (visit=? AND rowid>?)"), plan);
    }

    /** Of a visit's letters, in the order in which they go. */
    private List<String> numbers(String visit) throws IOException {
        List<String> numbers = new ArrayList<>();
        for (WaitingLetter letter : outbox.after(Lane.PROMISES, 0, 2 * FACTS)) {
            if (letter.key().equals(visit)) {
                numbers.add(new ObjectMapper().readTree(outbox.envelopeOf(letter.posted()).orElseThrow()).path("data").path("number").asText());
            }
        }
        return numbers;
    }

    @Test
    void what_has_another_id_by_now_is_not_lost() throws IOException {
        write();
        outbox.rewind(outbox.epoch(), FACTS);
        outbox.rewind(outbox.epoch(), FACTS);
        loseOfTheOutbox(1);
        long left = outbox.waiting();
        assertTrue(left < FACTS && left > FACTS / 2, left + " letters are left");
        while (ledger.write(book::postAgain)) {
            assertTrue(outbox.waiting() <= FACTS);
        }
        assertEquals(FACTS, outbox.waiting());
        assertEquals(FACTS, letters().values().stream().map(letter -> letter.path("data").path("number")).distinct().count());
    }

    @Test
    void nobody_is_forgotten_while_a_letter_waits_that_has_another_id_by_now() {
        write();
        outbox.rewind(outbox.epoch(), FACTS);
        ledger.write(book::erasePersons);
        assertEquals(FACTS, told());
        outbox.settle(outbox.after(Lane.PROMISES, 0, FACTS), Map.of());
        ledger.write(book::erasePersons);
        assertEquals(0, told());
    }

    @Test
    void what_another_machine_wrote_is_told_of_and_sent_again_at_a_technicians_word(@TempDir Path hardware) throws IOException {
        machine = machine(hardware, "one");
        close();
        open();
        write();
        machine = machine(hardware, "two");
        loseOfTheOutbox(1);
        assertFalse(ledger.write(book::postAgain));
        assertEquals(FACTS, outbox.epochs().foreign(), "what waits, and what is in no letter");

        outbox.moved();
        while (ledger.write(book::postAgain)) {
            assertEquals(0, outbox.epochs().foreign());
        }
        assertEquals(0, outbox.epochs().foreign());
        assertEquals(FACTS, outbox.waiting());
    }

    private static MachineId machine(Path hardware, String serial) throws IOException {
        Path file = hardware.resolve(serial).resolve("proc/device-tree/serial-number");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "serial-" + serial + "\0");
        return new MachineId(hardware.resolve(serial));
    }

    @Test
    void a_ledger_that_was_never_damaged_posts_nothing_twice() {
        write();
        outbox.settle(outbox.after(Lane.PROMISES, 0, FACTS), Map.of());
        clock.step(Duration.ofDays(8));
        assertTrue(outbox.purge() || outbox.waiting() == 0);
        close();
        open();
        assertFalse(ledger.write(book::postAgain));
        assertEquals(0, outbox.waiting());
    }

    private void open() {
        ledger = new Ledger(file, new Conditions(clock), clock);
        outbox = new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk"), machine);
        book = new VisitBook(outbox, clock);
    }

    private void write() {
        for (int i = 0; i < FACTS; i += 50) {
            int from = i;
            ledger.write(tx -> {
                for (int n = from; n < from + 50; n++) {
                    book.record(tx, "v" + n, new Sealed(n, "x".repeat(40)));
                }
                return null;
            });
            clock.step(Duration.ofSeconds(1));
        }
    }

    private void loseOfTheOutbox(int leaves) throws IOException {
        int root = ledger.read(tx -> {
            try (ResultSet row = tx.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'outbox'").executeQuery()) {
                return row.getInt(1);
            }
        });
        String epoch = outbox.epoch();
        close();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        int page = (root - 1) * PAGE;
        assertEquals(5, bytes.get(page), "the root leads to leaves");
        // From the third on of those it leads to, https://sqlite.org/fileformat2.html#b_tree_pages
        for (int cell = 2; cell < 2 + leaves; cell++) {
            int leaf = bytes.getInt(page + bytes.getShort(page + 12 + 2 * cell));
            for (int i = 0; i < PAGE; i++) {
                bytes.put((leaf - 1) * PAGE + i, (byte) 0x5a);
            }
        }
        Files.write(file, bytes.array());
        open();
        assertNotEquals(epoch, outbox.epoch());
    }

    /** By which it knows a fact again that came under another id. */
    private static ObjectNode seenByPlatform(JsonNode event) {
        return ((ObjectNode) event.deepCopy()).retain("type", "time", "data", "boot", "orderingkey");
    }

    private long told() {
        return ledger.read(tx -> {
            try (ResultSet row = tx.prepare("SELECT count(*) FROM fact WHERE payload IS NOT NULL").executeQuery()) {
                return row.getLong(1);
            }
        });
    }

    private Map<String, JsonNode> letters() throws IOException {
        Map<String, JsonNode> letters = new TreeMap<>();
        List<Long> posted = outbox.after(Lane.PROMISES, 0, 2 * FACTS).stream().map(WaitingLetter::posted).toList();
        for (byte[] envelope : outbox.envelopesOf(posted).values()) {
            JsonNode letter = new ObjectMapper().readTree(envelope);
            letters.put(letter.path("id").asText(), letter);
        }
        return letters;
    }
}
