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
    /** Opening, migrations and the first visits take fewer. */
    private static final int MOST_BOUNDARIES = 400;
    private static final int CLONE_EVERY = 20;

    final String kiosk;
    final Path directory;
    private final LivesRig rig;
    private final LifeProcess processes;
    private final Path machine;
    private final long seed;
    private final Duration until;
    private final int most;
    private final List<Path> clones = new ArrayList<>();

    /** @param until in uptime: no further life is begun then */
    KioskLives(String kiosk, Path root, LivesRig rig, LifeProcess processes, long seed, int most, Duration until) throws IOException {
        this.kiosk = kiosk;
        this.directory = Files.createDirectories(root.resolve(kiosk));
        this.rig = rig;
        this.processes = processes;
        this.machine = machine(kiosk);
        this.seed = seed;
        this.most = most;
        this.until = until;
    }

    private Path machine(String serial) throws IOException {
        Path machine = directory.resolveSibling("machine-" + serial);
        Path file = machine.resolve("proc/device-tree/serial-number");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "board " + serial + " 0815");
        return machine;
    }

    Path journal() {
        return directory.resolveSibling(kiosk + ".journal");
    }

    List<Path> clones() {
        return clones;
    }

    /** A first life that ends well, with a catalogue and numbers. */
    void prepare() throws IOException, InterruptedException {
        LifeProcess.end(processes.start(script("prepare", seed, 0, Duration.ZERO)), 60_000);
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
            int boundary = atBoundary ? 1 + (lives * 7 + dice.nextInt(7)) % MOST_BOUNDARIES : 0;
            Duration ahead = dice.nextInt(5) > 0 ? Duration.ZERO : List.of(YEAR, YEAR.negated(), YEAR.multipliedBy(-56)).get(dice.nextInt(3));
            Process life = processes.start(script("work", dice.nextLong(), boundary, ahead));
            Process clone = lives % CLONE_EVERY == 0 ? clone(dice.nextLong()) : null;
            LifeProcess.end(life, atBoundary ? 1_500 : 200 + dice.nextInt(600));
            if (clone != null) {
                LifeProcess.end(clone, 500);
                lives++;
            }
        }
        return lives;
    }

    /** A copy of the disk as it is at this moment wakes in another machine, under the same name. */
    private Process clone(long cloneSeed) throws IOException {
        String name = kiosk + "-clone-" + clones.size();
        Path copy = Files.createDirectories(directory.resolveSibling(name));
        for (String file : List.of("ledger.db", "ledger.db-wal", "catalogue.db", "device.key")) {
            if (Files.exists(directory.resolve(file))) {
                Files.copy(directory.resolve(file), copy.resolve(file));
            }
        }
        Path written = directory.resolveSibling(name + ".journal");
        clones.add(written);
        return processes.start(new Script("work", copy, written, machine(name), kiosk, rig.broker.port(), rig.matter(), cloneSeed, 0,
                Duration.ZERO));
    }

    /** A last life, a day later, in which all is well. */
    void drain() throws IOException, InterruptedException {
        LifeProcess.end(processes.start(script("drain", seed, 0, Duration.ofDays(1))), 75_000);
    }

    private Script script(String mode, long lifeSeed, int boundary, Duration ahead) {
        return new Script(mode, directory, journal(), machine, kiosk, rig.broker.port(), rig.matter(), lifeSeed, boundary, ahead);
    }
}
