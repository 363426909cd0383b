package cn.ting.measure;

import cn.ting.bench.Bench;
import cn.ting.bench.BenchPlan;
import cn.ting.bench.LaunchedKiosk;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the drivers cost while nothing happens: the processor time of a kiosk with its devices, less that of one without any, as a part
 * of one core.
 */
final class DeviceIdling implements Benchmark {

    private static final Duration SETTLE = Duration.ofSeconds(20);
    private static final Duration WATCHED = Duration.ofSeconds(60);
    private static final double LIMIT_PERCENT = 1;
    /** USER_HZ is 100 on every machine Linux runs on. */
    private static final double TICKS_A_SECOND = 100;

    private final KioskClock clock;

    DeviceIdling(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("device.idle");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        double with = percent(directory.resolve("with"), "");
        double without = percent(directory.resolve("without"), "(?ms)^devices:.*?(?=^[a-z]|\\z)");
        return List.of(new Figure("device.idle", Math.max(0, with - without), "percent of a core", LIMIT_PERCENT));
    }

    private double percent(Path directory, String leftOut) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        try (Bench bench = new Bench(BenchPlan.free(List.of("k1"), directory), clock)) {
            bench.start();
            try (LaunchedKiosk kiosk = new LaunchedKiosk(directory.resolve("kiosk"), bench, "k1", "")) {
                if (!leftOut.isEmpty()) {
                    kiosk.rewrite(text -> text.replaceFirst(leftOut, "devices: []\n"));
                }
                kiosk.start();
                clock.pause(SETTLE);
                long before = ticks(kiosk.pid());
                clock.pause(WATCHED);
                return (ticks(kiosk.pid()) - before) / TICKS_A_SECOND / WATCHED.toSeconds() * 100;
            }
        }
    }

    /** User and system time of the whole process: fields 14 and 15 of its stat (proc(5)), counted behind its name. */
    private static long ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
