package cn.ting.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.link.Documents;
import cn.ting.outbox.Lane;
import cn.ting.outbox.Outbox;
import cn.ting.outbox.WaitingLetter;
import cn.ting.time.BorrowedClock;
import cn.ting.time.SteppedClock;
import cn.ting.visit.Milestone;
import cn.ting.visit.VisitBook;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TalliesTest extends TallyCases {
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

    private JsonNode letter(long posted) throws IOException {
        Optional<byte[]> envelope = Optional.ofNullable(outbox.envelopesOf(List.of(posted)).get(posted));
        return new ObjectMapper().readTree(envelope.orElseThrow());
    }
}
