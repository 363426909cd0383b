package cn.ting.conformance;

import static cn.ting.conformance.Twisted.changed;
import static cn.ting.conformance.Twisted.receipts;
import static cn.ting.conformance.Twisted.tree;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.conformance.Hands.Deed;
import cn.ting.conformance.Verdicts.Outcome;
import cn.ting.platform.Mouth.Word;
import cn.ting.platform.Mouth;
import cn.ting.time.SystemClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A platform whose receipts are not true is found by the rule that they break and by no other. */
class CheckReceiptsTest {

    @RegisterExtension
    static final TrialGround ground = new TrialGround();

    @Test
    @Breaks(Rule.CONTIGUOUS)
    void receipts_that_skip_what_was_not_sent(@TempDir Path directory) {
        ground.fails(directory, "skips", receipts(receipt -> {
            long highest = receipt.path("through").asLong();
            for (JsonNode range : receipt.path("also")) {
                highest = Math.max(highest, range.isArray() ? range.path(1).asLong() : range.asLong());
            }
            receipt.put("through", highest);
            receipt.putArray("also");
        }));
    }

    @Test
    @Breaks(Rule.OWN_EPOCHS)
    void receipts_of_an_epoch_that_is_not_its_own(@TempDir Path directory) {
        ground.fails(directory, "strange", word -> word.topic().endsWith("/down/receipt")
                ? List.of(word, changed(word, receipt -> receipt.put("epoch", "0000000000000000000000").putArray("came")))
                : List.of(word));
    }

    @Test
    @Breaks(Rule.IN_ORDER)
    void a_later_fact_of_a_key_is_taken_before_an_earlier_one(@TempDir Path directory) {
        List<String> epochs = new ArrayList<>();
        // The eighth and the ninth of the first epoch are of one key and come in one go.
        ground.fails(directory, "orderless", word -> {
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
    @Breaks(Rule.REFUSALS_REPEATED)
    void refusals_that_are_said_once(@TempDir Path directory) {
        Set<Long> said = new HashSet<>();
        ground.fails(directory, "forgetful", receipts(receipt -> {
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
    @Breaks(Rule.JUDGED_ANEW)
    void a_refusal_that_sticks_to_its_number(@TempDir Path directory) {
        Map<String, ObjectNode> refused = new HashMap<>();
        ground.fails(directory, "sticky", receipts(receipt -> {
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
    @Breaks(Rule.REFUSALS_REPEATED)
    void receipts_that_have_no_room_for_all_they_refuse(@TempDir Path directory) {
        ground.fails(directory, "short", receipts(receipt -> {
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
    @Breaks(Rule.REWOUND)
    void an_older_copy_of_a_ledger_is_not_noticed(@TempDir Path directory) {
        ground.fails(directory, "trusting", receipts(receipt -> receipt.remove("rewound")));
    }

    @Test
    @Breaks(Rule.BIRTH_ANSWERED)
    void a_birth_that_is_answered_after_others(@TempDir Path directory) {
        Map<String, Word> last = new HashMap<>();
        ground.fails(directory, "tardy", word -> {
            if (!word.topic().endsWith("/down/receipt")) {
                return List.of(word);
            }
            Optional<Word> before = Optional.ofNullable(last.put(word.topic(), word));
            boolean behind = before.filter(other -> !tree(other).path("came").isEmpty()).isPresent();
            return behind && tree(word).path("came").isEmpty() ? List.of(before.get(), word) : List.of(word);
        });
    }

    @Test
    @Breaks(Rule.CAME)
    void receipts_that_do_not_say_what_they_answer(@TempDir Path directory) {
        ground.fails(directory, "vague", receipts(receipt -> receipt.remove("came")));
    }

    @Test
    @Breaks(Rule.REWOUND)
    void a_birth_that_is_held_against_what_came_after_it(@TempDir Path directory) {
        AtomicBoolean anew = new AtomicBoolean();
        Mouth mouth = receipts(receipt -> {
            if (anew.get()) {
                receipt.put("rewound", true);
            }
        });
        try (PlatformOnTrial trial = ground.trial("reproachful", directory, mouth)) {
            Verdicts verdicts = trial.tried(deed -> {
                anew.set(deed == Deed.START);
                return deed == Deed.KILL || deed == Deed.START ? trial.does(deed) : Optional.of("no backup");
            });

            ground.judge(verdicts);
        }
    }

    @Test
    @Breaks(Rule.STORED_FIRST)
    void receipts_for_what_is_not_stored_yet(@TempDir Path directory) {
        ground.judge(hasty(directory, "hasty", List::of));
    }

    /** And without a hall's board nobody sees what effect a fact has that comes twice. */
    @Test
    @Breaks(Rule.STORED_FIRST)
    void receipts_kept_apart_from_what_is_stored_by_a_platform_that_says_nothing_of_that_day(@TempDir Path directory) {
        String day = new SystemClock().local().toLocalDate().minusDays(6).toString();
        Mouth proud = proud();
        Verdicts verdicts = hasty(directory, "proud", word -> word.topic().endsWith("/down/tally") && tree(word).path("day").asText().equals(day)
                ? List.of() : proud.says(word));

        ground.judge(verdicts);
        assertTrue(verdicts.with(Outcome.SKIP).contains(Rule.ONE_EFFECT));
    }

    /** One that is killed before it has written down what it has receipted. */
    private Verdicts hasty(Path directory, String area, Mouth mouth) {
        try (PlatformOnTrial trial = ground.trial(area, directory, mouth)) {
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
    @Breaks(Rule.RESTORED)
    void restored_from_a_backup_without_a_word(@TempDir Path directory) {
        try (PlatformOnTrial trial = ground.trial("restored", directory, proud())) {
            ground.judge(trial.tried(trial::does));
        }
    }
}
