package cn.ting.measure;

import cn.ting.condition.Conditions;
import cn.ting.figure.BareLedger;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Sample;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.stand.KioskOnBench;
import cn.ting.store.Ledger;
import cn.ting.time.KioskClock;
import cn.ting.visit.Milestone;
import cn.ting.visit.VisitBook;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many facts a second the visit book and the outbox take, each committed singly and fifty at a time. The baseline is
 * bare inserts of equal rows into equal tables on the same disk, by the driver as it comes and as the ledger sets it up. All take turns, so
 * that they meet the same machine; the median of their turns counts.
 */
final class FactPosting implements Benchmark {

    private static final int TURNS = 15;
    private static final int WARM_UP = 5;
    private static final int FACTS_A_TURN = 2_000;

    private final KioskClock clock;

    FactPosting(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("link.enqueue");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (int together : new int[] {1, 50}) {
            figures.addAll(measure(together, directory));
        }
        return figures;
    }

    private List<Figure> measure(int together, Path directory) throws Exception {
        Sample posted = new Sample();
        Sample inserted = new Sample();
        Sample lean = new Sample();
        Path file = directory.resolve("ledger-" + together + ".db");
        try (Ledger ledger = new Ledger(file, new Conditions(clock), clock)) {
            VisitBook book = new VisitBook(
                    new Outbox(ledger, clock, new PlaceSettings("fengshui", "k1", "亭", "Kiosk")), clock);
            post(ledger, book, 1);
            BareLedger.Rows rows = BareLedger.Rows.lastOf(file);
            try (BareLedger bare = BareLedger.of(directory.resolve("bare-" + together + ".db"), rows);
                    BareLedger bareLean = BareLedger.leanOf(directory.resolve("lean-" + together + ".db"), rows)) {
                for (int turn = 0; turn < WARM_UP + TURNS; turn++) {
                    double productRate = rate(together, () -> post(ledger, book, together));
                    double bareRate = rate(together, () -> bare.commit(together));
                    double leanRate = rate(together, () -> bareLean.commit(together));
                    if (turn >= WARM_UP) {
                        posted.add(productRate);
                        inserted.add(bareRate);
                        lean.add(leanRate);
                    }
                }
            }
        }
        return List.of(
                new Figure("link.enqueue." + together, posted.median(), "facts/s", inserted.median()),
                new Figure("link.enqueue." + together + ".lean", posted.median(), "facts/s", lean.median()));
    }

    /** One commit. */
    private interface Commit {
        void run() throws SQLException;
    }

    private double rate(int together, Commit commit) throws SQLException {
        Duration began = clock.uptime();
        for (int facts = 0; facts < FACTS_A_TURN; facts += together) {
            commit.run();
        }
        return FACTS_A_TURN * 1e9 / clock.uptime().minus(began).toNanos();
    }

    private void post(Ledger ledger, VisitBook book, int together) {
        ledger.write(tx -> {
            for (int i = 0; i < together; i++) {
                book.record(tx, "mZ0Yd6cJSvW8sXk3nQ1b5A", new Milestone.TicketIssued("t6F2wH9pTqGkV1yZc3RbLA", KioskOnBench.HALL,
                        KioskOnBench.SERVICE, "D017", "k1-7-fengshui-park-general", clock.local().toLocalDate(), clock.instant(), null));
            }
            return null;
        });
    }
}
