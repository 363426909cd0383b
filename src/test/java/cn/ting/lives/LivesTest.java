package cn.ting.lives;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kiosks that are killed again and again under a bad sky, and what must be true afterwards. The seed is printed; {@code -Dfaults.seed=} repeats
 * what was done and what went wrong in that order, though not to the millisecond. {@code -Dfaults=nightly} goes on for 20,000 lives,
 * {@code -Dfaults.lives=} for so many.
 */
class LivesTest {

    private static final int KIOSKS = 3;
    private static final int NIGHTLY = 20_000;
    private static final Duration BRIEF = Duration.ofSeconds(30);
    private static final int SEED_STEP = 7919;

    @TempDir
    private Path directory;

    @Test
    void whatever_dies_everything_promised_arrives_and_nothing_happens_twice() throws Exception {
        long seed = Long.getLong("faults.seed", System.nanoTime() % 1_000_000);
        boolean nightly = "nightly".equals(System.getProperty("faults"));
        int lives = Integer.getInteger("faults.lives", nightly ? NIGHTLY : Integer.MAX_VALUE);
        List<String> violations = new ArrayList<>();
        int lived = 0;
        try (LivesRig rig = new LivesRig(directory)) {
            boolean brief = lives == Integer.MAX_VALUE;
            LifeProcess processes = new LifeProcess(directory);
            Duration began = rig.clock.uptime();
            List<KioskLives> kiosks = new ArrayList<>();
            for (int k = 1; k <= KIOSKS; k++) {
                kiosks.add(new KioskLives("k" + k, directory, rig, processes, seed * SEED_STEP + k, lives / KIOSKS + 1,
                        brief ? began.plus(BRIEF) : Duration.ofDays(1)));
            }
            for (KioskLives kiosk : kiosks) {
                kiosk.prepare();
            }
            lived = live(rig, kiosks, seed);
            Duration took = rig.clock.uptime().minus(began);
            System.out.printf("lives: %d in %d s (%.1f a second), seed %d%n", lived, took.toSeconds(), lived * 1000.0 / took.toMillis(), seed);
            violations.addAll(judge(rig, kiosks));
        }
        violations.stream().limit(30).forEach(System.out::println);
        assertEquals(List.of(), violations.stream().limit(30).toList(), "with -Dfaults.seed=" + seed);
    }

    private int live(LivesRig rig, List<KioskLives> kiosks, long seed) throws Exception {
        Sky sky = new Sky(rig, seed);
        Thread weather = new Thread(sky, "sky");
        weather.start();
        ExecutorService together = Executors.newFixedThreadPool(KIOSKS);
        int lived = 0;
        try {
            for (Future<Integer> lives : together.invokeAll(kiosks)) {
                lived += lives.get();
            }
        } finally {
            together.shutdownNow();
            sky.end(weather);
        }
        return lived;
    }

    private List<String> judge(LivesRig rig, List<KioskLives> kiosks) throws Exception {
        for (KioskLives kiosk : kiosks) {
            kiosk.drain();
        }
        Invariants invariants = new Invariants(rig.facts());
        List<Path> journals = new ArrayList<>();
        for (KioskLives kiosk : kiosks) {
            journals.add(kiosk.journal());
            journals.addAll(kiosk.clones());
            invariants.promisesReached(kiosk.kiosk, kiosk.journal());
            invariants.oneEdition(kiosk.kiosk, kiosk.journal());
            invariants.settled(kiosk.kiosk, kiosk.directory, kiosk.journal());
            invariants.nobodyNamed(kiosk.directory);
        }
        invariants.nothingTwice();
        invariants.numbersOnce(journals);
        invariants.inOrder();
        return invariants.violations();
    }
}
