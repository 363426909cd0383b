package cn.ting.measure;

import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Page;
import cn.ting.figure.Sample;
import cn.ting.stand.KioskOnBench;
import cn.ting.time.KioskClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long the kiosk takes over each page of a visit, while one visit a second is begun: from the last byte of the request to
 * the last byte of the answer, over loopback, and where the kiosk leads the page on, the whole way. What the browser then draws
 * is not in it.
 */
final class PageAnswering implements Benchmark {

    private static final int VISITS = 100;
    private static final int WARM_UP = 15;
    private static final Duration EVERY = Duration.ofSeconds(1);
    /** Leaves of each second what the collection and the card's way over its line need. */
    private static final Duration BEFORE_TOUCH = Duration.ofMillis(15);
    private static final double LIMIT_MS = 30;

    private final KioskClock clock;

    PageAnswering(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("page.answer");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Map<String, Sample> pages = new LinkedHashMap<>();
        try (KioskOnBench kiosk = new KioskOnBench(directory, Model.instant(), clock); Page page = kiosk.page()) {
            VisitWalk walk = new VisitWalk(kiosk, page, clock, BEFORE_TOUCH);
            int late = 0;
            for (int visit = 0; visit < WARM_UP + VISITS; visit++) {
                Duration next = clock.uptime().plus(EVERY);
                boolean counts = visit >= WARM_UP;
                walk.live(visit, (name, shown) -> {
                    if (counts) {
                        pages.computeIfAbsent(name, first -> new Sample()).add(shown.took());
                    }
                });
                // Between two visits, so that no collection of the measuring process is counted as the kiosk's time.
                System.gc();
                Duration left = next.minus(clock.uptime());
                if (left.isNegative()) {
                    late++;
                } else {
                    clock.pause(left);
                }
            }
            if (late > 0) {
                System.err.println("measure: " + late + " visits began late, since the one before lasted longer than a second");
            }
        }
        return figures(pages);
    }

    private static List<Figure> figures(Map<String, Sample> pages) {
        List<Figure> figures = new ArrayList<>();
        pages.forEach((name, sample) ->
                figures.add(new Figure("page.answer." + name, sample.percentile(99), "ms", LIMIT_MS)));
        pages.forEach((name, sample) -> System.err.printf("measure: half of %s within %.2f ms%n", name, sample.median()));
        double worst = figures.stream().mapToDouble(Figure::value).max().orElseThrow();
        figures.add(0, new Figure("page.answer", worst, "ms", LIMIT_MS));
        return figures;
    }
}
