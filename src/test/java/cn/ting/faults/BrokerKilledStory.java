package cn.ting.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.bench.LaunchedBench;
import cn.ting.bench.LaunchedKiosk;
import cn.ting.bench.Midnight;
import cn.ting.faults.HandPage.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker dies, with everything it retained, and comes back empty. */
class BrokerKilledStory {

    @TempDir
    private Path directory;

    private final Patience patience = new Patience();
    private final List<Shown> shown = new ArrayList<>();

    @BeforeEach
    void keepClearOfMidnight() {
        Midnight.keepClear();
    }

    @Test
    void aVisitGoesOnWithoutTheBrokerAndThePlatformLearnsAllOfItOnce() throws IOException {
        try (LaunchedBench bench = new LaunchedBench(directory, "k1");
                LaunchedKiosk kiosk = new LaunchedKiosk(directory.resolve("k1"), bench, "k1", "").start()) {
            HandPage hand = new HandPage(bench, kiosk, "k1");
            OpsView ops = new OpsView(bench, "k1");
            hand.begin();
            patience.until("a number", () -> hand.take("general").filter(shown::add).isPresent());
            long before = ops.session();

            bench.post("broker/kill");
            hand.take("social-insurance").ifPresent(shown::add);
            assertEquals(2, shown.size(), "a number is given without a broker");

            bench.post("broker/start");
            patience.until("a new birth", () -> ops.isPresent() && ops.session() > before);
            patience.until("health without a fault", () -> ops.conditions().isEmpty() && ops.printerReady());
            Reckoning.holds(bench, shown, Map.of("k1", kiosk));
        }
    }
}
