package cn.ting.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.bench.LaunchedBench;
import cn.ting.bench.LaunchedKiosk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catalogues that are not what they should be are refused, and the last good one serves on. */
class CatalogueRefusedStory {

    private static final String SEARCH = "guide/found?q=sb";
    private static final String HALL_PAGE = "queue/hall/" + HandPage.HALL;
    private static final String CLOSED = "class=\"closed\"";

    @TempDir
    private Path directory;

    private final Patience patience = new Patience();

    @Test
    void aWrongHashAndABadSignatureAreRefusedWhileTheLastGoodCatalogueServes() throws IOException {
        try (LaunchedBench bench = new LaunchedBench(directory, "k1");
                LaunchedKiosk kiosk = new LaunchedKiosk(directory.resolve("k1"), bench, "k1", "").start()) {
            HandPage hand = new HandPage(bench, kiosk, "k1");
            OpsView ops = new OpsView(bench, "k1");
            hand.touch();
            patience.until("a catalogue", () -> hand.read(SEARCH).contains("/guide/matter/"));
            String good = hand.read(SEARCH);

            bench.post("platform/catalogue/wrong-hash");
            patience.until("the wrong hash told", () -> ops.conditions().equals(Set.of("matter.bad-hash")));
            assertEquals(good, hand.read(SEARCH));

            bench.post("platform/catalogue/bad-signature");
            patience.until("the bad signature told", () -> ops.conditions().contains("matter.bad-signature"));
            assertEquals(good, hand.read(SEARCH));
            assertFalse(hand.read(HALL_PAGE).contains(CLOSED));

            bench.post("platform/halls/" + HandPage.HALL + "/close");
            patience.until("the next good catalogue", () -> hand.read(HALL_PAGE).contains(CLOSED));
            patience.until("nothing wrong any more", () -> ops.conditions().isEmpty());
        }
    }
}
