package cn.ting.lives;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
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
    private static final Duration BRIEF = Duration.ofSeconds(15);
    private static final int SEED_STEP = 7919;
    private static final int MOST_SEED = 1_000_000;
    private static final int MOST_TOLD = 30;
    /** Longer than a last life waits by itself. */
    private static final int LAST_MS = 120_000;

    /** In memory where there is such a place: a kill takes nothing from the system's own buffers, so that no disk is needed. */
    private static final Path MEMORY = Path.of("/dev/shm");

    @TempDir
    private Path disk;

    @Test
    void whatever_dies_everything_promised_arrives_and_nothing_happens_twice() throws Exception {
        long seed = Long.getLong("faults.seed", new Random().nextInt(MOST_SEED));
        boolean nightly = "nightly".equals(System.getProperty("faults"));
        int lives = Integer.getInteger("faults.lives", nightly ? NIGHTLY : Integer.MAX_VALUE);
        Path directory = Files.isWritable(MEMORY) ? Files.createTempDirectory(MEMORY, "ting-lives") : disk;
        try {
            List<String> violations = run(directory, seed, lives);
            violations.stream().limit(MOST_TOLD).forEach(System.out::println);
            assertEquals(List.of(), violations.stream().limit(MOST_TOLD).toList(), "with -Dfaults.seed=" + seed);
        } finally {
            if (!Boolean.getBoolean("faults.keep")) {
                remove(directory);
            }
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private List<String> run(Path directory, long seed, int lives) throws Exception {
        List<String> violations = new ArrayList<>();
        int lived = 0;
        try (LivesRig rig = new LivesRig(directory)) {
            boolean brief = lives == Integer.MAX_VALUE;
            LifeProcess processes = new LifeProcess(directory);
            List<KioskLives> kiosks = new ArrayList<>();
            for (int k = 1; k <= KIOSKS; k++) {
                kiosks.add(new KioskLives("k" + k, directory, directory, rig, processes, seed * SEED_STEP + k, lives / KIOSKS + 1));
            }
            for (KioskLives kiosk : kiosks) {
                kiosk.prepare();
            }
            Duration began = rig.clock.uptime();
            kiosks.forEach(kiosk -> kiosk.until(brief ? began.plus(BRIEF) : Duration.ofDays(1)));
            lived = live(rig, kiosks, seed);
            Duration took = rig.clock.uptime().minus(began);
            System.out.printf("lives: %d in %d s of lives and dying (%.1f a second), seed %d%n", lived, took.toSeconds(), lived * 1000.0 / took.toMillis(), seed);
            violations.addAll(judge(rig, kiosks));
            System.out.printf("lives: %s; %d facts at the platform%n", promises(kiosks), rig.facts().size());
        }
        return violations;
    }

    private static String promises(List<KioskLives> kiosks) throws IOException {
        StringBuilder told = new StringBuilder();
        for (String kind : List.of("ticket", "mark", "none", "refused", "edition")) {
            int many = 0;
            for (KioskLives kiosk : kiosks) {
                many += Journal.read(kiosk.journal(), kind).size();
            }
            told.append(told.isEmpty() ? "" : ", ").append(many).append(' ').append(kind);
        }
        return told.toString();
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
        List<Process> last = new ArrayList<>();
        for (KioskLives kiosk : kiosks) {
            last.add(kiosk.drain());
        }
        for (Process life : last) {
            LifeProcess.end(life, LAST_MS);
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
