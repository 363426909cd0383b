package cn.ting.stand;

import cn.ting.figure.Page;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Residents who take a number, one after the other, by a watch on the printer's line. For one thread. */
public final class NumberTaking {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KioskOnBench kiosk;
    private final KioskClock clock;
    private final BlockingQueue<Duration> begun = new LinkedBlockingQueue<>();

    public NumberTaking(KioskOnBench kiosk, KioskClock clock) {
        this.kiosk = kiosk;
        this.clock = clock;
        kiosk.cabinet().printer().onSlipBegun(begun::add);
    }

    /** A visit that takes a number; returns how long it was from the tap on the service to the first byte of the slip on the line. */
    public Duration take() throws IOException, InterruptedException {
        try (Page page = kiosk.identified()) {
            begun.clear();
            Duration tapped = clock.uptime();
            if (!page.tap("queue/take", KioskOnBench.TAKE).endsWith("/queue/ticket")) {
                throw new IOException("no number was given");
            }
            Duration first = begun.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (first == null) {
                throw new IOException("no slip began");
            }
            return first.minus(tapped);
        }
    }
}
