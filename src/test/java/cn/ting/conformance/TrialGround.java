package cn.ting.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.Broker;
import cn.ting.bench.Midnight;
import cn.ting.catalogue.CatalogueContent;
import cn.ting.conformance.Hands.Deed;
import cn.ting.conformance.Verdicts.Outcome;
import cn.ting.platform.Mouth;
import cn.ting.time.SystemClock;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where platforms are tried, each with an area of its own: a broker for all tests of a class, and a day that lasts for each. A test that says
 * what its platform {@link Breaks} has to have that judged.
 */
final class TrialGround implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final CatalogueContent content = CatalogueContent.read().mostAsked(3);
    private Broker broker;
    private Optional<Breaks> breaks = Optional.empty();
    private boolean judged;

    @Override
    public void beforeAll(ExtensionContext context) {
        broker = new Broker(0, new SystemClock());
        broker.start();
    }

    /** What is leased and tallied is of a day. */
    @Override
    public void beforeEach(ExtensionContext context) {
        Midnight.keepClear();
        breaks = Optional.ofNullable(context.getRequiredTestMethod().getAnnotation(Breaks.class));
        judged = false;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertTrue(breaks.isEmpty() || judged || context.getExecutionException().isPresent(), "nobody looked whether a rule was broken");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        broker.close();
    }

    PlatformOnTrial trial(String area, Path directory, Mouth mouth) {
        return new PlatformOnTrial(broker, content, area, directory, mouth);
    }

    /** Tries all that takes no hand, on a platform that says what a mouth makes of its words. */
    void fails(Path directory, String area, Mouth mouth) {
        fails(directory, area, Set.of(), mouth);
    }

    /** The same, with hands for these deeds. */
    void fails(Path directory, String area, Set<Deed> deeds, Mouth mouth) {
        try (PlatformOnTrial trial = trial(area, directory, mouth)) {
            judge(trial.tried(broken(), deed -> deeds.contains(deed) ? trial.does(deed) : Optional.of("no such hand")));
        }
    }

    /** What the test says is broken. */
    Set<Rule> broken() {
        Set<Rule> rules = EnumSet.of(breaks.orElseThrow().value());
        rules.addAll(List.of(breaks.get().with()));
        return rules;
    }

    /** The rules that failed are those that the test says are broken, and no other. */
    void judge(Verdicts verdicts) {
        judged = true;
        assertEquals(List.copyOf(broken()), verdicts.with(Outcome.FAIL), () -> String.join("\n", verdicts.all().stream()
                .filter(verdict -> verdict.outcome() != Outcome.PASS).map(Verdicts.Verdict::line).toList()));
    }
}
