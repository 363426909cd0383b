package cn.ting.mileage;

import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Sample;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How fast a kiosk that was cut off for long sends what waits: ten thousand facts of five hundred visits, from the platform's word that it
 * stores to the last receipt settled in the ledger. The baseline sends the same bytes from memory through the same broker to the same far
 * end with bare Paho, in one row, to the receipt that names the last: no order within visits, no ledger, no sending again. Both take turns.
 */
final class LinkDraining implements Benchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(1);
    /** While all runs: a look every millisecond took a fiftieth of what two cores do, and of the kiosk alone, as the bare client needs none. */
    private static final Duration SELDOM = Duration.ofMillis(10);

    private final int visits;
    private final int warmUp;
    private final int turns;
    private final KioskClock clock;

    LinkDraining(KioskClock clock) {
        this(500, 2, 7, clock);
    }

    LinkDraining(int visits, int warmUp, int turns, KioskClock clock) {
        this.visits = visits;
        this.warmUp = warmUp;
        this.turns = turns;
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("link.drain");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Sample drained = new Sample();
        Sample bare = new Sample();
        int facts = visits * LinkedKiosk.FACTS_A_VISIT;
        try (MosquittoBroker broker = new MosquittoBroker(directory, clock)) {
            for (int turn = 0; turn < warmUp + turns; turn++) {
                Path own = Files.createDirectory(directory.resolve("turn-" + turn));
                Duration product = drain(broker.address(), "k" + turn, own, facts);
                Duration baseline = send(broker.address(), "k" + turn, own, envelopes(own));
                if (turn >= warmUp) {
                    drained.add(facts * 1e9 / product.toNanos());
                    bare.add(facts * 1e9 / baseline.toNanos());
                }
            }
        }
        return List.of(new Figure("link.drain", drained.median(), "facts/s", bare.median()));
    }

    private Duration drain(URI broker, String name, Path own, int facts) throws Exception {
        try (BareIntake platform = new BareIntake(broker, own.resolve("platform.db"), clock);
                LinkedKiosk kiosk = new LinkedKiosk(name, BareIntake.AREA, broker, own, clock)) {
            kiosk.serve(visits);
            kiosk.link.start();
            await("the kiosk is born", GLANCE, () -> platform.heardOf(name));
            Duration began = clock.uptime();
            platform.open();
            await("all is stored", SELDOM, () -> platform.stored() >= facts);
            await("all is settled", GLANCE, () -> kiosk.outbox.waiting() == 0);
            Duration took = clock.uptime().minus(began);
            platform.shut();
            return took;
        }
    }

    /** What the kiosk has sent, byte for byte. */
    private static List<byte[]> envelopes(Path own) throws SQLException {
        List<byte[]> envelopes = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + own.resolve("ledger.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT envelope FROM outbox ORDER BY posted")) {
            while (row.next()) {
                envelopes.add(row.getBytes(1));
            }
        }
        return envelopes;
    }

    private Duration send(URI broker, String name, Path own, List<byte[]> envelopes) throws Exception {
        String last = "\"through\":" + envelopes.size() + ",";
        Semaphore receipted = new Semaphore(0);
        try (BareIntake platform = new BareIntake(broker, own.resolve("bare-platform.db"), clock);
                BareClient kiosk = new BareClient(broker, "bare-kiosk", (topic, receipt) -> {
                    if (new String(receipt, StandardCharsets.US_ASCII).contains(last)) {
                        receipted.release();
                    }
                })) {
            kiosk.subscribe(BareIntake.receiptTopic(name));
            Duration began = clock.uptime();
            for (byte[] envelope : envelopes) {
                kiosk.publish(BareIntake.factTopic(name), envelope, false);
            }
            if (!receipted.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("the bare platform stored " + platform.stored() + " of " + envelopes.size());
            }
            return clock.uptime().minus(began);
        }
    }

    /** What must become true. */
    private interface Sought {
        boolean isSo();
    }

    private void await(String what, Duration every, Sought sought) throws Exception {
        Duration deadline = clock.uptime().plus(PATIENCE);
        while (!sought.isSo()) {
            if (clock.uptime().compareTo(deadline) > 0) {
                throw new IOException("waited in vain until " + what);
            }
            clock.pause(every);
        }
    }
}
