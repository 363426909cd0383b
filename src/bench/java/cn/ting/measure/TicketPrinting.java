package cn.ting.measure;

import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.device.receipt.SimulatedEscPosPrinter;
import cn.ting.figure.BareCommit;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Page;
import cn.ting.figure.Sample;
import cn.ting.stand.KioskOnBench;
import cn.ting.stand.NumberTaking;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From the tap that takes a number to the first byte of its slip on the printer's line, and how many commits lie between.
 * The baseline is two bare commits on the same disk, made after each number, and 10 ms.
 */
final class TicketPrinting implements Benchmark {

    private static final int TICKETS = 120;
    private static final int WARM_UP = 10;
    private static final int COUNTED = 3;
    /** So many fill less than half of the young generation of this process, which draws every slip. */
    private static final int COLLECT_EVERY = 5;
    private static final double GRANTED_MS = 10;
    private static final double MOST_COMMITS = 2;
    private static final Pattern COMMITS = Pattern.compile("(?m)^ting_ledger_commits(?:\\{.*})? ([0-9.]+)");

    private final KioskClock clock;

    TicketPrinting(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("ticket.print", "ticket.commits");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Sample tickets = new Sample();
        Sample bare = new Sample();
        double commits = 0;
        try (BareCommit ledger = new BareCommit(directory.resolve("bare.db"));
                KioskOnBench kiosk = new KioskOnBench(directory, Model.instant(), clock)) {
            NumberTaking numbers = new NumberTaking(kiosk, clock);
            for (int i = 0; i < WARM_UP + TICKETS; i++) {
                if (i % COLLECT_EVERY == 0) {
                    // Between two tickets, so that no collection of the measuring process is counted as the kiosk's time.
                    System.gc();
                }
                Duration took = numbers.take();
                Duration began = clock.uptime();
                ledger.run();
                ledger.run();
                if (i >= WARM_UP) {
                    tickets.add(took);
                    bare.add(clock.uptime().minus(began));
                }
            }
            commits = commits(kiosk);
        }
        return List.of(
                new Figure("ticket.print", tickets.percentile(99), "ms", bare.percentile(99) + GRANTED_MS),
                new Figure("ticket.print.p50", tickets.median(), "ms", bare.median() + GRANTED_MS),
                new Figure("ticket.commits", commits, "commits", MOST_COMMITS));
    }

    /**
     * The most commits of one number. The link is cut, so that nothing else commits, and the kiosk's counter is read while
     * the printer holds the first byte, so that the slip's outcome cannot be among them.
     */
    private double commits(KioskOnBench kiosk) throws IOException, InterruptedException {
        kiosk.bench().link(false);
        SimulatedEscPosPrinter printer = kiosk.cabinet().printer();
        BlockingQueue<Double> counts = new LinkedBlockingQueue<>();
        double most = 0;
        try (Page reader = kiosk.identified()) {
            printer.onSlipBegun(at -> counts.add(counter(reader)));
        }
        for (int i = 0; i < COUNTED; i++) {
            try (Page page = kiosk.identified()) {
                double before = counter(page);
                page.tap("queue/take", KioskOnBench.TAKE);
                Double after = counts.poll(10, TimeUnit.SECONDS);
                if (after == null) {
                    throw new IOException("no slip began");
                }
                most = Math.max(most, after - before);
            }
        }
        return most;
    }

    private static double counter(Page page) {
        try {
            Matcher commits = COMMITS.matcher(page.get("q/metrics"));
            return commits.find() ? Double.parseDouble(commits.group(1)) : Double.NaN;
        } catch (IOException gone) {
            return Double.NaN;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        }
    }
}
