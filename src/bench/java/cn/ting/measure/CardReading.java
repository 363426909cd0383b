package cn.ting.measure;

import cn.ting.device.idcard.SimulatedSamVReader;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Page;
import cn.ting.figure.Sample;
import cn.ting.stand.KioskOnBench;
import cn.ting.time.KioskClock;
import cn.ting.wire.Traffic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * From a card on the reader to its person greeted on the page. The baseline is what no program can save: the bytes of find,
 * select and read at 115,200 baud, and half of the 300 ms from one look for a card to the next.
 */
final class CardReading implements Benchmark {

    private static final int READINGS = 40;
    private static final int WARM_UP = 5;
    private static final Duration POLL = Duration.ofMillis(300);
    private static final double BYTE_MS = 10_000.0 / 115_200;
    /** The page's part has a limit and no baseline. */
    private static final double PAGE_LIMIT_MS = 20;

    private final KioskClock clock;

    CardReading(KioskClock clock) {
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("card.read", "card.page");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Sample read = new Sample();
        Sample page = new Sample();
        Sample wire = new Sample();
        try (KioskOnBench kiosk = new KioskOnBench(directory, Model.instant(), clock)) {
            LineWatch watch = new LineWatch();
            kiosk.cabinet().reader().onTraffic(watch);
            for (int i = 0; i < WARM_UP; i++) {
                lay(kiosk, watch, Duration.ZERO, new Sample(), new Sample());
            }
            for (Duration phase : phases()) {
                wire.add(lay(kiosk, watch, phase, read, page) * BYTE_MS);
            }
        }
        double baseline = wire.mean() + POLL.toMillis() / 2.0;
        return List.of(
                new Figure("card.read", read.mean(), "ms", baseline),
                new Figure("card.page", page.median(), "ms", PAGE_LIMIT_MS));
    }

    /** Moments after a look for a card, spread evenly over the wait for the next one, in an order of no pattern. */
    private static List<Duration> phases() {
        List<Duration> phases = new ArrayList<>();
        for (int i = 0; i < READINGS; i++) {
            phases.add(POLL.multipliedBy(2 * i + 1).dividedBy(2 * READINGS));
        }
        Collections.shuffle(phases, new Random(1));
        return phases;
    }

    /** Returns how many bytes went over the line for this card. */
    private int lay(KioskOnBench kiosk, LineWatch watch, Duration phase, Sample read, Sample page) throws Exception {
        SimulatedSamVReader reader = kiosk.cabinet().reader();
        try (Page idle = kiosk.page()) {
            clock.pause(watch.nextLook().plus(phase).minus(clock.uptime()));
            Duration laid = clock.uptime();
            reader.lay(KioskOnBench.PERSON);
            Page.Heard go = idle.await(heard -> heard.event().equals("go"));
            reader.lift();
            read.add(go.at().minus(laid));
            page.add(go.at().minus(watch.lastAnswer()));
            return watch.bytes();
        }
    }

    /** Sees each look for a card begin, and counts the bytes from there. */
    private final class LineWatch implements Traffic {

        private final BlockingQueue<Duration> looks = new LinkedBlockingQueue<>();
        private volatile Duration lastAnswer = Duration.ZERO;
        private volatile int bytes;

        @Override
        public synchronized void passed(Direction direction, byte[] burst) {
            if (direction == Direction.FROM_DEVICE) {
                lastAnswer = clock.uptime();
            } else if (burst[7] == 0x20 && burst[8] == 0x01) {
                bytes = 0;
                looks.add(clock.uptime());
            }
            bytes += burst.length;
        }

        Duration nextLook() throws IOException, InterruptedException {
            looks.clear();
            Duration look = looks.poll(5, TimeUnit.SECONDS);
            if (look == null) {
                throw new IOException("nobody looks for a card");
            }
            return look;
        }

        Duration lastAnswer() {
            return lastAnswer;
        }

        int bytes() {
            return bytes;
        }
    }
}
