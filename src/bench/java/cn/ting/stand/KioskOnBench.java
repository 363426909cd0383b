package cn.ting.stand;

import cn.ting.bench.Bench;
import cn.ting.bench.BenchPlan;
import cn.ting.bench.Cabinet;
import cn.ting.bench.LaunchedKiosk;
import cn.ting.device.idcard.SyntheticPeople;
import cn.ting.device.idcard.SyntheticPerson;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.figure.Page;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.List;

/** The release as a process of its own, on a bench inside this one, so that one clock sees both ends of every wire. */
public final class KioskOnBench implements AutoCloseable {

    /** Open day and night, so that figures can be taken at any hour. */
    public static final String HALL = "fengshui-park-station";

    public static final String SERVICE = "general";
    public static final String TAKE = "hall=" + HALL + "&service=" + SERVICE;
    public static final SyntheticPerson PERSON = SyntheticPeople.all().get(0);

    private static final String KIOSK = "k1";
    private static final Duration READY_WITHIN = Duration.ofMinutes(5);
    private static final Duration A_CARD = Duration.ofSeconds(20);
    private static final Duration LIFTED = Duration.ofSeconds(2);
    private static final int MOST_LAID = 6;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final KioskClock clock;
    private final Bench bench;
    private final LaunchedKiosk kiosk;

    /** Starts both, and returns once a resident has got a number. */
    public KioskOnBench(Path directory, Model printer, KioskClock clock) throws IOException, InterruptedException {
        this(directory, printer, clock, UnaryOperator.identity());
    }

    /** @param settings changes the kiosk's device-config before its start */
    public KioskOnBench(Path directory, Model printer, KioskClock clock, UnaryOperator<String> settings) throws IOException, InterruptedException {
        this.clock = clock;
        bench = new Bench(BenchPlan.free(List.of(KIOSK), directory).with(printer), clock);
        bench.start();
        kiosk = new LaunchedKiosk(directory.resolve("kiosk"), bench, KIOSK, "");
        kiosk.rewrite(settings);
        kiosk.start();
        awaitLook();
        Duration deadline = clock.uptime().plus(READY_WITHIN);
        while (true) {
            try (Page page = identified()) {
                if (page.tap("queue/take", TAKE).endsWith("/queue/ticket")) {
                    return;
                }
            }
            if (clock.uptime().compareTo(deadline) > 0) {
                close();
                throw new IOException("no number within " + READY_WITHIN + ", see " + kiosk.log());
            }
            clock.pause(BETWEEN_LOOKS);
        }
    }

    public Bench bench() {
        return bench;
    }

    public Cabinet cabinet() {
        return bench.cabinet(KIOSK).orElseThrow();
    }

    /** A page freshly loaded; whatever visit was in progress is over. */
    public Page page() throws IOException, InterruptedException {
        return new Page(http, URI.create(kiosk.page()), clock);
    }

    /** A page whose visit knows its resident; the card is lifted again. One that a busy machine did not read in time is laid again, as by residents. */
    public Page identified() throws IOException, InterruptedException {
        for (int times = 1; times < MOST_LAID; times++) {
            try {
                return known(A_CARD);
            } catch (IOException unread) {
                awaitLook();
                // Longer than a reader needs that wants to see twice that a card it does not trust was lifted.
                clock.pause(LIFTED);
            }
        }
        return known(READY_WITHIN);
    }

    private Page known(Duration patience) throws IOException, InterruptedException {
        Page page = page();
        cabinet().reader().lay(PERSON);
        try {
            page.await(heard -> heard.event().equals("go"), patience);
            return page;
        } catch (IOException unread) {
            page.close();
            throw unread;
        } finally {
            cabinet().reader().lift();
        }
    }

    /** Waits until the kiosk has looked for a card in vain: one that lies there at its first look is left alone. */
    private void awaitLook() throws InterruptedException {
        Duration deadline = clock.uptime().plus(READY_WITHIN);
        while (!cabinet().reader().missed() && clock.uptime().compareTo(deadline) < 0) {
            clock.pause(BETWEEN_LOOKS);
        }
    }

    @Override
    public void close() {
        kiosk.close();
        bench.close();
    }
}
