package cn.ting.measure;

import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Page;
import cn.ting.stand.KioskOnBench;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How much the kiosk sends its page, head and body as they are on the line: the idle page with all it needs, and then the
 * heaviest step of a visit. Steps are those of a visit in Chinese, and every page that any page links to, in both languages.
 */
final class PageWeighing implements Benchmark {

    private static final double FIRST_LIMIT_KIB = 200;
    private static final double STEP_LIMIT_KIB = 30;
    private static final int MOST_PAGES = 20_000;
    /** What a browser loads by itself: scripts and pictures, style sheets and the icon, what a style sheet names. */
    private static final Pattern NEEDED =
            Pattern.compile("\\ssrc=\"(/[^\"]+)\"|<link [^>]*href=\"(/[^\"]+)\"|url\\([\"']?(/[^\"')]+)");

    private final KioskClock clock;
    private final Set<String> loaded = new HashSet<>();
    private double heaviest;

    PageWeighing(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("page.weight");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        double first;
        try (KioskOnBench kiosk = new KioskOnBench(directory, Model.instant(), clock); Page page = kiosk.page()) {
            first = weight(page, page.idle());
            new VisitWalk(kiosk, page, clock, Duration.ZERO).live(0, (name, shown) -> weigh(page, name, shown));
            try (Page known = kiosk.identified()) {
                crawl(known, "Chinese");
                known.submit("/screen/language", "path=/home");
                crawl(known, "English");
            }
        }
        return List.of(
                new Figure("page.weight.first", first, "KiB", FIRST_LIMIT_KIB),
                new Figure("page.weight.step", heaviest, "KiB", STEP_LIMIT_KIB));
    }

    /** Opens every page that can be reached by links alone. */
    private void crawl(Page page, String language) throws IOException {
        Set<String> met = new HashSet<>(Set.of("/"));
        Deque<String> open = new ArrayDeque<>(List.of("/home", "/queue"));
        while (!open.isEmpty() && met.size() < MOST_PAGES) {
            String path = open.pop();
            // Help is one page, whatever page it leads back to.
            if (met.add(path.startsWith("/help?") ? "/help" : path) && !loaded.contains(path)) {
                Page.Shown shown = page.open(path);
                weigh(page, "in " + language, shown);
                open.addAll(VisitWalk.links(shown));
            }
        }
        System.err.println("measure: " + met.size() + " pages in " + language);
    }

    private void weigh(Page page, String name, Page.Shown shown) throws IOException {
        double weight = shown.path().equals("/") ? 0 : weight(page, shown);
        if (weight > heaviest) {
            heaviest = weight;
            System.err.printf("measure: the heaviest step so far is %s, %s: %.1f KiB%n", shown.path(), name, weight);
        }
    }

    /** What an answer weighs with all that it refers to and nothing before it did; in KiB. */
    private double weight(Page page, Page.Shown shown) throws IOException {
        double weight = shown.bytes() / 1024.0;
        List<String> needed = NEEDED.matcher(shown.html()).results()
                .flatMap(found -> Stream.of(1, 2, 3).map(found::group))
                .filter(Objects::nonNull)
                .toList();
        for (String path : needed) {
            if (loaded.add(path)) {
                weight += weight(page, page.file(path));
            }
        }
        return weight;
    }
}
