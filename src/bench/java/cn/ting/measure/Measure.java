package cn.ting.measure;

import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.ShippedLog;
import cn.ting.mileage.LinkBenchmarks;
import cn.ting.renewal.RenewalBenchmarks;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs the benchmarks that were named, or all, and prints a line a figure. See {@code src/bench/measure -h}. */
public final class Measure {

    private final Path work;
    private final List<Benchmark> benchmarks;

    private Measure(Path project, KioskClock clock) {
        work = project.resolve("target/measure/work");
        benchmarks = new ArrayList<>(List.of(
                new CardReading(clock),
                new CallShowing(clock),
                new TicketPrinting(clock),
                new PageAnswering(clock),
                new PageWeighing(clock),
                new SlipWeighing(clock),
                new PaperOutShowing(clock),
                new DeviceRecovering(clock),
                new DeviceIdling(clock),
                new DocumentPrinting(clock),
                new CatalogueSearching(clock),
                new CatalogueArriving(clock),
                new ServingBesideSync(clock),
                new CodeDecoding(),
                new FactPosting(clock),
                new ReleaseStart(project.resolve("target"), clock)));
        benchmarks.addAll(LinkBenchmarks.all(clock));
        benchmarks.addAll(RenewalBenchmarks.all(project, clock));
    }

    /** Exits with 2 for a name that no benchmark has. */
    public static void main(String[] names) throws Exception {
        ShippedLog.use();
        Path project = Path.of(System.getProperty("project.root", "."));
        boolean known = new Measure(project, new SystemClock()).run(List.of(names));
        System.exit(known ? 0 : 2);
    }

    private boolean run(List<String> wanted) throws Exception {
        List<String> unknown = new ArrayList<>(wanted);
        benchmarks.forEach(benchmark -> unknown.removeAll(benchmark.names()));
        if (!unknown.isEmpty()) {
            System.err.println("measure: no benchmark is called " + String.join(", ", unknown));
            return false;
        }
        for (Benchmark benchmark : benchmarks) {
            List<String> asked = benchmark.names().stream()
                    .filter(name -> wanted.isEmpty() || wanted.contains(name))
                    .toList();
            if (!asked.isEmpty()) {
                System.err.println("measuring " + String.join(", ", asked));
                benchmark.run(freshDirectory()).stream()
                        .filter(figure -> asked.stream().anyMatch(name -> belongs(figure, name)))
                        .forEach(figure -> System.out.println(figure.line()));
            }
        }
        return true;
    }

    private static boolean belongs(Figure figure, String name) {
        return figure.name().equals(name) || figure.name().startsWith(name + ".");
    }

    private Path freshDirectory() throws IOException {
        if (Files.exists(work)) {
            try (Stream<Path> old = Files.walk(work)) {
                for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(work);
    }
}
