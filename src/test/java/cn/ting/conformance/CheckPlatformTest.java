package cn.ting.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.conformance.Verdicts.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The bench's platform keeps every rule, and for each there is one that breaks it, and is found by that rule and by no other. */
class CheckPlatformTest {

    private static final List<Class<?>> BREAKERS =
            List.of(CheckDocumentsTest.class, CheckFactsTest.class, CheckNumbersTest.class, CheckReceiptsTest.class);

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
    void of_an_area_in_which_nobody_is_nothing_can_be_said(@TempDir Path directory) {
        try (PlatformOnTrial trial = ground.trial("here", directory, List::of)) {
            Set<Rule> hopeless = Set.of(Rule.STATE, Rule.BIRTH_ANSWERED);
            assertThrows(MqttPlayer.BrokerTrouble.class, () -> trial.triedIn("elsewhere", hopeless, deed -> Optional.of("no hand")));
        }
    }

    @Test
    void each_rule_is_broken_by_a_platform() {
        List<Rule> broken = BREAKERS.stream()
                .flatMap(tests -> Arrays.stream(tests.getDeclaredMethods()))
                .filter(test -> test.isAnnotationPresent(Test.class) && test.isAnnotationPresent(Breaks.class))
                .map(test -> test.getAnnotation(Breaks.class).value())
                .distinct()
                .sorted()
                .toList();

        assertEquals(List.of(Rule.values()), broken);
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
