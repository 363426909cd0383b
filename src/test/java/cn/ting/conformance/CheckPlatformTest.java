package cn.ting.conformance;

import static cn.ting.conformance.Twisted.changed;
import static cn.ting.conformance.Twisted.receipts;
import static cn.ting.conformance.Twisted.tree;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.Broker;
import cn.ting.bench.Midnight;
import cn.ting.catalogue.CatalogueContent;
import cn.ting.conformance.Hands.Deed;
import cn.ting.conformance.Verdicts.Outcome;
import cn.ting.platform.Mouth;
import cn.ting.platform.Mouth.Word;
import cn.ting.time.SystemClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The bench's platform keeps every rule, and one that breaks a rule is found by that rule and by no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckPlatformTest {

    private final CatalogueContent content = CatalogueContent.read().mostAsked(3);
    private Broker broker;

    @BeforeAll
    void start() {
        broker = new Broker(0, new SystemClock());
        broker.start();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    /** What is leased and tallied is of a day. */
    @BeforeEach
    void daylong() {
        Midnight.keepClear();
    }

    @Test
    void the_bench_platform_keeps_every_rule(@TempDir Path directory) {
        try (PlatformOnTrial trial = new PlatformOnTrial(broker, content, "whole", directory, List::of)) {
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
        try (PlatformOnTrial trial = new PlatformOnTrial(broker, content, "fleeting", directory, mouth)) {
            assertEquals(List.of(Rule.STATE, Rule.RETAINED), trial.tried(Rule.STATE, Rule.RETAINED).with(Outcome.FAIL));
        }
    }

    @Test
    void receipts_that_skip_what_was_not_sent(@TempDir Path directory) {
        fails(directory, "skips", Rule.CONTIGUOUS, receipts(receipt -> {
            long highest = receipt.path("through").asLong();
            for (JsonNode range : receipt.path("also")) {
                highest = Math.max(highest, range.isArray() ? range.path(1).asLong() : range.asLong());
            }
            receipt.put("through", highest);
            receipt.putArray("also");
        }));
    }

    @Test
    void receipts_of_an_epoch_that_is_not_its_own(@TempDir Path directory) {
        fails(directory, "strange", Rule.OWN_EPOCHS, word -> word.topic().endsWith("/down/receipt")
                ? List.of(word, changed(word, receipt -> receipt.put("epoch", "0000000000000000000000").putArray("came")))
                : List.of(word));
    }

    @Test
    void a_later_fact_of_a_key_is_taken_before_an_earlier_one(@TempDir Path directory) {
        List<String> epochs = new ArrayList<>();
        // The eighth and the ninth of the first epoch are of one key and come in one go.
        fails(directory, "orderless", Rule.IN_ORDER, word -> {
            JsonNode said = tree(word);
            if (!word.topic().endsWith("/down/receipt")) {
                return List.of(word);
            }
            epochs.add(said.path("epoch").asText());
            boolean first = said.path("epoch").asText().equals(epochs.get(0));
            long through = said.path("through").asLong();
            if (first && through == 8) {
                return List.of();
            }
            if (!first || through != 9) {
                return List.of(word);
            }
            Word odd = changed(word, receipt -> {
                receipt.put("through", 7).putArray("also").add(9);
                receipt.putArray("came").add(9);
            });
            return List.of(odd, changed(word, receipt -> receipt.putArray("came").add(8).add(9)));
        });
    }

    @Test
    void a_number_is_cancelled_before_it_is_taken(@TempDir Path directory) {
        fails(directory, "crossed", Rule.IN_ORDER, word -> {
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
        fails(directory, "doubles", Rule.ONE_EFFECT, word -> word.topic().endsWith("/down/tally") && tree(word).path("day").asText().equals(day)
                ? List.of(changed(word, tally -> tally.put("balanced", false).putObject("differs").putArray("visit.began").add(1).add(2)))
                : List.of(word));
    }

    @Test
    void a_day_that_balanced_is_said_once(@TempDir Path directory) {
        String day = new SystemClock().local().toLocalDate().minusDays(4).toString();
        AtomicBoolean said = new AtomicBoolean();
        fails(directory, "taciturn", Rule.TALLY_REPEATED, word -> word.topic().endsWith("/down/tally")
                && tree(word).path("day").asText().equals(day) && said.getAndSet(true) ? List.of() : List.of(word));
    }

    @Test
    void leases_that_another_has_signed(@TempDir Path directory) {
        fails(directory, "unsigned", Rule.LEASES, word -> word.topic().endsWith("/down/lease")
                ? List.of(changed(word, envelope -> ((ObjectNode) envelope.path("signatures").get(0)).put("sig", "AAAA")))
                : List.of(word));
    }

    @Test
    void a_head_that_is_there_before_its_blobs(@TempDir Path directory) {
        fails(directory, "headfirst", Rule.BLOBS_FIRST, word -> word.topic().contains("/catalogue/blob/") ? List.of() : List.of(word));
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
        try (PlatformOnTrial trial = new PlatformOnTrial(broker, content, "eager", directory, mouth)) {
            Verdicts verdicts = trial.tried(deed -> {
                watched.set(true);
                return deed == Deed.PUBLISH ? trial.does(deed) : Optional.of("no such hand");
            });

            assertEquals(List.of(Rule.BLOBS_FIRST), verdicts.with(Outcome.FAIL));
        }
    }

    @Test
    void questions_that_nobody_answers(@TempDir Path directory) {
        try (PlatformOnTrial trial = new PlatformOnTrial(broker, content, "silent", directory, List::of)) {
            trial.silent();
            assertEquals(List.of(Rule.ANSWERED), trial.tried(Rule.ANSWERED, Rule.DECIDED_ONCE).with(Outcome.FAIL));
        }
    }

    @Test
    void an_asking_that_is_decided_twice(@TempDir Path directory) {
        try (PlatformOnTrial trial = new PlatformOnTrial(broker, content, "fickle", directory, List::of)) {
            trial.fickle();
            assertEquals(List.of(Rule.DECIDED_ONCE), trial.tried().with(Outcome.FAIL));
        }
    }

    @Test
    void refusals_that_are_said_once(@TempDir Path directory) {
        Set<Long> said = new HashSet<>();
        fails(directory, "forgetful", Rule.REFUSALS_REPEATED, receipts(receipt -> {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            receipt.path("refused").forEach(refusal -> {
                if (said.add(refusal.path("number").asLong())) {
                    kept.add(refusal);
                }
            });
            receipt.set("refused", kept);
        }));
    }

    @Test
    void a_refusal_that_sticks_to_its_number(@TempDir Path directory) {
        Map<String, ObjectNode> refused = new HashMap<>();
        fails(directory, "sticky", Rule.JUDGED_ANEW, receipts(receipt -> {
            ArrayNode said = (ArrayNode) receipt.path("refused");
            said.forEach(refusal -> refused.put(receipt.path("epoch").asText() + refusal.path("number"), (ObjectNode) refusal));
            Set<JsonNode> known = new HashSet<>();
            said.forEach(known::add);
            refused.forEach((id, refusal) -> {
                if (id.equals(receipt.path("epoch").asText() + refusal.path("number")) && !known.contains(refusal)) {
                    said.add(refusal);
                }
            });
        }));
    }

    @Test
    void receipts_that_have_no_room_for_all_they_refuse(@TempDir Path directory) {
        fails(directory, "short", Rule.REFUSALS_REPEATED, receipts(receipt -> {
            Set<Long> came = new HashSet<>();
            receipt.path("came").forEach(range -> LongStream.rangeClosed(range.path(0).asLong(range.asLong()), range.path(1).asLong(range.asLong()))
                    .forEach(came::add));
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            receipt.path("refused").forEach(refusal -> {
                // Every second of those it answers.
                if (!came.contains(refusal.path("number").asLong()) || came.size() == 1 || refusal.path("number").asLong() % 2 == 0) {
                    kept.add(refusal);
                }
            });
            receipt.set("refused", kept);
        }));
    }

    @Test
    void an_older_copy_of_a_ledger_is_not_noticed(@TempDir Path directory) {
        fails(directory, "trusting", Rule.REWOUND, receipts(receipt -> receipt.remove("rewound")));
    }

    @Test
    void a_birth_that_is_answered_after_others(@TempDir Path directory) {
        Map<String, Word> last = new HashMap<>();
        fails(directory, "tardy", Rule.BIRTH_ANSWERED, word -> {
            if (!word.topic().endsWith("/down/receipt")) {
                return List.of(word);
            }
            Optional<Word> before = Optional.ofNullable(last.put(word.topic(), word));
            boolean behind = before.filter(other -> !tree(other).path("came").isEmpty()).isPresent();
            return behind && tree(word).path("came").isEmpty() ? List.of(before.get(), word) : List.of(word);
        });
    }

    @Test
    void receipts_that_do_not_say_what_they_answer(@TempDir Path directory) {
        fails(directory, "vague", Rule.CAME, receipts(receipt -> receipt.remove("came")));
    }

    @Test
    void a_birth_that_is_held_against_what_came_after_it(@TempDir Path directory) {
        AtomicBoolean anew = new AtomicBoolean();
        Mouth mouth = receipts(receipt -> {
            if (anew.get()) {
                receipt.put("rewound", true);
            }
        });
        try (PlatformOnTrial trial = new PlatformOnTrial(broker, content, "reproachful", directory, mouth)) {
            Verdicts verdicts = trial.tried(deed -> {
                anew.set(deed == Deed.START);
                return deed == Deed.KILL || deed == Deed.START ? trial.does(deed) : Optional.of("no backup");
            });

            assertEquals(List.of(Rule.REWOUND), verdicts.with(Outcome.FAIL));
        }
    }

    @Test
    void receipts_for_what_is_not_stored_yet(@TempDir Path directory) {
        assertEquals(List.of(Rule.STORED_FIRST), hasty(directory, "hasty", List::of).with(Outcome.FAIL));
    }

    /** And without a hall's board nobody sees what effect a fact has that comes twice. */
    @Test
    void receipts_kept_apart_from_what_is_stored_by_a_platform_that_says_nothing_of_that_day(@TempDir Path directory) {
        String day = new SystemClock().local().toLocalDate().minusDays(6).toString();
        Mouth proud = proud();
        Verdicts verdicts = hasty(directory, "proud", word -> word.topic().endsWith("/down/tally") && tree(word).path("day").asText().equals(day)
                ? List.of() : proud.says(word));

        assertEquals(List.of(Rule.STORED_FIRST), verdicts.with(Outcome.FAIL));
        assertTrue(verdicts.with(Outcome.SKIP).contains(Rule.ONE_EFFECT));
    }

    /** One that is killed before it has written down what it has receipted. */
    private Verdicts hasty(Path directory, String area, Mouth mouth) {
        try (PlatformOnTrial trial = new PlatformOnTrial(broker, content, area, directory, mouth)) {
            trial.withoutHall();
            trial.does(Deed.BACKUP);
            return trial.tried(deed -> {
                switch (deed) {
                    // What it had not written down yet is gone with it.
                    case START -> {
                        return trial.does(Deed.RESTORE);
                    }
                    case KILL -> {
                        return trial.does(Deed.KILL);
                    }
                    default -> {
                        return Optional.of("no backup");
                    }
                }
            });
        }
    }

    private static Mouth proud() {
        Map<String, Long> highest = new HashMap<>();
        return receipts(receipt -> receipt.put("through", highest.merge(
                receipt.path("epoch").asText(), receipt.path("through").asLong(), Math::max)));
    }

    @Test
    void restored_from_a_backup_without_a_word(@TempDir Path directory) {
        try (PlatformOnTrial trial = new PlatformOnTrial(broker, content, "restored", directory, proud())) {
            Verdicts verdicts = trial.tried(trial::does);

            assertEquals(List.of(Rule.RESTORED), verdicts.with(Outcome.FAIL));
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

    private void fails(Path directory, String area, Rule rule, Mouth mouth) {
        try (PlatformOnTrial trial = new PlatformOnTrial(broker, content, area, directory, mouth)) {
            assertEquals(List.of(rule), trial.tried(rule).with(Outcome.FAIL));
        }
    }
}
