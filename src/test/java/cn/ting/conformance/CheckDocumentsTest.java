package cn.ting.conformance;

import static cn.ting.conformance.Twisted.receipts;
import static cn.ting.conformance.Twisted.said;
import static cn.ting.conformance.Twisted.signed;
import static cn.ting.conformance.Twisted.tree;

import cn.ting.conformance.Hands.Deed;
import cn.ting.platform.Mouth.Word;
import cn.ting.platform.Mouth;
import cn.ting.time.SystemClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A platform whose documents for everyone, or whose answers, are not as they must be is found by the rule that it breaks and by no other. */
class CheckDocumentsTest {

    @RegisterExtension
    static final TrialGround ground = new TrialGround();

    @Test
    @Breaks(value = Rule.STATE, with = Rule.RETAINED)
    void a_state_that_nobody_keeps(@TempDir Path directory) {
        ground.fails(directory, "fleeting", word ->
                List.of(word.topic().endsWith("/platform/state") ? new Word(word.topic(), word.payload(), false) : word));
    }

    @Test
    @Breaks(Rule.STATE)
    void a_state_that_tells_the_time_of_another_clock(@TempDir Path directory) {
        ground.fails(directory, "slow", said("/platform/state", state -> {
            Instant time = Instant.parse(state.path("time").asText());
            state.put("time", time.minus(Duration.ofMinutes(5)).toString());
        }));
    }

    @Test
    @Breaks(Rule.STATE_RENEWED)
    void a_state_that_is_said_when_somebody_is_born_and_then_no_more(@TempDir Path directory) {
        AtomicReference<Word> state = new AtomicReference<>();
        ground.fails(directory, "lazy", word -> {
            if (word.topic().endsWith("/platform/state")) {
                return state.getAndSet(word) == null ? List.of(word) : List.of();
            }
            boolean born = word.topic().endsWith("/down/receipt") && tree(word).path("came").isEmpty();
            return born ? List.of(word, state.get()) : List.of(word);
        });
    }

    @Test
    @Breaks(Rule.STATE_RENEWED)
    void a_state_that_is_said_again_with_its_old_time(@TempDir Path directory) {
        String begun = new SystemClock().instant().toString();
        ground.fails(directory, "stopped", said("/platform/state", state -> state.put("time", begun)));
    }

    @Test
    @Breaks(Rule.WILL)
    void a_death_without_a_will(@TempDir Path directory) {
        ground.fails(directory, "intestate", Set.of(Deed.KILL, Deed.START), new Mouth() {
            @Override
            public List<Word> says(Word word) {
                return List.of(word);
            }

            @Override
            public Optional<Word> leaves(Word will) {
                return Optional.empty();
            }
        });
    }

    @Test
    @Breaks(Rule.BOOT)
    void a_new_life_under_the_name_of_the_old_one(@TempDir Path directory) {
        ground.fails(directory, "undying", Set.of(Deed.KILL, Deed.START), said("/platform/state", state -> state.put("boot", "ever")));
    }

    @Test
    @Breaks(Rule.BOARD)
    void boards_of_one_version(@TempDir Path directory) {
        ground.fails(directory, "timeless", said("/board", board -> board.put("version", 1)));
    }

    @Test
    @Breaks(Rule.HEAD)
    void a_head_that_has_expired(@TempDir Path directory) {
        ground.fails(directory, "expired", signed("/catalogue/head", head -> head.put("expires", "2020-01-01T00:00:00Z")));
    }

    @Test
    @Breaks(Rule.BLOBS_FIRST)
    void a_head_that_is_there_before_its_blobs(@TempDir Path directory) {
        ground.fails(directory, "headfirst", word -> word.topic().contains("/catalogue/blob/") ? List.of() : List.of(word));
    }

    @Test
    @Breaks(Rule.BLOBS_FIRST)
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
            ground.judge(trial.tried(deed -> {
                watched.set(true);
                return deed == Deed.PUBLISH ? trial.does(deed) : Optional.of("no such hand");
            }));
        }
    }

    @Test
    @Breaks(Rule.SCHEMAS)
    void receipts_that_do_not_say_of_which_store(@TempDir Path directory) {
        ground.fails(directory, "shapeless", receipts(receipt -> receipt.remove("storeId")));
    }

    @Test
    @Breaks(Rule.RETAINED)
    void tallies_that_the_broker_keeps(@TempDir Path directory) {
        ground.fails(directory, "lasting", word ->
                List.of(word.topic().endsWith("/down/tally") ? new Word(word.topic(), word.payload(), true) : word));
    }

    @Test
    @Breaks(Rule.ANSWERED)
    void questions_that_nobody_answers(@TempDir Path directory) {
        try (PlatformOnTrial trial = ground.trial("silent", directory, List::of)) {
            trial.silent();
            ground.judge(trial.tried(Set.of(Rule.ANSWERED, Rule.DECIDED_ONCE), deed -> Optional.of("no hand")));
        }
    }

    @Test
    @Breaks(Rule.DECIDED_ONCE)
    void an_asking_that_is_decided_twice(@TempDir Path directory) {
        try (PlatformOnTrial trial = ground.trial("fickle", directory, List::of)) {
            trial.fickle();
            ground.judge(trial.tried(deed -> Optional.of("no hand")));
        }
    }
}
