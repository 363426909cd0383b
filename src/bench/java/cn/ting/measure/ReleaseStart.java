package cn.ting.measure;

import cn.ting.bench.Bench;
import cn.ting.bench.BenchPlan;
import cn.ting.bench.LaunchedKiosk;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Sample;
import cn.ting.stand.StartedRelease;
import cn.ting.time.KioskClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How long the release takes from its start script to its page, and how much memory it then holds. The baseline is a program
 * with the same libraries and none of our classes, packaged, archived and started by the same scripts. Both take turns.
 */
final class ReleaseStart implements Benchmark {

    private static final int TURNS = 7;
    private static final int WARM_UP = 1;
    private static final Duration SETTLE = Duration.ofMillis(1_200);

    private final Path target;
    private final KioskClock clock;

    /** @param target where {@code src/bench/measure} has put the empty program */
    ReleaseStart(Path target, KioskClock clock) {
        this.target = target;
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("start.ready", "start.memory");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Sample[] ready = {new Sample(), new Sample()};
        Sample[] memory = {new Sample(), new Sample()};
        try (Bench bench = new Bench(BenchPlan.free(List.of("k1"), directory), clock)) {
            bench.start();
            LaunchedKiosk kiosk = new LaunchedKiosk(directory.resolve("kiosk"), bench, "k1", "");
            Path[] scripts = {LaunchedKiosk.release().resolve("bin/ting"), target.resolve("measure/empty/release/bin/ting")};
            for (int turn = 0; turn < WARM_UP + TURNS; turn++) {
                for (int i = 0; i < scripts.length; i++) {
                    try (StartedRelease started = new StartedRelease(scripts[i], kiosk.config(), kiosk.data(), clock)) {
                        Duration took = started.awaitPage();
                        clock.pause(SETTLE);
                        if (turn >= WARM_UP) {
                            ready[i].add(took.toNanos() / 1e9);
                            memory[i].add(started.residentMegabytes());
                        }
                    }
                }
            }
        }
        return List.of(
                new Figure("start.ready", ready[0].median(), "s", ready[1].median()),
                new Figure("start.memory", memory[0].median(), "MB", memory[1].median()));
    }
}
