package cn.ting.conformance;

import static cn.ting.conformance.Twisted.changed;
import static cn.ting.conformance.Twisted.hearing;
import static cn.ting.conformance.Twisted.receipts;
import static cn.ting.conformance.Twisted.refusing;
import static cn.ting.conformance.Twisted.said;
import static cn.ting.conformance.Twisted.tree;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.conformance.Hands.Deed;
import cn.ting.conformance.Verdicts.Outcome;
import cn.ting.platform.Mouth.Word;
import cn.ting.platform.Mouth;
import cn.ting.time.SystemClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A platform that does not do with facts and tallies what it must is found by the rule that it breaks and by no other. */
class CheckFactsTest {

    @RegisterExtension
    static final TrialGround ground = new TrialGround();

    @Test
    @Breaks(Rule.PREVIOUS_ANSWERED)
    void of_the_epoch_before_nothing_is_said(@TempDir Path directory) {
        Set<String> before = ConcurrentHashMap.newKeySet();
        ground.fails(directory, "oblivious", hearing((topic, document) -> {
            if (topic.endsWith("/up/birth")) {
                before.add(document.path("previousEpoch").asText());
            }
            return document;
        }, word -> word.topic().endsWith("/down/receipt") && before.contains(tree(word).path("epoch").asText()) ? List.of() : List.of(word)));
    }

    @Test
    @Breaks(Rule.RECEIPTED)
    void facts_of_a_type_that_are_passed_over_in_silence(@TempDir Path directory) {
        ground.fails(directory, "choosy", hearing((topic, document) ->
                document.path("type").asText().equals("cn.ting.visit.ended") ? null : document, List::of));
    }

    @Test
    @Breaks(Rule.NEVER_BACK)
    void a_receipt_that_is_said_again_behind_the_next(@TempDir Path directory) {
        AtomicReference<Word> last = new AtomicReference<>();
        AtomicBoolean again = new AtomicBoolean();
        ground.fails(directory, "backward", word -> {
            if (!word.topic().endsWith("/down/receipt")) {
                return List.of(word);
            }
            Word before = last.getAndSet(word);
            return tree(word).path("through").asLong() < 3 || again.getAndSet(true) ? List.of(word)
                    : List.of(word, changed(before, receipt -> receipt.putArray("came")));
        });
    }

    /** It is named in the receipt of the next, but by itself there is no answer. */
    @Test
    @Breaks(Rule.AGAIN)
    void a_fact_that_comes_again_is_answered_with_the_next(@TempDir Path directory) {
        Set<String> answered = new HashSet<>();
        AtomicReference<JsonNode> kept = new AtomicReference<>();
        AtomicBoolean once = new AtomicBoolean();
        ground.fails(directory, "thrifty", word -> {
            if (!word.topic().endsWith("/down/receipt") || tree(word).path("came").isEmpty()) {
                return List.of(word);
            }
            JsonNode receipt = tree(word);
            boolean again = !answered.add(receipt.path("epoch").asText() + receipt.path("came"));
            if (again && !once.getAndSet(true)) {
                kept.set(receipt.path("came"));
                return List.of();
            }
            JsonNode before = kept.getAndSet(null);
            return List.of(before == null ? word : changed(word, both -> ((ArrayNode) both.path("came")).addAll((ArrayNode) before)));
        });
    }

    @Test
    @Breaks(Rule.ONE_EFFECT)
    void a_fact_that_comes_again_is_counted_again(@TempDir Path directory) {
        ground.fails(directory, "doubles", tallies(2, CheckFactsTest::countedTwice));
    }

    @Test
    @Breaks(Rule.CONFLICT)
    void a_conflict_by_another_word(@TempDir Path directory) {
        ground.fails(directory, "wordy", receipts(receipt -> receipt.path("refused").forEach(refusal -> ((ObjectNode) refusal).put("code", "differs"))));
    }

    @Test
    @Breaks(Rule.ADDITIVE)
    void what_is_not_known_is_refused(@TempDir Path directory) {
        ground.fails(directory, "strict", refusing(fact -> fact.has("laterattribute")));
    }

    @Test
    @Breaks(Rule.NO_FACT)
    void a_fact_in_another_kiosks_name_is_receipted(@TempDir Path directory) {
        AtomicReference<String> stranger = new AtomicReference<>();
        ground.fails(directory, "credulous", hearing((topic, document) -> {
            if (document.path("id").asText().startsWith("someone-else/")) {
                stranger.set(document.path("id").asText().split("/")[1]);
            }
            return document;
        }, word -> {
            String epoch = word.topic().endsWith("/down/receipt") ? stranger.getAndSet(null) : null;
            return epoch == null ? List.of(word) : List.of(word, changed(word, receipt -> {
                receipt.put("epoch", epoch).put("through", 1).putArray("came").add(1);
                receipt.putArray("also");
                receipt.putArray("refused");
            }));
        }));
    }

    @Test
    @Breaks(Rule.TAKEN_AGAIN)
    void what_comes_again_without_its_person_is_refused(@TempDir Path directory) {
        ground.fails(directory, "exacting", Set.of(Deed.BACKUP, Deed.RESTORE), refusing(fact -> fact.path("stripped").asBoolean()));
    }

    @Test
    @Breaks(Rule.TALLY_BALANCED)
    void a_day_of_which_everything_is_stored_does_not_balance(@TempDir Path directory) {
        ground.fails(directory, "doubtful", tallies(4, CheckFactsTest::countedTwice));
    }

    /** Of what is stored a tally must be balanced, and this one is: it is what is missing of which it says nothing. */
    @Test
    @Breaks(Rule.TALLY_MISSING)
    void every_tally_is_balanced(@TempDir Path directory) {
        Mouth mouth = said("/down/tally", tally -> {
            tally.put("balanced", true);
            tally.remove(List.of("epoch", "missing", "differs"));
        });
        try (PlatformOnTrial trial = ground.trial("content", directory, mouth)) {
            trial.withoutHall();
            Verdicts verdicts = trial.tried(deed -> Optional.of("no hand"));

            ground.judge(verdicts);
            assertTrue(verdicts.with(Outcome.SKIP).contains(Rule.FORMER_ID), "its tallies show nothing else either");
        }
    }

    @Test
    @Breaks(Rule.TALLY_REPEATED)
    void a_day_that_balanced_is_said_once(@TempDir Path directory) {
        String day = day(4);
        AtomicBoolean said = new AtomicBoolean();
        ground.fails(directory, "taciturn", word -> word.topic().endsWith("/down/tally")
                && tree(word).path("day").asText().equals(day) && said.getAndSet(true) ? List.of() : List.of(word));
    }

    /** A mouth that says otherwise what it says of the tally of one day. */
    private static Mouth tallies(int daysAgo, Consumer<ObjectNode> change) {
        String day = day(daysAgo);
        return said("/down/tally", tally -> {
            if (tally.path("day").asText().equals(day)) {
                change.accept(tally);
            }
        });
    }

    private static String day(int daysAgo) {
        return new SystemClock().local().toLocalDate().minusDays(daysAgo).toString();
    }

    private static void countedTwice(ObjectNode tally) {
        tally.put("balanced", false).putObject("differs").putArray("visit.began").add(1).add(2);
    }
}
