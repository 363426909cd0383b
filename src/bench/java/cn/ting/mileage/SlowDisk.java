package cn.ting.mileage;

import cn.ting.figure.BareLedger;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Sample;
import cn.ting.figure.ShippedLog;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many facts a second go into visit book and outbox, singly and fifty at a time, where every sync of the disk takes 20 ms longer, as on
 * worn flash: strace holds this process's fsync and fdatasync back by that. The baseline is bare inserts of equal rows on the same disk.
 */
public final class SlowDisk implements Benchmark {

    private static final List<String> SLOWED = List.of(
            "strace", "-f", "-qqq", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=fsync,fdatasync",
            "-e", "inject=fsync,fdatasync:delay_enter=20000");

    private static final int[] TOGETHER = {1, 50};
    private static final int WARM_UP = 2;
    private static final int TURNS = 9;
    private static final int COMMITS_A_TURN = 40;

    @Override
    public List<String> names() {
        return List.of("link.enqueue.slow");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Map<String, Sample> told = new TreeMap<>();
        for (String line : ChildMeasure.run(SLOWED, SlowDisk.class, directory)) {
            String[] words = line.split("\t");
            told.computeIfAbsent(words[0], name -> new Sample()).add(Double.parseDouble(words[1]));
        }
        List<Figure> figures = new ArrayList<>();
        for (int together : TOGETHER) {
            figures.add(new Figure("link.enqueue.slow." + together, told.get("posted." + together).median(), "facts/s",
                    told.get("bare." + together).median()));
        }
        return figures;
    }

    /** What is slowed. */
    public static void main(String[] words) throws Exception {
        ShippedLog.use();
        KioskClock clock = new SystemClock();
        for (int together : TOGETHER) {
            measure(Path.of(words[0]), together, clock);
        }
        System.exit(0);
    }

    private static void measure(Path directory, int together, KioskClock clock) throws Exception {
        Path own = Files.createDirectory(directory.resolve("of-" + together));
        try (LinkedKiosk kiosk = new LinkedKiosk("k1", BareIntake.AREA, URI.create("tcp://127.0.0.1:1"), own, clock)) {
            kiosk.record("v-0", 1);
            BareLedger.Rows rows = BareLedger.Rows.lastOf(own.resolve("ledger.db"));
            try (BareLedger bare = BareLedger.of(own.resolve("bare.db"), rows)) {
                for (int turn = 0; turn < WARM_UP + TURNS; turn++) {
                    double posted = rate(clock, together, () -> kiosk.record("v-1", together));
                    double inserted = rate(clock, together, () -> bare.commit(together));
                    if (turn >= WARM_UP) {
                        ChildMeasure.tell("posted." + together, posted);
                        ChildMeasure.tell("bare." + together, inserted);
                    }
                }
            }
        }
    }

    /** One commit. */
    private interface Commit {
        void run() throws SQLException;
    }

    private static double rate(KioskClock clock, int together, Commit commit) throws SQLException {
        Duration began = clock.uptime();
        for (int commits = 0; commits < COMMITS_A_TURN; commits++) {
            commit.run();
        }
        return COMMITS_A_TURN * together * 1e9 / clock.uptime().minus(began).toNanos();
    }
}
