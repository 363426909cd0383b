package cn.ting.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.link.Document;
import cn.ting.link.Documents;
import cn.ting.outbox.Lane;
import cn.ting.outbox.Outbox;
import cn.ting.outbox.WaitingLetter;
import cn.ting.settings.PlaceSettings;
import cn.ting.store.Ledger;
import cn.ting.time.BorrowedClock;
import cn.ting.time.SteppedClock;
import cn.ting.visit.Milestone;
import cn.ting.visit.VisitBook;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TalliesTest {

    private static final PlaceSettings PLACE = new PlaceSettings("area", "k1", "亭", "Kiosk");

    @TempDir
    Path directory;

    /** Starts on Monday, 23 November 2026, half past nine. */
    private final SteppedClock clock = new SteppedClock();
    private final Conditions conditions = new Conditions(clock);
    private Ledger ledger;
    private Outbox outbox;
    private VisitBook book;
    private Tallies tallies;

    @BeforeEach
    void open() {
        ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock);
        anew();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void a_day_is_tallied_once_when_it_is_over() throws IOException {
        write("v1", new Milestone.Began("touch"));
        write("v1", new Milestone.Slip("t1", "printed", ""));
        write("v1", new Milestone.Slip("t2", "notprinted", "receipt.paper-out"));
        write("v2", new Milestone.Began("card"));
        tallies.tally();
        assertEquals(4, outbox.waiting(), "the day is not over");

        clock.step(Duration.ofHours(15));
        tallies.tally();
        tallies.tally();

        assertEquals(5, outbox.waiting());
        JsonNode tally = letter(5).path("data");
        assertEquals("k1", letter(5).path("orderingkey").asText());
        assertEquals("2026-11-23", tally.path("day").asText());
        assertEquals("[{\"epoch\":\"" + outbox.epoch() + "\",\"first\":1,\"last\":4,\"facts\":4}]", tally.path("epochs").toString());
        assertEquals("{\"queue.slip/notprinted\":1,\"queue.slip/printed\":1,\"visit.began\":2}", tally.path("counts").toString());
        assertEquals(64, tally.path("head").asText().length());
    }

    @Test
    void a_day_without_facts_is_no_letter_and_days_that_were_missed_are_made_up_for() throws IOException {
        write("v1", new Milestone.Began("touch"));
        clock.step(Duration.ofDays(1));
        write("v2", new Milestone.Began("touch"));
        clock.step(Duration.ofDays(2));
        tallies.tally();
        assertEquals(4, outbox.waiting());
        assertEquals("2026-11-23", letter(3).path("data").path("day").asText());
        assertEquals("2026-11-24", letter(4).path("data").path("day").asText());
    }

    @Test
    void what_was_written_by_a_wrong_clock_between_a_days_facts_counts_with_them() throws IOException {
        write("v1", new Milestone.Began("touch"));
        SteppedClock wrong = new SteppedClock(Instant.parse("2027-11-23T01:30:00Z"));
        writeAnew(wrong, "v2");
        writeAnew(clock, "v3");
        anew();

        clock.step(Duration.ofHours(15));
        tallies.tally();

        JsonNode tally = letter(4).path("data");
        assertEquals("[{\"epoch\":\"" + outbox.epoch() + "\",\"first\":1,\"last\":3,\"facts\":3}]", tally.path("epochs").toString());
        assertEquals("{\"visit.began\":3}", tally.path("counts").toString());
    }

    @Test
    void what_a_clock_without_a_battery_has_dated_long_ago_is_in_the_tally_of_the_day_that_follows() throws IOException {
        write("v1", new Milestone.Began("touch"));
        clock.step(Duration.ofHours(22));
        // Switched on in the morning without a link: 30 numbers are given before anybody tells the time.
        SteppedClock dead = new SteppedClock(Instant.EPOCH);
        for (int i = 0; i < 30; i++) {
            writeAnew(dead, "w" + i);
        }
        anew();
        tallies.tally();
        write("v2", new Milestone.Began("touch"));
        // And once more after the day's last fact.
        writeAnew(dead, "x1");
        anew();
        clock.step(Duration.ofDays(1));
        tallies.tally();
        write("v3", new Milestone.Began("touch"));
        clock.step(Duration.ofDays(1));
        tallies.tally();
        tallies.tally();

        List<JsonNode> told = tallies();
        assertEquals(3, told.size());
        assertEquals("[1..1]", numbers(told.get(0)));
        assertEquals("[2..33]", numbers(told.get(1)), "2..31 were dated long ago");
        assertEquals("{\"upkeep.tally\":1,\"visit.began\":31}", told.get(1).path("counts").toString());
        assertEquals("[34..36]", numbers(told.get(2)), "what came behind a day's last fact comes with the next");
    }

    private static String numbers(JsonNode tally) {
        List<String> ranges = new ArrayList<>();
        tally.path("epochs").forEach(epoch -> ranges.add(epoch.path("first") + ".." + epoch.path("last")));
        return ranges.toString();
    }

    private List<JsonNode> tallies() throws IOException {
        List<JsonNode> told = new ArrayList<>();
        for (WaitingLetter letter : outbox.after(Lane.PROMISES, 0, 100)) {
            if (letter(letter.posted()).path("type").asText().equals("cn.ting.upkeep.tally")) {
                told.add(letter(letter.posted()).path("data"));
            }
        }
        return told;
    }

    /** The kiosk begins anew, with the clock set right. */
    private void anew() {
        outbox = new Outbox(ledger, clock, PLACE);
        book = new VisitBook(outbox, clock);
        tallies = new Tallies(ledger, book, outbox, new Documents(), PLACE, conditions, clock);
    }

    /** As another life of the kiosk with that clock would. */
    private void writeAnew(SteppedClock by, String visit) {
        VisitBook anew = new VisitBook(new Outbox(ledger, by, PLACE), by);
        ledger.write(tx -> {
            anew.record(tx, visit, new Milestone.Began("touch"));
            return null;
        });
    }

    @Test
    void a_day_far_ahead_in_a_spoilt_row_stops_no_tally_and_is_tallied_when_it_comes() throws IOException {
        write("v1", new Milestone.Began("touch"));
        clock.step(Duration.ofHours(15));
        tallies.tally();
        for (String spoilt : List.of("'2036-11-24', 2", "'2026-11-26', 2", "'2026-11-20', 9000000")) {
            ledger.write(tx -> tx.prepare("INSERT OR REPLACE INTO tally (day, entry) VALUES (" + spoilt + ")").executeUpdate());
        }
        for (int day = 0; day < 4; day++) {
            write("w" + day, new Milestone.Began("touch"));
            clock.step(Duration.ofDays(1));
            tallies.tally();
        }
        assertEquals(List.of("2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"),
                tallies().stream().map(tally -> tally.path("day").asText()).toList());
        assertEquals("[8..9]", numbers(tallies().get(4)));

        tallies.lookForAnswers();
        clock.step(Duration.ofHours(7));
        settleAll();
        tallies.lookForAnswers();
        assertEquals(5, conditions.present().size(), "a day that is not over has no answer to wait for");
    }

    private void settleAll() {
        outbox.settle(outbox.after(Lane.PROMISES, 0, 100), Map.of());
    }

    @Test
    void a_clock_nobody_has_confirmed_closes_no_day() {
        write("v1", new Milestone.Began("touch"));
        clock.step(Duration.ofDays(1));
        clock.told(clock.instant().plus(Duration.ofDays(365)));
        tallies.tally();
        assertEquals(1, outbox.waiting());
    }

    @Test
    void a_clock_that_ntp_alone_has_set_closes_no_day() {
        write("v1", new Milestone.Began("touch"));
        clock.step(Duration.ofDays(1));
        tallies = new Tallies(ledger, book, outbox, new Documents(), PLACE, conditions, new BorrowedClock(clock) {
            @Override
            public boolean confirmed() {
                return false;
            }
        });
        tallies.tally();
        assertEquals(1, outbox.waiting());
    }

    @Test
    void what_the_platform_misses_is_sent_again_and_staff_hear_of_it_until_it_balances() {
        for (int i = 0; i < 4; i++) {
            write("v" + i, new Milestone.Began("touch"));
        }
        outbox.settle(outbox.after(Lane.PROMISES, 0, 10), Map.of());
        assertEquals(0, outbox.waiting());

        tell("{\"day\":\"2026-11-23\",\"balanced\":false,\"epoch\":\"" + outbox.epoch() + "\",\"missing\":[2,[4,4]]}");

        assertEquals(List.of(2L, 4L), outbox.after(Lane.PROMISES, 0, 10).stream().map(WaitingLetter::number).toList());
        assertTrue(conditions.has(TallyFault.UNBALANCED));
        tell("{\"day\":\"2026-11-23\",\"balanced\":true}");
        assertFalse(conditions.has(TallyFault.UNBALANCED));
    }

    @Test
    void a_thousand_gaps_are_looked_for_at_once_and_told_the_link_once() {
        ledger.write(tx -> {
            for (int i = 0; i < 3_000; i++) {
                book.record(tx, "v" + i, new Milestone.Began("touch"));
            }
            return null;
        });
        outbox.settle(outbox.after(Lane.PROMISES, 0, 4_000), Map.of());
        AtomicInteger told = new AtomicInteger();
        outbox.onRequeue(told::incrementAndGet);
        String everyOther = IntStream.rangeClosed(1, 1_400).mapToObj(n -> String.valueOf(2 * n)).collect(Collectors.joining(","));

        tell("{\"day\":\"2026-11-23\",\"balanced\":false,\"epoch\":\"" + outbox.epoch() + "\",\"missing\":[[2990,2991],[2901,2999],"
                + everyOther + ",[7,8],[1,9]]}");

        List<Long> again = outbox.after(Lane.PROMISES, 0, 4_000).stream().map(WaitingLetter::number).toList();
        assertEquals(LongStream.rangeClosed(1, 3_000)
                .filter(n -> n <= 9 || n <= 2_800 && n % 2 == 0 || n > 2_900 && n < 3_000).boxed().toList(), again);
        assertEquals(1, told.get());
    }

    @Test
    void a_platform_that_says_nothing_of_a_day_for_hours_is_told_of_until_it_does() {
        write("v1", new Milestone.Began("touch"));
        clock.step(Duration.ofHours(15));
        tallies.tally();
        tallies.lookForAnswers();
        clock.step(Duration.ofHours(7));
        tallies.lookForAnswers();
        assertFalse(conditions.has(TallyFault.UNANSWERED), "it may not have come there yet");

        outbox.settle(outbox.after(Lane.PROMISES, 0, 10), Map.of());
        tallies.lookForAnswers();
        assertTrue(conditions.has(TallyFault.UNANSWERED));

        tell("{\"day\":\"2026-11-23\",\"balanced\":true}");
        tallies.lookForAnswers();
        assertFalse(conditions.has(TallyFault.UNANSWERED));
        anew();
        tallies.lookForAnswers();
        clock.step(Duration.ofHours(7));
        tallies.lookForAnswers();
        assertFalse(conditions.has(TallyFault.UNANSWERED), "what was said is known after a restart");
    }

    @Test
    void a_word_that_cannot_be_read_changes_nothing() {
        for (String word : List.of("", "{", "[]", "{\"day\":7}", "{\"day\":\"2026-11-23\",\"missing\":[[9,1],{},-3]}")) {
            tell(word);
        }
        assertEquals(0, outbox.waiting());
    }

    /** A day of a busy kiosk in one gap: as much of it as is sent again at a time, and the rest at the platform's next word. */
    @Test
    void aGapLongerThanWhatIsSentAgainAtOnceIsSentAgainInParts() {
        ledger.write(tx -> {
            for (int i = 0; i < 1500; i++) {
                book.record(tx, "v" + i, new Milestone.Began("touch"));
            }
            return null;
        });
        outbox.settle(outbox.after(Lane.PROMISES, 0, 10_000), Map.of());
        tell("{\"day\":\"2026-11-23\",\"balanced\":false,\"epoch\":\"" + outbox.epoch() + "\",\"missing\":[[1,1400]]}");
        assertEquals(1000, outbox.after(Lane.PROMISES, 0, 10_000).size());
        outbox.settle(outbox.after(Lane.PROMISES, 0, 10_000), Map.of());
        tell("{\"day\":\"2026-11-23\",\"balanced\":false,\"epoch\":\"" + outbox.epoch() + "\",\"missing\":[[1001,1400]]}");
        assertEquals(400, outbox.after(Lane.PROMISES, 0, 10_000).size());
    }

    private void tell(String word) {
        tallies.read(new Document("ting/1/area/kiosk/k1/down/tally", word.getBytes(StandardCharsets.UTF_8)));
    }

    private void write(String visit, Milestone fact) {
        ledger.write(tx -> {
            book.record(tx, visit, fact);
            return null;
        });
    }

    private JsonNode letter(long posted) throws IOException {
        Optional<byte[]> envelope = Optional.ofNullable(outbox.envelopesOf(List.of(posted)).get(posted));
        return new ObjectMapper().readTree(envelope.orElseThrow());
    }
}
