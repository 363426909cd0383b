package cn.ting.lives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * The lives of some kiosks, one after another on the same disks, each ended by a kill. They share a process, since most of what a life costs is
 * the start of one, and nothing else; so a kill ends as many lives, one of them at the boundary it was meant for and the others wherever they are.
 */
final class KioskLives implements Callable<Integer> {

    private static final Duration YEAR = Duration.ofDays(365);
    /** Of an opening, or of some visits, of one kiosk. */
    private static final int MOST_BOUNDARIES = 250;
    private static final List<String> MODES = List.of("begin", "work", "linked");
    private static final int BAD_DISK_EACH = 4;
    private static final int CLONE_EVERY = 20;
    /** So early that each build has one of each process's. */
    private static final int CLONE_FIRST = 2;
    /** Longer than a first life waits by itself. */
    private static final int FIRST_MS = 120_000;
    private static final int LONG_MS = 500;
    private static final int LONGEST_MS = 20_000;
    private static final int MOST_SHOWN = 800;
    private static final int MOMENT_MS = 15;

    /** A kiosk: where its disk is, what its residents were shown, which machine it is. */
    record Kiosk(String name, Path directory, Path journal, Path machine) {}

    final List<Kiosk> kiosks = new ArrayList<>();
    final Path log;
    private final Path beside;
    private final LivesRig rig;
    private final LifeProcess processes;
    private final long seed;
    private volatile Duration until = Duration.ZERO;
    private final int most;
    private final List<Kiosk> clones = new ArrayList<>();

    /** @param root where their disks are; @param beside where their journals are, which outlive the disks; @param most lives are lived */
    KioskLives(List<String> names, Path root, Path beside, LivesRig rig, LifeProcess processes, long seed, int most) throws IOException {
        this.beside = beside;
        this.rig = rig;
        this.processes = processes;
        this.seed = seed;
        this.most = most;
        for (String name : names) {
            kiosks.add(new Kiosk(name, Files.createDirectories(root.resolve(name)), beside.resolve(name + ".journal"), machine(name)));
        }
        this.log = beside.resolve(names.get(0) + ".log");
    }

    private Path machine(String serial) throws IOException {
        Path machine = beside.resolve("machine-" + serial);
        Path file = machine.resolve("proc/device-tree/serial-number");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "board " + serial + " 0815");
        return machine;
    }

    /** Lives that go on until somebody ends them. */
    Process begin(long lifeSeed) throws IOException {
        return start("work", lifeSeed, 0, Duration.ZERO);
    }

    /** No further life is begun at that uptime of the rig. */
    void until(Duration end) {
        until = end;
    }

    List<Kiosk> clones() {
        return clones;
    }

    /** A first life that ends well, with a catalogue and numbers. */
    void prepare() throws IOException, InterruptedException {
        LifeProcess.end(start("prepare", seed, 0, Duration.ZERO), FIRST_MS);
        for (Kiosk kiosk : kiosks) {
            if (Journal.read(kiosk.journal, "ready").isEmpty()) {
                throw new IOException("the first life of " + kiosk.name + " had no number:\n" + Files.readString(log));
            }
        }
    }

    /** Lives until there were enough or time is up; returns how many. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        Random dice = new Random(seed);
        int lives = 0;
        for (int kills = 1; lives < most && rig.clock.uptime().compareTo(until) < 0; kills++) {
            lives += kiosks.size();
            // Half of them at every boundary in turn, half at any moment.
            boolean atBoundary = dice.nextBoolean();
            int boundary = atBoundary ? 1 + (kills * 13 + dice.nextInt(13)) % MOST_BOUNDARIES * kiosks.size() + dice.nextInt(kiosks.size()) : 0;
            // Two of three are counted from when it serves, so that most of them lie in what is done for residents, half of those while letters travel.
            String mode = MODES.get(dice.nextInt(MODES.size()));
            Duration ahead = dice.nextInt(5) > 0 ? Duration.ZERO : List.of(YEAR, YEAR.negated(), YEAR.multipliedBy(-56)).get(dice.nextInt(3));
            long lifeSeed = dice.nextLong();
            boolean bad = dice.nextInt(BAD_DISK_EACH) == 0;
            Process life = start(mode, lifeSeed, boundary, ahead, bad ? BadDisk.environment(lifeSeed) : Map.of());
            Process clone = kills % CLONE_EVERY == CLONE_FIRST ? clone(kiosks.get(dice.nextInt(kiosks.size())), dice.nextLong()) : null;
            // One in ten of those does not even come to serve.
            if (atBoundary) {
                LifeProcess.end(life, LONGEST_MS);
            } else if (dice.nextInt(10) == 0) {
                LifeProcess.end(life, dice.nextInt(LONG_MS));
            } else {
                untilTheyHaveShown(life, (long) dice.nextInt(MOST_SHOWN) * kiosks.size());
                LifeProcess.end(life, dice.nextInt(MOMENT_MS));
            }
            if (clone != null) {
                processes.serves(clone);
                LifeProcess.end(clone, LONG_MS);
                lives++;
            }
        }
        return lives;
    }

    /** By what they have written and not by the time, so that a life is as long on a busy machine. */
    void untilTheyHaveShown(Process life, long bytes) throws IOException, InterruptedException {
        if (!processes.serves(life)) {
            return;
        }
        long enough = shown() + bytes;
        Duration end = rig.clock.uptime().plusMillis(LONGEST_MS);
        while (life.isAlive() && shown() < enough && rig.clock.uptime().compareTo(end) < 0) {
            rig.clock.pause(Duration.ofMillis(1));
        }
    }

    private long shown() throws IOException {
        long bytes = 0;
        for (Kiosk kiosk : kiosks) {
            bytes += Files.size(kiosk.journal);
        }
        return bytes;
    }

    /** A copy of the disk as it is at this moment wakes in another machine, under the same name. */
    private Process clone(Kiosk kiosk, long cloneSeed) throws IOException {
        String name = kiosk.name + "-clone-" + clones.size();
        Path copy = Files.createDirectories(beside.resolve(name));
        for (String file : List.of("ledger.db", "ledger.db-wal", "catalogue.db", "device.key")) {
            if (Files.exists(kiosk.directory.resolve(file))) {
                Files.copy(kiosk.directory.resolve(file), copy.resolve(file));
            }
        }
        Kiosk clone = new Kiosk(kiosk.name, copy, beside.resolve(name + ".journal"), machine(name));
        clones.add(clone);
        return processes.start(List.of(script(clone, "work", cloneSeed, 0, Duration.ZERO)), beside.resolve(name + ".log"), Map.of());
    }

    /** A last life, a day later, in which all is well. */
    Process drain() throws IOException {
        return start("drain", seed, 0, Duration.ofDays(1));
    }

    private Process start(String mode, long lifeSeed, int boundary, Duration ahead) throws IOException {
        return start(mode, lifeSeed, boundary, ahead, Map.of());
    }

    private Process start(String mode, long lifeSeed, int boundary, Duration ahead, Map<String, String> disk) throws IOException {
        List<Script> scripts = new ArrayList<>();
        for (Kiosk kiosk : kiosks) {
            scripts.add(script(kiosk, mode, lifeSeed + scripts.size(), boundary, ahead));
        }
        return processes.start(scripts, log, disk);
    }

    private Script script(Kiosk kiosk, String mode, long lifeSeed, int boundary, Duration ahead) {
        return new Script(mode, kiosk.directory, kiosk.journal, kiosk.machine, kiosk.name, rig.broker.port(), rig.matter(), lifeSeed, boundary,
                rig.ahead.plus(ahead));
    }
}
