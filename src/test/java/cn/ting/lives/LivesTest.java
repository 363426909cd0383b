package cn.ting.lives;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.platform.StoredFact;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kiosks that are killed again and again under a bad sky, and what must be true afterwards. The seed is printed; {@code -Dfaults.seed=} repeats
 * what was done and what went wrong in that order, though not to the millisecond. {@code -Dfaults=nightly} goes on for 20,000 lives,
 * {@code -Dfaults.lives=} for so many, {@code -Dfaults.minutes=} for as many as begin by then. Many lives are lived in rounds, each of new
 * kiosks with the next seed and judged at its end: a hall's numbers for a day do not last kiosks for more, and a run that is broken off has
 * told of what it lived.
 */
class LivesTest {

    private static final int PROCESSES = 2;
    private static final int SIDE_BY_SIDE = 8;
    static final int KIOSKS = PROCESSES * SIDE_BY_SIDE;
    private static final int NIGHTLY = 20_000;
    private static final int EACH_TIME = 64;
    private static final int ROUND = 1_000;
    private static final int MOST_MINUTES = 24 * 60;
    private static final int SEED_STEP = 7919;
    private static final int MOST_SEED = 1_000_000;
    private static final int MOST_TOLD = 30;
    /** Longer than a last life takes by itself, which gives up when nothing comes any more. */
    private static final int LAST_MS = 900_000;
    /** Linux counts so for every process, see proc(5). */
    private static final double TICKS_PER_SECOND = 100;

    /** In memory where there is such a place: a kill takes nothing from the system's own buffers, so that no disk is needed. */
    private static final Path MEMORY = Path.of("/dev/shm");

    @TempDir
    private Path disk;

    @Test
    void whatever_dies_everything_promised_arrives_and_nothing_happens_twice() throws Exception {
        long seed = Long.getLong("faults.seed", new Random().nextInt(MOST_SEED));
        boolean nightly = "nightly".equals(System.getProperty("faults"));
        int lives = Integer.getInteger("faults.lives", nightly ? NIGHTLY : EACH_TIME);
        long end = System.nanoTime() + Duration.ofMinutes(Integer.getInteger("faults.minutes", MOST_MINUTES)).toNanos();
        int lived = 0;
        for (long round = seed; lived < lives && (lived == 0 || System.nanoTime() < end); round++) {
            lived += round(round, Math.min(lives - lived, ROUND), Duration.ofNanos(end - System.nanoTime()));
            System.out.printf("lives: %d judged, 0 violations, seeds %d to %d%n", lived, seed, round);
        }
    }

    /** How many were lived. Fails with what was violated, and with the seed that repeats this round alone. */
    private int round(long seed, int lives, Duration longest) throws Exception {
        Path directory = Files.isWritable(MEMORY) ? Files.createTempDirectory(MEMORY, "ting-lives") : Files.createTempDirectory(disk, "round");
        try {
            List<String> violations = new ArrayList<>();
            int lived = run(directory, seed, lives, longest, violations);
            violations.stream().limit(MOST_TOLD).forEach(System.out::println);
            assertEquals(List.of(), violations.stream().limit(MOST_TOLD).toList(), "with -Dfaults.seed=" + seed + " -Dfaults.lives=" + lives);
            return lived;
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

    private int run(Path directory, long seed, int lives, Duration longest, List<String> violations) throws Exception {
        int lived;
        try (LivesRig rig = new LivesRig(directory); LifeProcess processes = new LifeProcess(directory)) {
            List<KioskLives> kiosks = new ArrayList<>();
            for (int p = 0; p < PROCESSES; p++) {
                List<String> names = IntStream.rangeClosed(p * SIDE_BY_SIDE + 1, (p + 1) * SIDE_BY_SIDE).mapToObj(k -> "k" + k).toList();
                kiosks.add(new KioskLives(names, directory, directory, rig, processes, seed * SEED_STEP + p, (lives + PROCESSES - 1) / PROCESSES));
            }
            for (KioskLives kiosk : kiosks) {
                kiosk.prepare();
            }
            Duration began = rig.clock.uptime();
            Duration end = began.plus(longest);
            kiosks.forEach(kiosk -> kiosk.until(end));
            double before = cpuSeconds();
            lived = live(rig, kiosks, seed, violations);
            Duration took = rig.clock.uptime().minus(began);
            System.out.printf("lives: %d in %d s, %.2f s of a core each, seed %d%n", lived, took.toSeconds(), (cpuSeconds() - before) / lived, seed);
            violations.addAll(judge(rig, kiosks));
            System.out.printf("lives: %s; %d facts at the platform; %.0f s of a core in all, %.0f of them before%n", promises(kiosks), rig.facts().size(),
                    cpuSeconds(), before);
        }
        return lived;
    }

    /** What this process and those it has seen ending have cost, by Linux's own count; 0 where nobody counts. */
    private static double cpuSeconds() throws IOException {
        Path counted = Path.of("/proc/self/stat");
        if (!Files.isReadable(counted)) {
            return 0;
        }
        String[] words = Files.readString(counted).replaceFirst(".*\\) ", "").split(" ");
        long ticks = 0;
        for (int column = 11; column <= 14; column++) {
            ticks += Long.parseLong(words[column]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    private static String promises(List<KioskLives> kiosks) throws IOException {
        StringBuilder told = new StringBuilder();
        for (String kind : List.of("ticket", "mark", "asked", "booked", "withdrawn", "arrived", "none", "refused", "edition")) {
            int many = 0;
            for (KioskLives.Kiosk kiosk : kiosks.stream().flatMap(some -> some.kiosks.stream()).toList()) {
                many += Journal.read(kiosk.journal(), kind).size();
            }
            told.append(told.isEmpty() ? "" : ", ").append(many).append(' ').append(kind);
        }
        return told.toString();
    }

    private int live(LivesRig rig, List<KioskLives> kiosks, long seed, List<String> violations) throws Exception {
        Sky sky = new Sky(rig, seed);
        Thread weather = new Thread(sky, "sky");
        weather.start();
        ExecutorService together = Executors.newFixedThreadPool(PROCESSES);
        int lived = 0;
        try {
            for (Future<Integer> lives : together.invokeAll(kiosks)) {
                lived += lives.get();
            }
        } finally {
            together.shutdownNow();
            violations.addAll(sky.end(weather));
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
        List<StoredFact> facts = rig.facts();
        Invariants invariants = new Invariants(facts);
        BookingInvariants bookings = new BookingInvariants(invariants, facts, rig.lost(), rig::withCode);
        List<Path> journals = new ArrayList<>();
        for (KioskLives some : kiosks) {
            for (KioskLives.Kiosk kiosk : some.kiosks) {
                journals.add(kiosk.journal());
                invariants.promisesReached(kiosk.name(), kiosk.journal());
                invariants.oneEdition(kiosk.name(), kiosk.journal());
                invariants.settled(kiosk.name(), kiosk.directory(), kiosk.journal());
                invariants.nobodyNamed(kiosk.directory());
                bookings.reached(kiosk.name(), kiosk.journal());
                bookings.booked(kiosk.name(), kiosk.journal(), rig.forgotten());
            }
            some.clones().forEach(clone -> journals.add(clone.journal()));
            invariants.nothingThrown(some.log);
            invariants.nobodyNamed(some.log);
        }
        invariants.nothingTwice();
        invariants.numbersOnce(journals);
        invariants.inOrder(rig.lost());
        bookings.noShows(rig.noShows());
        return invariants.violations();
    }
}
