package cn.ting.conformance;

import static cn.ting.conformance.Twisted.changed;
import static cn.ting.conformance.Twisted.tree;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.conformance.Hands.Deed;
import cn.ting.conformance.Verdicts.Outcome;
import cn.ting.platform.Mouth.Word;
import cn.ting.platform.Mouth;
import cn.ting.time.SystemClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The bench's platform keeps every rule, and one that breaks a rule is found by that rule and by no other; of receipts, see {@link CheckReceiptsTest}. */
class CheckPlatformTest {

    @RegisterExtension
    static final TrialGround ground = new TrialGround();

    @Test
    void the_bench_platform_keeps_every_rule(@TempDir Path directory) {
        try (PlatformOnTrial trial = ground.trial("whole", directory, List::of)) {
            Verdicts verdicts = trial.tried(trial::does);

            assertEquals(List.of(), verdicts.all().stream()
                    .filter(verdict -> verdict.outcome() != Outcome.PASS)
                    .map(Verdicts.Verdict::line)
                    .toList());
        }
    }

    @Test
    void a_state_that_nobody_keeps(@TempDir Path directory) {
        Mouth mouth = word -> List.of(word.topic().endsWith("/platform/state") ? new Word(word.topic(), word.payload(), false) : word);
        try (PlatformOnTrial trial = ground.trial("fleeting", directory, mouth)) {
            assertEquals(List.of(Rule.STATE, Rule.RETAINED), trial.tried(Rule.STATE, Rule.RETAINED).with(Outcome.FAIL));
        }
    }

    @Test
    void a_number_is_cancelled_before_it_is_taken(@TempDir Path directory) {
        ground.fails(directory, "crossed", Rule.IN_ORDER, word -> {
            boolean cancelled = word.topic().endsWith("/board") && !tree(word).path("ended").isEmpty();
            return List.of(!cancelled ? word : changed(word, board -> {
                ObjectNode service = (ObjectNode) board.path("services").get(0);
                service.put("waiting", service.path("waiting").asInt() + 1);
            }));
        });
    }

    @Test
    void a_fact_that_comes_again_is_counted_again(@TempDir Path directory) {
        String day = new SystemClock().local().toLocalDate().minusDays(2).toString();
        ground.fails(directory, "doubles", Rule.ONE_EFFECT, word -> word.topic().endsWith("/down/tally") && tree(word).path("day").asText().equals(day)
                ? List.of(changed(word, tally -> tally.put("balanced", false).putObject("differs").putArray("visit.began").add(1).add(2)))
                : List.of(word));
    }

    @Test
    void a_number_whose_fact_comes_again_waits_twice(@TempDir Path directory) {
        assertEquals(List.of(Rule.ONE_EFFECT, Rule.ON_BOARD), failsAsItDoubles(directory, "doubly", false));
    }

    @Test
    void a_number_that_is_known_by_no_id_but_its_first_which_another_has_waits_twice(@TempDir Path directory) {
        assertEquals(List.of(Rule.FORMER_ID), failsAsItDoubles(directory, "firstly", true));
    }

    /** @param next what doubles is not the fact that comes again while five wait, but the one that comes next, under an id of its own */
    private static List<Rule> failsAsItDoubles(Path directory, String area, boolean next) {
        Set<String> came = new HashSet<>();
        AtomicReference<Word> board = new AtomicReference<>();
        AtomicBoolean known = new AtomicBoolean();
        AtomicBoolean twice = new AtomicBoolean();
        Mouth mouth = word -> {
            if (word.topic().endsWith("/board")) {
                board.set(word);
                return List.of(twice.get() ? withOneMore(word) : word);
            }
            boolean again = false;
            boolean another = false;
            for (JsonNode number : word.topic().endsWith("/check-1/down/receipt") ? tree(word).path("came") : JsonNodeFactory.instance.arrayNode()) {
                boolean first = came.add(tree(word).path("epoch").asText() + number);
                again |= !first;
                another |= first;
            }
            boolean fiveWait = board.get() != null && tree(board.get()).path("services").path(0).path("waiting").asInt() == 5;
            boolean doubles = fiveWait && (next ? known.get() && another : again);
            known.compareAndSet(false, fiveWait && again);
            return doubles && !twice.getAndSet(true) ? List.of(word, withOneMore(board.get())) : List.of(word);
        };
        try (PlatformOnTrial trial = ground.trial(area, directory, mouth)) {
            return trial.tried().with(Outcome.FAIL);
        }
    }

    private static Word withOneMore(Word word) {
        return changed(word, board -> {
            board.put("version", board.path("version").asLong() + 1);
            ObjectNode service = (ObjectNode) board.path("services").get(0);
            service.put("waiting", service.path("waiting").asInt() + 1);
        });
    }

    @Test
    void a_day_that_balanced_is_said_once(@TempDir Path directory) {
        String day = new SystemClock().local().toLocalDate().minusDays(4).toString();
        AtomicBoolean said = new AtomicBoolean();
        ground.fails(directory, "taciturn", Rule.TALLY_REPEATED, word -> word.topic().endsWith("/down/tally")
                && tree(word).path("day").asText().equals(day) && said.getAndSet(true) ? List.of() : List.of(word));
    }

    @Test
    void leases_that_another_has_signed(@TempDir Path directory) {
        ground.fails(directory, "unsigned", Rule.LEASES, word -> word.topic().endsWith("/down/lease")
                ? List.of(changed(word, envelope -> ((ObjectNode) envelope.path("signatures").get(0)).put("sig", "AAAA")))
                : List.of(word));
    }

    @Test
    void a_head_that_is_there_before_its_blobs(@TempDir Path directory) {
        ground.fails(directory, "headfirst", Rule.BLOBS_FIRST, word -> word.topic().contains("/catalogue/blob/") ? List.of() : List.of(word));
    }

    @Test
    void an_edition_whose_head_comes_before_what_is_new_in_it(@TempDir Path directory) {
        AtomicBoolean watched = new AtomicBoolean();
        List<Word> held = new ArrayList<>();
        Mouth mouth = word -> {
            if (watched.get() && word.topic().contains("/catalogue/blob/")) {
                held.add(word);
                return List.of();
            }
            if (!word.topic().endsWith("/catalogue/head")) {
                return List.of(word);
            }
            return Stream.concat(Stream.of(word), held.stream()).toList();
        };
        try (PlatformOnTrial trial = ground.trial("eager", directory, mouth)) {
            Verdicts verdicts = trial.tried(deed -> {
                watched.set(true);
                return deed == Deed.PUBLISH ? trial.does(deed) : Optional.of("no such hand");
            });

            assertEquals(List.of(Rule.BLOBS_FIRST), verdicts.with(Outcome.FAIL));
        }
    }

    @Test
    void questions_that_nobody_answers(@TempDir Path directory) {
        try (PlatformOnTrial trial = ground.trial("silent", directory, List::of)) {
            trial.silent();
            assertEquals(List.of(Rule.ANSWERED), trial.tried(Rule.ANSWERED, Rule.DECIDED_ONCE).with(Outcome.FAIL));
        }
    }

    @Test
    void an_asking_that_is_decided_twice(@TempDir Path directory) {
        try (PlatformOnTrial trial = ground.trial("fickle", directory, List::of)) {
            trial.fickle();
            assertEquals(List.of(Rule.DECIDED_ONCE), trial.tried().with(Outcome.FAIL));
        }
    }

    @Test
    void every_rule_stands_in_the_sequences_and_no_other() throws IOException {
        String sequences = Files.readString(PlatformOnTrial.CONTRACT.resolve("sequences.md"));

        assertEquals(
                Stream.of(Rule.values()).map(Rule::label).sorted().toList(),
                Pattern.compile("\\*\\*(P\\d+)\\*\\*").matcher(sequences).results()
                        .map(found -> found.group(1))
                        .sorted()
                        .toList());
    }
}
