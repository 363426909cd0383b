package cn.ting.mileage;

import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Sample;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a million waiting facts cost a kiosk, each beside a ledger with the facts of one visit: the start of its link to the first fact on
 * the platform's disk, the heap that is in use while it is linked, and how many facts a second it goes on to take. The file is in the
 * machine's memory, as it is after a restart of the kiosk alone.
 */
final class LinkBacklog implements Benchmark {

    private static final int STARTS = 5;
    private static final int WARM_UP = 3;
    private static final int TURNS = 16;
    private static final int FACTS_A_TURN = 1_000;
    private static final double LIMIT_PURGE_MS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(1);

    private final int visits;
    private final KioskClock clock;

    LinkBacklog(KioskClock clock) {
        this(50_000, clock);
    }

    LinkBacklog(int visits, KioskClock clock) {
        this.visits = visits;
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("link.backlog");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Path full = Files.createDirectory(directory.resolve("full"));
        Path empty = Files.createDirectory(directory.resolve("empty"));
        List<Figure> figures = new ArrayList<>();
        try (MosquittoBroker broker = new MosquittoBroker(directory, clock)) {
            URI address = broker.address();
            fill(full, visits, address);
            fill(empty, 1, address);
            double emptyHeap = heap(empty, address);
            double fullHeap = heap(full, address);
            figures.add(start(full, empty, address, directory));
            figures.add(new Figure("link.backlog.heap", fullHeap, "MB", emptyHeap));
            figures.addAll(enqueue(full, empty, address));
        }
        return figures;
    }

    private void fill(Path directory, int many, URI broker) {
        Duration began = clock.uptime();
        try (LinkedKiosk kiosk = new LinkedKiosk(name(directory), BareIntake.AREA, broker, directory, clock)) {
            kiosk.serve(many);
        }
        System.err.println("measure: " + many * LinkedKiosk.FACTS_A_VISIT + " facts in " + clock.uptime().minus(began).toSeconds() + " s");
    }

    private static String name(Path directory) {
        return directory.getFileName().toString();
    }

    private Figure start(Path full, Path empty, URI broker, Path directory) throws Exception {
        Sample ofFull = new Sample();
        Sample ofEmpty = new Sample();
        try (BareIntake platform = new BareIntake(broker, directory.resolve("platform.db"), clock)) {
            platform.open();
            for (int turn = 0; turn <= STARTS; turn++) {
                Duration fullTook = firstStored(full, broker, platform);
                try (LinkedKiosk again = new LinkedKiosk("empty", BareIntake.AREA, broker, empty, clock)) {
                    again.serve(1);
                }
                Duration emptyTook = firstStored(empty, broker, platform);
                if (turn > 0) {
                    ofFull.add(fullTook);
                    ofEmpty.add(emptyTook);
                }
            }
            platform.shut();
        }
        return new Figure("link.backlog.start", ofFull.median(), "ms", ofEmpty.median());
    }

    private Duration firstStored(Path directory, URI broker, BareIntake platform) throws Exception {
        platform.forgetFirst();
        Duration began = clock.uptime();
        try (LinkedKiosk kiosk = new LinkedKiosk(name(directory), BareIntake.AREA, broker, directory, clock)) {
            kiosk.link.start();
            Duration deadline = began.plus(PATIENCE);
            while (platform.firstStored() == null) {
                if (clock.uptime().compareTo(deadline) > 0) {
                    throw new IOException("no fact of " + directory + " came");
                }
                clock.pause(GLANCE);
            }
            return platform.firstStored().minus(began);
        }
    }

    /** With the link up and the platform silent, so that as much is looked ahead as ever is, and nothing leaves. */
    private double heap(Path directory, URI broker) throws Exception {
        try (LinkedKiosk kiosk = new LinkedKiosk(name(directory), BareIntake.AREA, broker, directory, clock);
                BareIntake platform = new BareIntake(broker, directory.resolve("heap.db"), clock)) {
            kiosk.link.start();
            Duration deadline = clock.uptime().plus(PATIENCE);
            while (!platform.heardOf(name(directory)) && clock.uptime().compareTo(deadline) < 0) {
                clock.pause(GLANCE);
            }
            // A posted fact makes the link look at what waits.
            kiosk.record("v-last", 1);
            clock.pause(Duration.ofSeconds(2));
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
        }
    }

    private List<Figure> enqueue(Path full, Path empty, URI broker) {
        Sample ofFull = new Sample();
        Sample ofEmpty = new Sample();
        Sample purge = new Sample();
        try (LinkedKiosk loaded = new LinkedKiosk("full", BareIntake.AREA, broker, full, clock);
                LinkedKiosk fresh = new LinkedKiosk("empty", BareIntake.AREA, broker, empty, clock)) {
            for (int turn = 0; turn < WARM_UP + TURNS; turn++) {
                // Now one first, now the other: whoever comes second meets what the first has left to the disk.
                boolean fullFirst = turn % 2 == 0;
                double first = rate(fullFirst ? loaded : fresh);
                double second = rate(fullFirst ? fresh : loaded);
                if (turn >= WARM_UP) {
                    ofFull.add(fullFirst ? first : second);
                    ofEmpty.add(fullFirst ? second : first);
                }
            }
            for (int turn = 0; turn < STARTS; turn++) {
                Duration began = clock.uptime();
                loaded.outbox.purge();
                purge.add(clock.uptime().minus(began));
            }
        }
        return List.of(
                new Figure("link.backlog.enqueue", ofFull.median(), "facts/s", ofEmpty.median()),
                new Figure("link.backlog.purge", purge.percentile(100), "ms", LIMIT_PURGE_MS));
    }

    private double rate(LinkedKiosk kiosk) {
        Duration began = clock.uptime();
        for (int i = 0; i < FACTS_A_TURN; i++) {
            kiosk.record("v-more", 1);
        }
        return FACTS_A_TURN * 1e9 / clock.uptime().minus(began).toNanos();
    }
}
