package cn.ting.ota;


import cn.ting.hawkbit.HawkbitSettings;
import cn.ting.http.PlayedServer;
import cn.ting.slots.Disk;
import cn.ting.slots.Release;
import cn.ting.slots.Slots;
import cn.ting.slots.SlotsException;
import cn.ting.slots.Trial;
import cn.ting.slots.Workshop;
import cn.ting.slots.Workshop.Made;
import cn.ting.time.KioskClock;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A kiosk that is updated, process after process, by a launcher that does what is laid down; 1.7 is committed in slot a. */
public final class OtaRig implements AutoCloseable {

    /** How often a release is tried whose server does not give it away for now. */
    public static final int MOST_TRIES = WebRoad.MOST_TRIES;

    static final List<String> BROUGHT = List.of("offered 1.8", "fetched 1.8", "armed 1.8");

    /** Starts on Monday, half past nine. */
    public final SteppedClock clock = new SteppedClock();
    public final Path directory;
    public final Workshop workshop;
    public final PlayedLauncher launcher;
    public OtaLife life;
    /** The update server that the next process is configured with. */
    public HawkbitSettings hawkbit = OtaLife.hawkbit(URI.create("none"), URI.create("none"), Path.of("none"));
    /** The file of authorities for the platform's repository that the next process is configured with. */
    String authority = "none";
    /** Within which time the next process begins to fetch what is named. */
    Duration spread = Duration.ZERO;
    /** MB that the next process leaves free on the disk. */
    int reserve;
    /** The clock that the next process goes by. */
    KioskClock machine = clock;
    /** The disk of the next process. */
    Disk disk = new Disk();
    /** The counter of the release that runs. */
    public long running;

    public OtaRig(Path directory) throws Exception {
        this.directory = directory;
        workshop = new Workshop(directory, clock.instant());
        Files.move(directory.resolve("tuf/root.json"), directory.resolve("root.json"));
        workshop.commit(workshop.make(7), "a");
        launcher = new PlayedLauncher(workshop.slots(new Disk()));
        start();
    }

    /** The launcher starts what it has to start. */
    public void start() throws Exception {
        close();
        PlayedLauncher.Start start = launcher.start();
        running = start.release().counter();
        workshop.runsFrom = Optional.of(start.release().slot());
        life = new OtaLife(workshop, machine, disk, start.trial(), hawkbit, OtaLife.settings(authority, spread, reserve));
    }

    /** 1.8 comes by a stick, as far as the process that ends for it to be tried. */
    void bringEight() throws Exception {
        plugIn(workshop.make(8));
        life.goOn();
    }

    public void plugIn(Made made) throws IOException {
        workshop.offer(made);
        workshop.stick("stick", made);
    }

    /** A stick on which somebody else keeps something. */
    public void plugInJunk(String word) throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("stick/metadata")).resolve("timestamp.json"), "{\"of\": \"" + word + "\"}");
    }

    public interface Event {
        void happen() throws Exception;
    }

    /** Something happens while the next file that is asked for is on its way, seconds after it began. */
    public void meanwhile(PlayedServer server, Event event) {
        server.meanwhile = () -> {
            server.meanwhile = () -> {};
            clock.step(Duration.ofSeconds(2));
            try {
                event.happen();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        };
    }

    /** Throws what nobody has declared. */
    @SuppressWarnings("unchecked")
    static <T extends Throwable> void sneak(Throwable broken) throws T {
        throw (T) broken;
    }

    public static List<String> told(String last) {
        return Stream.concat(BROUGHT.stream(), Stream.of(last)).toList();
    }

    /** The counter that a pointer names. */
    public String counter(String pointer) throws IOException {
        return Files.readString(directory.resolve("slots").resolve(pointer)).split(" ")[2];
    }

    @Override
    public void close() {
        if (life != null) {
            life.close();
        }
    }

    /** Does with the small files what a launcher does, by what is laid down; its own writes are never cut short. */
    public static final class PlayedLauncher {

        private final Slots slots;
        private Optional<Trial> trying = Optional.empty();
        private boolean parked;

        PlayedLauncher(Slots slots) {
            this.slots = slots;
        }

        /** Which release starts now, and as which trial. */
        record Start(Release release, String trial) {}

        Start start() throws IOException, SlotsException {
            Optional<Release> committed = committed();
            boolean passedOver = parked;
            parked = false;
            trying = slots.trial().filter(trial -> !passedOver && !trial.release().manifest().equals(committed.map(Release::manifest).orElse("")));
            if (trying.isPresent() && trying.get().tries() == 0) {
                takeBack("ota.tries");
            }
            if (trying.isEmpty()) {
                if (committed.isEmpty()) {
                    note("- fallback ota.damaged -");
                }
                return new Start(committed.isPresent() && slots.mayHold(committed.get())
                        ? committed.get() : slots.previous().orElseThrow(() -> new IllegalStateException("nothing can start")), "");
            }
            Trial trial = trying.get();
            slots.arm(new Trial(trial.release(), trial.tries() - 1, trial.id()));
            return new Start(trial.release(), trial.id());
        }

        /** Empty where it is missing or torn. */
        private Optional<Release> committed() throws IOException {
            try {
                return slots.committed();
            } catch (SlotsException torn) {
                return Optional.empty();
            }
        }

        /** What was started has ended, or was ended because it gave no sign of life. */
        public void ended(String code) throws IOException, SlotsException {
            if (trying.isPresent() && slots.trial().filter(trial -> trial.id().equals(trying.get().id())).isPresent()) {
                takeBack(code);
            }
        }

        /** What is on trial has ended as at an empty battery: the committed release starts, without the trial. */
        void parked() {
            parked = true;
        }

        private void takeBack(String code) throws IOException, SlotsException {
            note(trying.get().id() + " reverted " + code + " " + trying.get().release().version());
            slots.disarm();
            trying = Optional.empty();
        }

        /** What was said last is not said again. */
        private void note(String outcome) throws IOException {
            Path outcomes = slots.root().resolve("outcomes");
            List<String> said = Files.exists(outcomes) ? Files.readAllLines(outcomes) : List.of();
            if (said.isEmpty() || !said.get(said.size() - 1).endsWith(" " + outcome)) {
                Files.writeString(outcomes, (said.size() + 1) + " " + outcome + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
    }
}
