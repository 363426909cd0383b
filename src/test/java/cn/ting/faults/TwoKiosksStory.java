package cn.ting.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.bench.LaunchedBench;
import cn.ting.bench.LaunchedKiosk;
import cn.ting.bench.Midnight;
import cn.ting.faults.HandPage.Shown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two kiosks that give numbers of one queue, each from its own leases. */
class TwoKiosksStory {

    /** More than a block of ten, so that both must be granted another on the way. */
    private static final int EACH = 13;

    @TempDir
    private Path directory;

    private final Patience patience = new Patience();

    @BeforeEach
    void keepClearOfMidnight() {
        Midnight.keepClear();
    }

    @Test
    void twoKiosksNeverGiveTheSameNumber() throws IOException {
        try (LaunchedBench bench = new LaunchedBench(directory, "k1", "k2");
                LaunchedKiosk one = new LaunchedKiosk(directory.resolve("k1"), bench, "k1", "");
                LaunchedKiosk other = new LaunchedKiosk(directory.resolve("k2"), bench, "k2", "")) {
            CompletableFuture<List<Shown>> ones = CompletableFuture.supplyAsync(() -> take(bench, one, "k1"));
            List<Shown> shown = new ArrayList<>(take(bench, other, "k2"));
            shown.addAll(ones.join());
            assertEquals(2 * EACH, new HashSet<>(shown).size(), "different numbers in " + shown);
            Reckoning.holds(bench, shown, Map.of("k1", one, "k2", other));
        }
    }

    private List<Shown> take(LaunchedBench bench, LaunchedKiosk kiosk, String name) {
        try {
            HandPage hand = new HandPage(bench, kiosk.start(), name);
            List<Shown> shown = new ArrayList<>();
            while (shown.size() < EACH) {
                hand.begin();
                patience.until("a number", () -> hand.take("general").filter(shown::add).isPresent());
            }
            return shown;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
