package cn.ting.lives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/** One kiosk's lives, one after another on the same disk, each ended by a kill. */
final class KioskLives implements Callable<Integer> {

    private static final Duration YEAR = Duration.ofDays(365);
    /** Of an opening, or of some visits. */
    private static final int MOST_BOUNDARIES = 250;
    private static final int CLONE_EVERY = 20;
    /** Longer than a first life waits by itself. */
    private static final int FIRST_MS = 120_000;
    private static final int LONG_MS = 500;
    private static final int LONGEST_MS = 20_000;
    private static final int MOST_SHOWN = 800;
    private static final int MOMENT_MS = 15;

    final String kiosk;
    final Path directory;
    private final Path beside;
    private final LivesRig rig;
    private final LifeProcess processes;
    private final Path machine;
    private final long seed;
    private volatile Duration until = Duration.ZERO;
    private final int most;
    private final List<Path> clones = new ArrayList<>();

    /** @param root where its disk is; @param beside where its journal is, which outlives the disk */
    KioskLives(String kiosk, Path root, Path beside, LivesRig rig, LifeProcess processes, long seed, int most) throws IOException {
        this.kiosk = kiosk;
        this.directory = Files.createDirectories(root.resolve(kiosk));
        this.beside = beside;
        this.rig = rig;
        this.processes = processes;
        this.machine = machine(kiosk);
        this.seed = seed;
        this.most = most;
    }

    private Path machine(String serial) throws IOException {
        Path machine = beside.resolve("machine-" + serial);
        Path file = machine.resolve("proc/device-tree/serial-number");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "board " + serial + " 0815");
        return machine;
    }

    /** A life that goes on until somebody ends it. */
    Process begin(long lifeSeed) throws IOException {
        return processes.start(script("work", lifeSeed, 0, Duration.ZERO));
    }

    /** No further life is begun at that uptime of the rig. */
    void until(Duration end) {
        until = end;
    }

    Path journal() {
        return beside.resolve(kiosk + ".journal");
    }

    List<Path> clones() {
        return clones;
    }

    /** A first life that ends well, with a catalogue and numbers. */
    void prepare() throws IOException, InterruptedException {
        LifeProcess.end(processes.start(script("prepare", seed, 0, Duration.ZERO)), FIRST_MS);
        if (Journal.read(journal(), "ready").isEmpty()) {
            throw new IOException("the first life had no number:\n" + Files.readString(directory.resolve("life.log")));
        }
    }

    /** Lives until time is up; returns how many. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        Random dice = new Random(seed);
        int lives = 0;
        while (lives < most && rig.clock.uptime().compareTo(until) < 0) {
            lives++;
            // Half of them at every boundary in turn, half at any moment.
            boolean atBoundary = dice.nextBoolean();
            int boundary = atBoundary ? 1 + (lives * 13 + dice.nextInt(13)) % MOST_BOUNDARIES : 0;
            // Two of three are counted from when it serves, so that most of them lie in what is done for residents.
            String mode = dice.nextInt(3) == 0 ? "begin" : "work";
            Duration ahead = dice.nextInt(5) > 0 ? Duration.ZERO : List.of(YEAR, YEAR.negated(), YEAR.multipliedBy(-56)).get(dice.nextInt(3));
            Process life = processes.start(script(mode, dice.nextLong(), boundary, ahead));
            Process clone = lives % CLONE_EVERY == 0 ? clone(dice.nextLong()) : null;
            // One in ten of those does not even come to serve.
            if (atBoundary) {
                LifeProcess.end(life, LONGEST_MS);
            } else if (dice.nextInt(10) == 0) {
                LifeProcess.end(life, dice.nextInt(LONG_MS));
            } else {
                untilItHasShown(life, dice.nextInt(MOST_SHOWN));
                LifeProcess.end(life, dice.nextInt(MOMENT_MS));
            }
            if (clone != null) {
                LifeProcess.serves(clone);
                LifeProcess.end(clone, LONG_MS);
                lives++;
            }
        }
        return lives;
    }

    /** By what it has written and not by the time, so that a life is as long on a busy machine. */
    void untilItHasShown(Process life, long bytes) throws IOException, InterruptedException {
        if (!LifeProcess.serves(life)) {
            return;
        }
        long enough = Files.size(journal()) + bytes;
        Duration end = rig.clock.uptime().plusMillis(LONGEST_MS);
        while (life.isAlive() && Files.size(journal()) < enough && rig.clock.uptime().compareTo(end) < 0) {
            rig.clock.pause(Duration.ofMillis(1));
        }
    }

    /** A copy of the disk as it is at this moment wakes in another machine, under the same name. */
    private Process clone(long cloneSeed) throws IOException {
        String name = kiosk + "-clone-" + clones.size();
        Path copy = Files.createDirectories(beside.resolve(name));
        for (String file : List.of("ledger.db", "ledger.db-wal", "catalogue.db", "device.key")) {
            if (Files.exists(directory.resolve(file))) {
                Files.copy(directory.resolve(file), copy.resolve(file));
            }
        }
        Path written = beside.resolve(name + ".journal");
        clones.add(written);
        return processes.start(new Script("work", copy, written, machine(name), kiosk, rig.broker.port(), rig.matter(), cloneSeed, 0,
                Duration.ZERO));
    }

    /** A last life, a day later, in which all is well. */
    Process drain() throws IOException {
        return processes.start(script("drain", seed, 0, Duration.ofDays(1)));
    }

    private Script script(String mode, long lifeSeed, int boundary, Duration ahead) {
        return new Script(mode, directory, journal(), machine, kiosk, rig.broker.port(), rig.matter(), lifeSeed, boundary, ahead);
    }
}
