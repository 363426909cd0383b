package cn.ting.measure;

import cn.ting.device.receipt.SimulatedEscPosPrinter;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Page;
import cn.ting.figure.Sample;
import cn.ting.stand.KioskOnBench;
import cn.ting.time.KioskClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** From the end of the paper, as the printer would tell it, to its word at the head of the page of whoever stands there. */
final class PaperOutShowing implements Benchmark {

    private static final int TURNS = 20;
    private static final double LIMIT_MS = 300;
    private static final String WORD = "缺小票纸";
    private static final String HEAD = "id=\"status\"";

    private final KioskClock clock;

    PaperOutShowing(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("receipt.truth");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Sample shown = new Sample();
        try (KioskOnBench kiosk = new KioskOnBench(directory, Model.instant(), clock);
                Page page = kiosk.identified()) {
            SimulatedEscPosPrinter printer = kiosk.cabinet().printer();
            for (int turn = 0; turn < TURNS; turn++) {
                Duration out = clock.uptime();
                printer.paperOut();
                shown.add(page.await(heard -> heard.data().contains(WORD)).at().minus(out));
                printer.paperIn(50_000);
                // Its head, that is: pushed with it are parts that never hold the word.
                page.await(heard -> heard.data().contains(HEAD) && !heard.data().contains(WORD));
                // Asked at one beat the printer would always be looked at in the same moment of it.
                clock.pause(Duration.ofMillis(37L * turn % 300));
                page.get("home");
            }
        }
        return List.of(
                new Figure("receipt.truth", shown.median(), "ms", LIMIT_MS),
                new Figure("receipt.truth.p95", shown.percentile(95), "ms", LIMIT_MS));
    }
}
