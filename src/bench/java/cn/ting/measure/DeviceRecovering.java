package cn.ting.measure;

import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Page;
import cn.ting.figure.Sample;
import cn.ting.stand.KioskOnBench;
import cn.ting.time.KioskClock;
import cn.ting.wire.SerialCable;
import cn.ting.wire.TcpFarEnd;
import cn.ting.wire.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * A device gone and come back: from the moment its line tells to the kiosk's word that it is gone, and from the device's first byte on the
 * new line to its word that it is ready. Asked at the technician's call, every few milliseconds. A line over TCP tells when its far end closes
 * it, a serial one by its device file, so each is measured. A network's cable that is pulled tells nothing: no FIN comes, the driver's patience
 * with silence has to run out, and that is what the settings say and no figure.
 */
final class DeviceRecovering implements Benchmark {

    private static final int TURNS = 8;
    private static final double LIMIT_MS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(5);

    /** A device and its cable. */
    private record Pulled(String device, TcpFarEnd far, Runnable pull, Runnable plug) {}

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
        List<Figure> figures = new ArrayList<>();
        try (KioskOnBench kiosk = new KioskOnBench(Files.createDirectory(directory.resolve("network")), Model.instant(), clock)) {
            TcpFarEnd reader = kiosk.cabinet().reader().line();
            TcpFarEnd printer = kiosk.cabinet().printer().line();
            figures.addAll(measured("device.recovery", kiosk, List.of(
                    new Pulled("reader", reader, reader::unplug, reader::start), new Pulled("printer", printer, printer::unplug, printer::start))));
        }
        Path onSerial = Files.createDirectory(directory.resolve("serial"));
        try (SerialCables cables = new SerialCables(onSerial);
                KioskOnBench kiosk = new KioskOnBench(onSerial, Model.instant(), clock, config -> cables.lay(config, "esc-pos"))) {
            SerialCable cable = cables.last();
            figures.addAll(measured("device.recovery.serial", kiosk,
                    List.of(new Pulled("printer", kiosk.cabinet().printer().line(), cable::unplug, cable::plug))));
        }
        return figures;
    }

    private List<Figure> measured(String name, KioskOnBench kiosk, List<Pulled> pulleds) throws IOException, InterruptedException {
        Sample told = new Sample();
        Sample ready = new Sample();
        try (Page page = kiosk.page()) {
            for (int turn = 0; turn < TURNS; turn++) {
                for (Pulled pulled : pulleds) {
                    await(page, pulled.device(), "ready");
                    Duration out = clock.uptime();
                    pulled.pull().run();
                    told.add(await(page, pulled.device(), "absent").minus(out));
                    AtomicReference<Duration> answered = new AtomicReference<>();
                    Traffic ear = (direction, bytes) -> {
                        if (direction == Traffic.Direction.FROM_DEVICE) {
                            answered.compareAndSet(null, clock.uptime());
                        }
                    };
                    pulled.far().onTraffic(ear);
                    pulled.plug().run();
                    Duration served = await(page, pulled.device(), "ready");
                    ready.add(served.minus(answered.get()));
                }
            }
        }
        return List.of(
                new Figure(name + ".told", told.percentile(95), "ms", LIMIT_MS),
                new Figure(name + ".ready", ready.percentile(95), "ms", LIMIT_MS));
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
