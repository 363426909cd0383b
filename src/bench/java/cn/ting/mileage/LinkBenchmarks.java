package cn.ting.mileage;

import cn.ting.figure.Benchmark;
import cn.ting.time.KioskClock;
import java.util.List;

/** What is measured of the link. */
public final class LinkBenchmarks {

    private LinkBenchmarks() {}

    public static List<Benchmark> all(KioskClock clock) {
        return List.of(
                new SlowDisk(), new LinkDraining(clock), new LinkRecovering(), new LinkBacklog(clock), new FleetConnecting(clock));
    }
}
