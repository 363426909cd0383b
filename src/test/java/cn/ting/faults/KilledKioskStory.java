package cn.ting.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.bench.LaunchedBench;
import cn.ting.bench.LaunchedKiosk;
import cn.ting.bench.Midnight;
import cn.ting.faults.HandPage.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A kiosk that is killed with SIGKILL again and again, at moments drawn from a seed: {@code -Dfaults=} says how often
 * (8), {@code -Dseed=} repeats what a failure names.
 */
class KilledKioskStory {

    private static final String NAME = "k1";
    private static final List<String> SERVICES = List.of("social-insurance", "general");

    /** How far a life has come when it ends. */
    private enum End {
        STARTING(2_500),
        TAPPED(40),
        ANSWERED(5),
        SHOWN(1_000),
        LETTERS_LEAVING(1_200);

        private final int mostMillis;

        End(int mostMillis) {
            this.mostMillis = mostMillis;
        }
    }

    /** What becomes of letters meanwhile, as hands that bring it about and end it. */
    private enum Weather {
        FAIR("link/restore", "link/restore"),
        CUT("link/cut", "link/restore"),
        DROPPED_UNREAD("platform/storing/off", "platform/storing/on"),
        STORED_WITHOUT_RECEIPT("platform/receipts/off", "platform/receipts/on");

        private final String begins;
        private final String ends;

        Weather(String begins, String ends) {
            this.begins = begins;
            this.ends = ends;
        }
    }

    /**
     * One life of the kiosk.
     *
     * @param visits how many residents come, the last of whom is there when it is killed
     * @param after how long after the moment
     */
    private record Life(End end, int visits, Duration after, Weather weather) {

        /** Every end comes in turn; all else is drawn. */
        static Life draw(int turn, Random random) {
            End end = End.values()[turn % End.values().length];
            return new Life(end, 1 + random.nextInt(3), Duration.ofMillis(random.nextInt(end.mostMillis)),
                    Weather.values()[random.nextInt(Weather.values().length)]);
        }
    }

    @TempDir
    private Path directory;

    private final Patience patience = new Patience();
    private final List<Shown> shown = new ArrayList<>();

    @BeforeEach
    void keepClearOfMidnight() {
        Midnight.keepClear();
    }

    @Test
    void everyNumberThatWasShownIsAtThePlatformOnceHoweverOftenTheKioskIsKilled() throws IOException {
        int faults = Integer.getInteger("faults", 8);
        long seed = Long.getLong("seed", new Random().nextInt());
        System.out.println("killing the kiosk " + faults + " times, -Dseed=" + seed);
        try {
            kill(faults, new Random(seed));
        } catch (IOException | AssertionError broken) {
            throw new AssertionError("repeat with -Dfaults=" + faults + " -Dseed=" + seed + ": " + broken.getMessage(), broken);
        }
    }

    private void kill(int faults, Random random) throws IOException {
        try (LaunchedBench bench = new LaunchedBench(directory, NAME);
                LaunchedKiosk kiosk = new LaunchedKiosk(directory.resolve(NAME), bench, NAME, "")) {
            firstNumber(bench, kiosk.start());
            for (int i = 0; i < faults; i++) {
                Life life = Life.draw(i, random);
                System.out.println("  " + life);
                bench.post(life.weather.begins);
                live(life, random, bench, kiosk);
                bench.post(life.weather.ends);
            }
            kiosk.start();
            Reckoning.holds(bench, shown, Map.of(NAME, kiosk));
            assertTrue(shown.size() > faults / 4, "only " + shown.size() + " numbers were shown: this proved little");
        }
    }

    /** The first start has no catalogue and no leases yet. */
    private void firstNumber(LaunchedBench bench, LaunchedKiosk kiosk) throws IOException {
        HandPage hand = new HandPage(bench, kiosk, NAME);
        hand.begin();
        patience.until("the first number", () -> hand.take(SERVICES.get(0)).filter(shown::add).isPresent());
        kiosk.kill();
    }

    private void live(Life life, Random random, LaunchedBench bench, LaunchedKiosk kiosk) throws IOException {
        if (life.end == End.STARTING) {
            kiosk.launch();
            patience.pause(life.after);
            kiosk.kill();
            return;
        }
        HandPage hand = new HandPage(bench, kiosk.start(), NAME);
        for (int i = 1; i < life.visits; i++) {
            hand.begin();
            hand.take(any(random)).ifPresent(shown::add);
        }
        hand.begin();
        String service = any(random);
        switch (life.end) {
            case TAPPED -> hand.tapAndLeave(service);
            case ANSWERED -> hand.tap(service);
            case SHOWN -> hand.take(service).ifPresent(shown::add);
            default -> {
                hand.take(service).ifPresent(shown::add);
                bench.post(life.weather.ends);
            }
        }
        patience.pause(life.after);
        kiosk.kill();
    }

    private static String any(Random random) {
        return SERVICES.get(random.nextInt(SERVICES.size()));
    }
}
