package cn.ting.measure;

import cn.ting.catalogue.SyntheticMatters;
import cn.ting.catalogue.SyntheticQuestions;
import cn.ting.condition.Conditions;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Sample;
import cn.ting.matter.Catalogue;
import cn.ting.matter.MatterCard;
import cn.ting.matter.MatterSettings;
import cn.ting.time.KioskClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long the catalogue looks for what a resident has typed, the twenty rows a page shows, over a large catalogue and one
 * larger than any platform may publish. In this process, on one thread: neither HTTP nor a page is in it.
 */
final class CatalogueSearching implements Benchmark {

    private static final long SEED = 20_261_126;
    private static final int EACH = 200;
    private static final int WARM_UP = 3;
    private static final int ROWS = 20;

    /** @param limitMs what 99 of 100 questions may take */
    private record Size(int matters, double limitMs) {}

    private static final List<Size> SIZES = List.of(new Size(10_000, 5), new Size(100_000, 20));

    private final KioskClock clock;

    CatalogueSearching(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("catalogue.search");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (Size size : SIZES) {
            Duration began = clock.uptime();
            MatterSettings file = new MatterSettings(directory.resolve(size.matters() + ".db").toString());
            Catalogue.tryUnsigned(file, new Conditions(clock), clock, new SyntheticMatters(SEED).pages(size.matters()), catalogue -> {
                System.err.println("measure: " + size.matters() + " matters in " + clock.uptime().minus(began).toSeconds() + " s");
                figures.addAll(ask(catalogue, size));
            });
        }
        return figures;
    }

    private List<Figure> ask(Catalogue catalogue, Size size) {
        Map<String, List<String>> kinds = new SyntheticQuestions(SEED).draw(EACH);
        for (int i = 0; i < WARM_UP; i++) {
            kinds.values().forEach(questions -> questions.forEach(question -> catalogue.search(question, ROWS)));
        }
        System.gc();
        String name = "catalogue.search." + size.matters();
        List<Figure> figures = new ArrayList<>();
        Sample all = new Sample();
        StringBuilder hits = new StringBuilder();
        kinds.forEach((kind, questions) -> {
            Sample sample = new Sample();
            int found = 0;
            for (String question : questions) {
                Duration began = clock.uptime();
                List<MatterCard> rows = catalogue.search(question, ROWS);
                Duration took = clock.uptime().minus(began);
                sample.add(took);
                all.add(took);
                found += rows.isEmpty() ? 0 : 1;
            }
            hits.append(' ').append(kind).append(' ').append(found);
            figures.add(new Figure(name + "." + kind, sample.percentile(99), "ms", size.limitMs()));
        });
        System.err.println("measure: of " + EACH + " questions found something:" + hits);
        figures.add(0, new Figure(name, all.percentile(99), "ms", size.limitMs()));
        return figures;
    }
}
