package cn.ting.measure;

import cn.ting.catalogue.SyntheticQuestions;
import cn.ting.catalogue.TurningCatalogue;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Page;
import cn.ting.figure.Sample;
import cn.ting.mileage.BareClient;
import cn.ting.mileage.MosquittoBroker;
import cn.ting.platform.HallPlan;
import cn.ting.platform.Platform;
import cn.ting.stand.KioskOnBench;
import cn.ting.stand.NumberTaking;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What residents notice of a catalogue on its way: a question to its answer, and the tap that takes a number to the first byte of its slip,
 * while whole catalogues of ten thousand matters are taken in, one after the other, through a broker of its own. The baseline is the same
 * beside such a catalogue at rest, in turns.
 */
final class ServingBesideSync implements Benchmark {

    private static final long SEED = 20_261_126;
    private static final int MATTERS = 10_000;
    private static final int TURNS = 8;
    /** What is asked between two numbers, as one types. */
    private static final int QUESTIONS = 8;
    private static final int EACH_KIND = 40;
    /** Of numbers beside a catalogue at rest, in each turn: as many as are taken while one comes. */
    private static final int RESTING = 8;
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** Once a catalogue is in force, until what comes behind it is done too. */
    private static final Duration REST = Duration.ofSeconds(2);
    /** A title of no matter. */
    private static final String NOWHERE = "胭脂陨彗";
    private static final String ROOT = "ting/1/fengshui/";

    /** What was measured beside something. */
    private record Served(Sample questions, Sample numbers) {

        Served() {
            this(new Sample(), new Sample());
        }
    }

    private final KioskClock clock;
    private final List<String> questions = new SyntheticQuestions(SEED).draw(EACH_KIND).values().stream().flatMap(List::stream).toList();
    private int asked;

    ServingBesideSync(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("catalogue.search.syncing", "ticket.print.syncing");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Served resting = new Served();
        Served syncing = new Served();
        HallPlan hall = new HallPlan(KioskOnBench.HALL, List.of(new HallPlan.Service(KioskOnBench.SERVICE, "D")), List.of("1"));
        try (MosquittoBroker broker = new MosquittoBroker(directory, clock);
                Platform platform = new Platform(broker.platformAddress(), "fengshui", directory.resolve("behind.db"), List.of(hall), clock);
                BareClient editors = new BareClient(broker.platformAddress(), "editors", (topic, payload) -> {})) {
            platform.start();
            TurningCatalogue catalogue = new TurningCatalogue(
                    MATTERS, platform::sign, (topic, document) -> editors.publish(ROOT + topic, document, true), clock);
            editors.settle();
            catalogue.turn();
            try (KioskOnBench kiosk = new KioskOnBench(directory, Model.instant(), clock,
                    config -> config.replaceFirst("broker: \"[^\"]*\"", "broker: \"" + broker.address() + "\""))) {
                NumberTaking numbers = new NumberTaking(kiosk, clock);
                turn(kiosk, numbers, catalogue, new Served());
                for (int turn = 0; turn < TURNS; turn++) {
                    clock.pause(REST);
                    for (int i = 0; i < RESTING; i++) {
                        serve(kiosk, numbers, resting, NOWHERE);
                    }
                    turn(kiosk, numbers, catalogue, syncing);
                }
            }
        }
        System.err.println("measure: beside " + TURNS + " whole catalogues " + syncing.numbers.size() + " numbers and " + syncing.questions.size()
                + " questions");
        return List.of(
                new Figure("catalogue.search.syncing", syncing.questions.percentile(95), "ms", resting.questions.percentile(95)),
                new Figure("catalogue.search.syncing.p50", syncing.questions.median(), "ms", resting.questions.median()),
                new Figure("catalogue.search.syncing.worst", syncing.questions.percentile(100), "ms", resting.questions.percentile(100)),
                new Figure("ticket.print.syncing", syncing.numbers.percentile(95), "ms", resting.numbers.percentile(95)),
                new Figure("ticket.print.syncing.p50", syncing.numbers.median(), "ms", resting.numbers.median()),
                new Figure("ticket.print.syncing.worst", syncing.numbers.percentile(100), "ms", resting.numbers.percentile(100)));
    }

    /** Serves residents until the other catalogue is in force. */
    private void turn(KioskOnBench kiosk, NumberTaking numbers, TurningCatalogue catalogue, Served served) throws Exception {
        String awaited = catalogue.turn();
        Duration deadline = clock.uptime().plus(PATIENCE);
        while (!serve(kiosk, numbers, served, awaited)) {
            if (clock.uptime().compareTo(deadline) > 0) {
                throw new IOException("the catalogue is not in force after " + PATIENCE);
            }
        }
    }

    /**
     * Some questions, and a number.
     *
     * @param awaited a title of the catalogue which is on its way
     * @return true as soon as that is in force; what was measured up to then counts, the switch with it
     */
    private boolean serve(KioskOnBench kiosk, NumberTaking numbers, Served served, String awaited) throws IOException, InterruptedException {
        // Before it, so that no collection of the measuring process is counted as the kiosk's time.
        System.gc();
        try (Page page = kiosk.page()) {
            page.submit("/visit", "");
            for (int i = 0; i < QUESTIONS; i++) {
                served.questions.add(page.part(found(questions.get(asked++ % questions.size())), "found").took());
                if (page.part(found(awaited), "found").html().contains("/guide/matter/")) {
                    return true;
                }
                clock.pause(BETWEEN_QUESTIONS);
            }
        }
        served.numbers.add(numbers.take());
        return false;
    }

    private static String found(String question) {
        return "/guide/found?q=" + URLEncoder.encode(question, StandardCharsets.UTF_8);
    }
}
