package cn.ting.measure;

import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Page;
import cn.ting.figure.Sample;
import cn.ting.stand.KioskOnBench;
import cn.ting.time.KioskClock;
import cn.ting.wire.TcpFarEnd;
import cn.ting.wire.Traffic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * A device's network cable pulled and put in again: from the pull to the kiosk's word that it is gone, and from the device's first byte on
 * the new line to its word that it is ready. Asked at the technician's call, every few milliseconds. Both lines go over TCP: that a device
 * file goes is told by another way, and not measured here.
 */
final class DeviceRecovering implements Benchmark {

    private static final int TURNS = 8;
    private static final double LIMIT_MS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(5);

    private final KioskClock clock;

    DeviceRecovering(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("device.recovery");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Sample told = new Sample();
        Sample ready = new Sample();
        try (KioskOnBench kiosk = new KioskOnBench(directory, Model.instant(), clock);
                Page page = kiosk.page()) {
            Map<String, TcpFarEnd> lines = new TreeMap<>(Map.of(
                    "reader", kiosk.cabinet().reader().line(), "printer", kiosk.cabinet().printer().line()));
            for (int turn = 0; turn < TURNS; turn++) {
                for (Map.Entry<String, TcpFarEnd> line : lines.entrySet()) {
                    await(page, line.getKey(), "ready");
                    Duration pulled = clock.uptime();
                    line.getValue().unplug();
                    told.add(await(page, line.getKey(), "absent").minus(pulled));
                    AtomicReference<Duration> answered = new AtomicReference<>();
                    Traffic ear = (direction, bytes) -> {
                        if (direction == Traffic.Direction.FROM_DEVICE) {
                            answered.compareAndSet(null, clock.uptime());
                        }
                    };
                    line.getValue().onTraffic(ear);
                    line.getValue().start();
                    Duration served = await(page, line.getKey(), "ready");
                    ready.add(served.minus(answered.get()));
                }
            }
        }
        return List.of(
                new Figure("device.recovery.told", told.percentile(95), "ms", LIMIT_MS),
                new Figure("device.recovery.ready", ready.percentile(95), "ms", LIMIT_MS));
    }

    private Duration await(Page page, String device, String state) throws IOException, InterruptedException {
        Duration deadline = clock.uptime().plus(PATIENCE);
        String sought = "\"name\":\"" + device + "\",\"kind\":\"[a-z]+\",\"state\":\"" + state + "\"";
        while (clock.uptime().compareTo(deadline) < 0) {
            String devices = page.get("technician/devices");
            Duration now = clock.uptime();
            if (Pattern.compile(sought).matcher(devices).find()) {
                return now;
            }
            clock.pause(GLANCE);
        }
        throw new IOException(device + " is not " + state + " within " + PATIENCE);
    }
}
