package cn.ting.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.bench.Broker;
import cn.ting.bench.Midnight;
import cn.ting.catalogue.CatalogueContent;
import cn.ting.conformance.Verdicts.Outcome;
import cn.ting.platform.Mouth;
import cn.ting.time.SystemClock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where platforms are tried, each with an area of its own: a broker for all tests of a class, and a day that lasts for each. */
final class TrialGround implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final CatalogueContent content = CatalogueContent.read().mostAsked(3);
    private Broker broker;

    @Override
    public void beforeAll(ExtensionContext context) {
        broker = new Broker(0, new SystemClock());
        broker.start();
    }

    /** What is leased and tallied is of a day. */
    @Override
    public void beforeEach(ExtensionContext context) {
        Midnight.keepClear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        broker.close();
    }

    PlatformOnTrial trial(String area, Path directory, Mouth mouth) {
        return new PlatformOnTrial(broker, content, area, directory, mouth);
    }

    void fails(Path directory, String area, Rule rule, Mouth mouth) {
        try (PlatformOnTrial trial = trial(area, directory, mouth)) {
            assertEquals(List.of(rule), trial.tried(rule).with(Outcome.FAIL));
        }
    }
}
