package cn.ting.mileage;

import cn.ting.figure.ShippedLog;
import cn.ting.time.KioskClock;
import cn.ting.time.SteppedClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Passage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Outages of a kiosk's network, and the time from its being back to the first fact on the platform's disk. Sockets, broker and address are
 * real. The kiosk's clock is stepped: it runs fifty times as fast during an outage and beside the machine's own otherwise, so that no
 * wait of the kiosk after the outage is spared. A network is back once a connection would pass; the kiosk is told by nothing but the
 * address that has come.
 */
public final class RecoveryProcess {

    private static final int[] OUTAGES_S = {0, 15, 60, 600};
    private static final int TURNS = 8;
    private static final Duration CALM = Duration.ofSeconds(30);
    private static final int HURRY = 50;
    private static final String KIOSK = "k1";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BEAT = Duration.ofMillis(2);

    private final KioskClock machine = new SystemClock();
    private final SteppedClock clock = new SteppedClock(machine.instant());
    private Duration stepped = machine.uptime();

    private RecoveryProcess() {}

    public static void main(String[] words) throws Exception {
        ShippedLog.use();
        new RecoveryProcess().run(Path.of(words[0]));
        System.exit(0);
    }

    private void run(Path directory) throws Exception {
        Uplink.make();
        Uplink.up();
        int port = freePort();
        try (MosquittoBroker broker = new MosquittoBroker(directory, machine);
                Passage passage = new Passage(port, broker.port(), machine, new SplittableRandom())) {
            try (BareIntake platform = new BareIntake(broker.platformAddress(), directory.resolve("platform.db"), machine);
                    LinkedKiosk kiosk = new LinkedKiosk(KIOSK, BareIntake.AREA, URI.create("tcp://127.0.0.1:" + port), directory, clock)) {
                platform.open();
                passage.open();
                kiosk.link.start();
                for (int turn = 0; turn < TURNS; turn++) {
                    for (int seconds : OUTAGES_S) {
                        run(1, "the link is up", kiosk.link::up);
                        double took = recover(kiosk, passage, platform, Duration.ofSeconds(seconds));
                        ChildMeasure.tell(String.valueOf(seconds), took);
                    }
                }
            }
        }
    }

    private double recover(LinkedKiosk kiosk, Passage passage, BareIntake platform, Duration outage) throws Exception {
        run(1, "all is settled", () -> kiosk.outbox.waiting() == 0);
        Duration held = clock.uptime().plus(CALM);
        run(HURRY, "the connection has held for a while", () -> clock.uptime().compareTo(held) >= 0);
        passage.shut();
        Uplink.down();
        run(1, "the kiosk has noticed", () -> !kiosk.link.up());
        kiosk.record("v-1", 1);
        Duration over = clock.uptime().plus(outage);
        run(HURRY, "the outage is over", () -> clock.uptime().compareTo(over) >= 0);
        platform.forgetFirst();
        Duration back = machine.uptime();
        passage.open();
        Uplink.up();
        run(1, "the first fact is stored", () -> platform.firstStored() != null);
        return platform.firstStored().minus(back).toNanos() / 1e6;
    }

    /** Lets the kiosk's clock run until something is so. */
    private void run(int pace, String what, BooleanSupplier so) throws Exception {
        Duration deadline = machine.uptime().plus(PATIENCE);
        stepped = machine.uptime();
        while (!so.getAsBoolean()) {
            if (machine.uptime().compareTo(deadline) > 0) {
                throw new IOException("waited in vain until " + what);
            }
            machine.pause(BEAT);
            Duration now = machine.uptime();
            clock.step(now.minus(stepped).multipliedBy(pace));
            stepped = now;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
