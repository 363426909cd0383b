package cn.ting.mileage;

import cn.ting.catalogue.CatalogueContent;
import cn.ting.catalogue.CataloguePublisher;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.platform.HallPlan;
import cn.ting.platform.Platform;
import cn.ting.time.KioskClock;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What each kiosk of fifty, two hundred and five hundred costs, at one broker, with a platform for every fifty, and in one process: connecting, getting
 * leases and a small catalogue, giving a number, and giving another while the broker is killed and started anew, to the last receipt. Each
 * figure of many is held against that of fifty: what grows with the number of kiosks shows as a ratio above one.
 */
final class FleetConnecting implements Benchmark {

    private static final int MATTERS = 20;

    /** Kiosks of one area: blocks of ten of a hall's 999 numbers go to fewer than a hundred. */
    private static final int AN_AREA = 50;

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final KioskClock clock;
    private final List<Integer> sizes;

    FleetConnecting(KioskClock clock) {
        this(clock, List.of(50, 200, 500));
    }

    /** @param sizes the first is what the others are held against */
    FleetConnecting(KioskClock clock, List<Integer> sizes) {
        this.clock = clock;
        this.sizes = sizes;
    }

    @Override
    public List<String> names() {
        return List.of("fleet.connect");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        // Classes are loaded and compiled by kiosks that are not counted.
        of(20, Files.createDirectory(directory.resolve("warm-up")));
        List<Figure> figures = new ArrayList<>();
        Map<String, Double> ofFirst = Map.of();
        for (int size : sizes) {
            Map<String, Double> each = of(size, Files.createDirectory(directory.resolve("of-" + size)));
            ofFirst = ofFirst.isEmpty() ? each : ofFirst;
            for (Map.Entry<String, Double> figure : each.entrySet()) {
                String[] words = figure.getKey().split(" ");
                figures.add(new Figure(
                        "fleet.connect." + size + "." + words[0], figure.getValue(), words[1], ofFirst.get(figure.getKey())));
            }
        }
        return figures;
    }

    /** What one kiosk of so many costs, by name and unit. */
    private Map<String, Double> of(int size, Path directory) throws Exception {
        CatalogueContent content = CatalogueContent.read().mostAsked(MATTERS);
        HallPlan hall = new HallPlan(FleetKiosk.HALL, List.of(new HallPlan.Service(FleetKiosk.SERVICE, "D")), List.of("1"));
        List<FleetKiosk> kiosks = new ArrayList<>();
        List<Platform> platforms = new ArrayList<>();
        try (MosquittoBroker broker = new MosquittoBroker(directory, clock)) {
            for (int area = 0; area * AN_AREA < size; area++) {
                Platform platform = new Platform(
                        broker.platformAddress(), "area-" + area, directory.resolve("platform-" + area + ".db"), List.of(hall), clock);
                platforms.add(platform);
                platform.start();
                new CataloguePublisher(platform::sign).publish(content, 1, clock.instant()).to(platform::publishRetained);
            }
            long threads = Thread.getAllStackTraces().size();
            double heap = heap();
            double resident = resident();
            for (int i = 0; i < size; i++) {
                kiosks.add(new FleetKiosk("k" + i, "area-" + i / AN_AREA, broker.address(), Files.createDirectory(directory.resolve("k" + i)), clock));
            }
            Map<String, Double> each = new LinkedHashMap<>();
            double processor = processorMs();
            Duration began = clock.uptime();
            kiosks.forEach(FleetKiosk::start);
            await(kiosks, "linked", kiosk -> kiosk.core.link.up());
            each.put("up ms", share(began, size));
            await(kiosks, "in possession of the catalogue", FleetKiosk::hasCatalogue);
            each.put("synced ms", share(began, size));
            Duration giving = clock.uptime();
            await(kiosks, "able to give a number", kiosk -> kiosk.take("first"));
            await(kiosks, "drained", FleetKiosk::drained);
            each.put("number ms", share(giving, size));
            each.put("processor ms", (processorMs() - processor) / size);
            each.put("wire KiB", WireBytes.to(broker.port()) / 1024.0 / size);
            each.put("threads 1", (Thread.getAllStackTraces().size() - threads) / (double) size);
            each.put("heap KiB", (heap() - heap) / 1024 / size);
            each.put("resident KiB", (resident() - resident) / 1024 / size);
            restart(broker, kiosks);
            double processorAgain = processorMs();
            each.put("drained ms", restarted(broker, kiosks, size));
            each.put("drained.processor ms", (processorMs() - processorAgain) / size);
            long stored = platforms.stream().mapToLong(platform -> platform.ledger().facts()).sum();
            long again = platforms.stream().mapToLong(known -> known.ledger().duplicates()).sum();
            System.err.println("measure: " + size + " kiosks, stored " + stored + ", again " + again);
            return each;
        } finally {
            kiosks.forEach(FleetKiosk::close);
            platforms.forEach(Platform::close);
        }
    }

    /** Kills the broker; every kiosk gives a number before it is started anew. */
    private void restart(MosquittoBroker broker, List<FleetKiosk> kiosks) throws Exception {
        broker.kill();
        await(kiosks, "able to give a number without a broker", kiosk -> kiosk.take("second"));
    }

    private double restarted(MosquittoBroker broker, List<FleetKiosk> kiosks, int size) throws Exception {
        broker.start();
        Duration began = clock.uptime();
        await(kiosks, "drained", FleetKiosk::drained);
        return share(began, size);
    }

    private double share(Duration began, int size) {
        return clock.uptime().minus(began).toNanos() / 1e6 / size;
    }

    /** Waits until something is true of each, or was once. They are asked in turn: to ask all again and again would cost more the more they are. */
    private void await(List<FleetKiosk> kiosks, String what, Predicate<FleetKiosk> so) throws Exception {
        Deque<FleetKiosk> left = new ArrayDeque<>(kiosks);
        Duration deadline = clock.uptime().plus(PATIENCE);
        while (!left.isEmpty()) {
            if (so.test(left.element())) {
                left.remove();
            } else if (clock.uptime().compareTo(deadline) > 0) {
                throw new IOException(left.size() + " kiosks are not " + what);
            } else {
                clock.pause(GLANCE);
            }
        }
    }

    /** What this process has had of the processors, the platforms with it: unlike the time it took, no matter what else they do. */
    private static double processorMs() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e6;
    }

    private static double heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** What of this process is in memory, libraries and stacks with it; Linux says it in KiB. */
    private static double resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
