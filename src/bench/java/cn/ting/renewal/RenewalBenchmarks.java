package cn.ting.renewal;

import cn.ting.figure.Benchmark;
import cn.ting.time.KioskClock;
import java.nio.file.Path;
import java.util.List;

/** What is measured of updates. */
public final class RenewalBenchmarks {

    private RenewalBenchmarks() {}

    /** @param project the working copy, with its release in {@code target} */
    public static List<Benchmark> all(Path project, KioskClock clock) {
        return List.of(new SwitchGap(project, clock), new SlotVerifying(project, clock), new ReleaseTravelling(project, clock));
    }
}
