package cn.ting.device.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.device.document.DocumentSubmitting.Submitted;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentSubmittingTest {

    @Test
    void bothWaysPrintTheSameDocument(@TempDir Path directory) throws Exception {
        // One clock for both: what is accepted is told by the printer's, and held against that of the tap.
        KioskClock clock = new SystemClock();
        SimulatedIppPrinter far = new SimulatedIppPrinter(0, Duration.ofMillis(1), clock);
        far.start();
        try (far; PrinterInItsCabinet cabinet = new PrinterInItsCabinet(directory, far.address(), "jobEvery: 50ms")) {
            DocumentSubmitting submitting = new DocumentSubmitting(far, clock);
            cabinet.until("ready", cabinet::ready);
            List<Submitted> times = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                times.add(submitting.submit(
                        () -> cabinet.printer.print(TestPage.document(), 1, Sides.ONE).get(60, TimeUnit.SECONDS), TestPage.document().pdf()));
            }
            times.forEach(time -> assertFalse(time.byTap().isNegative() || time.bare().isNegative(), time::toString));
            cabinet.until("all out", () -> far.unfinished() == 0);
            assertEquals(4, far.papers().size());
            far.papers().forEach(paper -> assertEquals(TestPage.document().pdf().length, paper.pdf().length));
        }
    }
}
