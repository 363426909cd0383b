package cn.ting.measure;

import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Page;
import cn.ting.figure.Sample;
import cn.ting.stand.KioskOnBench;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** From the platform's call of a number to the banner written to the page of whoever holds it: through broker and link. */
final class CallShowing implements Benchmark {

    private static final int CALLS = 30;
    private static final int WARM_UP = 3;
    private static final double LIMIT_MS = 100;
    private static final int MOST_TRIES = 500;

    private final KioskClock clock;

    CallShowing(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("call.page");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Sample shown = new Sample();
        try (KioskOnBench kiosk = new KioskOnBench(directory, Model.instant(), clock)) {
            call(kiosk);
            for (int i = 0; i < WARM_UP + CALLS; i++) {
                Duration took = once(kiosk);
                if (i >= WARM_UP) {
                    shown.add(took);
                }
            }
        }
        return List.of(
                new Figure("call.page", shown.median(), "ms", LIMIT_MS),
                new Figure("call.page.p95", shown.percentile(95), "ms", LIMIT_MS));
    }

    private Duration once(KioskOnBench kiosk) throws IOException, InterruptedException {
        try (Page page = kiosk.identified()) {
            page.tap("queue/take", KioskOnBench.TAKE);
            page.get("queue/ticket");
            Duration called = call(kiosk);
            return page.await(heard -> heard.data().contains("sheet called")).at().minus(called);
        }
    }

    /** Calls whoever waits, as soon as the platform has heard of them; returns when that call began. */
    private Duration call(KioskOnBench kiosk) throws IOException, InterruptedException {
        for (int i = 0; i < MOST_TRIES; i++) {
            Duration now = clock.uptime();
            if (kiosk.bench().platform().callNext(KioskOnBench.HALL, KioskOnBench.SERVICE, "1").isPresent()) {
                return now;
            }
            clock.pause(Duration.ofMillis(20));
        }
        throw new IOException("the platform heard of no number");
    }
}
