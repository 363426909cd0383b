package cn.ting.measure;

import cn.ting.bench.LaunchedKiosk;
import cn.ting.device.document.DocumentSubmitting;
import cn.ting.device.document.DocumentSubmitting.Submitted;
import cn.ting.device.document.SimulatedIppPrinter;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Page;
import cn.ting.figure.Sample;
import cn.ting.stand.KioskOnBench;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * From the tap on a matter's page that prints what to bring until the printer has accepted the job, against the bare calls of the same
 * library with the same document. Tapped once the page has stood for as long as a glance at it takes, and in the moment it came.
 */
final class DocumentPrinting implements Benchmark {

    private static final int SHEETS = 25;
    private static final int WARM_UP = 5;
    private static final Duration A_GLANCE = Duration.ofSeconds(1);
    /** Nobody waits for paper here, but the next sheet waits for the one before. */
    private static final Duration A_SIDE = Duration.ofMillis(100);
    private static final Duration PRINTED_WITHIN = Duration.ofSeconds(20);
    private static final List<String> MATTERS = List.of("social-card-apply", "insurance-record");

    private final KioskClock clock;

    DocumentPrinting(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("document.submit");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Sample looked = new Sample();
        Sample atOnce = new Sample();
        Sample bare = new Sample();
        try (KioskOnBench kiosk = new KioskOnBench(directory, Model.instant(), clock, LaunchedKiosk::withA4)) {
            SimulatedIppPrinter printer = kiosk.cabinet().a4();
            printer.printsASideIn(A_SIDE);
            byte[] sheet = sheet(kiosk, printer);
            DocumentSubmitting submitting = new DocumentSubmitting(printer, clock);
            for (int i = 0; i < WARM_UP + SHEETS; i++) {
                Submitted one = tapped(kiosk, submitting, sheet, A_GLANCE, i);
                Submitted other = tapped(kiosk, submitting, sheet, Duration.ZERO, i + 1);
                if (i >= WARM_UP) {
                    looked.add(one.byTap());
                    bare.add(one.bare());
                    atOnce.add(other.byTap());
                    bare.add(other.bare());
                }
            }
        }
        return List.of(
                new Figure("document.submit", looked.median(), "ms", bare.median()),
                new Figure("document.submit.p90", looked.percentile(90), "ms", bare.percentile(90)),
                new Figure("document.submit.unmade", atOnce.median(), "ms", bare.median()));
    }

    /** What the printer is given for a tap, so that the bare calls carry as much. */
    private byte[] sheet(KioskOnBench kiosk, SimulatedIppPrinter printer) throws IOException, InterruptedException {
        try (Page page = kiosk.page()) {
            page.submit("/visit", "");
            page.open("/guide/matter/" + MATTERS.get(0));
            page.tap("sheet/" + MATTERS.get(0) + "/print", "");
            await(() -> !printer.papers().isEmpty());
            return printer.papers().get(0).pdf();
        }
    }

    /** Waits until something is out of the printer. */
    private void await(BooleanSupplier out) throws IOException, InterruptedException {
        Duration deadline = clock.uptime().plus(PRINTED_WITHIN);
        while (!out.getAsBoolean()) {
            if (clock.uptime().compareTo(deadline) > 0) {
                throw new IOException("a document did not come out");
            }
            clock.pause(Duration.ofMillis(50));
        }
    }

    /** Each time a visit of its own, and another matter than the last, whose sheet would be there still. */
    private Submitted tapped(KioskOnBench kiosk, DocumentSubmitting submitting, byte[] sheet, Duration stands, int turn)
            throws Exception {
        String matter = MATTERS.get(turn % MATTERS.size());
        // First the bare calls, while the kiosk has nothing to do: after the tap it follows its job, and they would be slower for it. And before
        // the visit: a kiosk that finds another's document in its printer prints nothing until it is out.
        SimulatedIppPrinter printer = kiosk.cabinet().a4();
        await(() -> printer.unfinished() == 0);
        Duration bare = submitting.bare(sheet);
        await(() -> printer.unfinished() == 0);
        try (Page page = kiosk.page()) {
            page.submit("/visit", "");
            clock.pause(A_GLANCE);
            page.open("/guide/matter/" + matter);
            clock.pause(stands);
            return new Submitted(submitting.byTap(() -> page.tap("sheet/" + matter + "/print", "")), bare);
        }
    }
}
