package cn.ting.renewal;

import cn.ting.bench.LaunchedKiosk;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.http.ServerTrust;
import cn.ting.slots.Cabinet;
import cn.ting.slots.Disk;
import cn.ting.slots.Found;
import cn.ting.slots.Installer;
import cn.ting.slots.Manifest;
import cn.ting.slots.ReleaseKey;
import cn.ting.slots.Slots;
import cn.ting.slots.WebRepository;
import cn.ting.time.KioskClock;
import cn.ting.tuf.Updater;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an update takes of the line when one library changed, by a kiosk's own verifier, downloads and installer, from a repository that the
 * release manager's commands made. The baseline is the same release fetched by a kiosk that has no file of it, from the same server.
 */
final class ReleaseTravelling implements Benchmark {

    private static final double KIB = 1024;

    private final Path project;
    private final KioskClock clock;

    ReleaseTravelling(Path project, KioskClock clock) {
        this.project = project;
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("ota.delta");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        PressedReleases pressed = PressedReleases.into(directory.toAbsolutePath(), project);
        Path first = LaunchedKiosk.release();
        Manifest manifest = Manifest.parse(Files.readAllBytes(pressed.next().resolve("MANIFEST")));
        double unpacked = manifest.files().stream().mapToLong(Manifest.Entry::size).sum() / KIB;
        try (CountingServer server = new CountingServer(pressed.repository())) {
            Duration took = update(pressed, server, first, directory.resolve("kiosk"));
            double changed = server.taken() / KIB;
            update(pressed, server, pressed.unlike(), directory.resolve("newcomer"));
            double whole = server.taken() / KIB;
            return List.of(
                    new Figure("ota.delta", changed, "KiB", whole),
                    new Figure("ota.delta.unpacked", changed, "KiB", unpacked),
                    new Figure("ota.delta.time", took.toMillis() / 1e3, "s", 60));
        }
    }

    /** Brings the second release to a kiosk on which {@code before} is committed; returns how long it took. */
    private Duration update(PressedReleases pressed, CountingServer server, Path before, Path kiosk) throws Exception {
        Path root = Files.createDirectories(kiosk.resolve("slots"));
        copy(before, root.resolve("a"));
        Manifest committed = Manifest.parse(Files.readAllBytes(before.resolve("MANIFEST")));
        Files.writeString(root.resolve("committed"), "a " + committed.sha256() + " " + committed.counter() + " " + committed.version() + "\n");
        Updater.initialize(kiosk.resolve("metadata"), Files.readAllBytes(pressed.repository().resolve("metadata/1.root.json")));
        Slots slots = new Slots(root, new Disk());
        ReleaseKey key = new ReleaseKey(LaunchedKiosk.release().resolveSibling("release.pem"));
        Installer installer = new Installer(slots, key, 0);
        WebRepository repository = new WebRepository(server.base(), ServerTrust.JAVAS, root.resolve("fetching"), clock);

        Duration began = clock.uptime();
        Found found = repository.find(pressed.target(), slots, key, Cabinet.of("bench"), kiosk.resolve("metadata"), clock.instant(), moment -> { }).orElseThrow();
        repository.fetch(found, installer, () -> true);
        installer.install(found.text(), found.signature(), repository.files());
        return clock.uptime().minus(began);
    }

    private static void copy(Path from, Path to) throws IOException {
        int code = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start().onExit().join().exitValue();
        if (code != 0) {
            throw new IOException("no copy of " + from);
        }
    }
}
