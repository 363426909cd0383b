package cn.ting.renewal;

import cn.ting.bench.LaunchedKiosk;
import cn.ting.figure.Benchmark;
import cn.ting.figure.Figure;
import cn.ting.figure.Sample;
import cn.ting.time.KioskClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How fast the launcher proves a whole release, against bare programs that reckon the hashes of the same files, in turns. */
final class SlotVerifying implements Benchmark {

    private static final int TURNS = 9;
    private static final int WARM_UP = 1;
    private static final String CHECK = ". \"$launcher/slots.sh\" && check";
    private static final String BARE = "cd \"$slots/a\" && tail -n +8 MANIFEST | cut -d ' ' -f 4 | xargs -d '\\n' ";

    private final Path project;
    private final KioskClock clock;

    SlotVerifying(Path project, KioskClock clock) {
        this.project = project;
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("ota.verify");
    }

    @Override
    public List<Figure> run(Path directory) throws Exception {
        Path slots = Files.createDirectories(directory.resolve("slots"));
        SecondRelease release = SecondRelease.into(slots.resolve("a"), project);
        Map<String, String> words = Map.of("LC_ALL", "C", "launcher", project.resolve("ota/launcher").toAbsolutePath().toString(),
                "slots", slots.toAbsolutePath().toString(), "run", Files.createDirectories(directory.resolve("run")).toAbsolutePath().toString(),
                "pem", LaunchedKiosk.release().resolveSibling("release.pem").toString(), "slot", "a", "hash", release.manifest(),
                "counter", Long.toString(release.counter()), "version", release.version());
        double mebibytes = Files.readAllLines(slots.resolve("a/MANIFEST")).stream().skip(7)
                .mapToLong(line -> Long.parseLong(line.split(" ")[1])).sum() / (1024.0 * 1024);
        String[] scripts = {CHECK, BARE + "sha256sum > /dev/null", BARE + "openssl dgst -sha256 -r > /dev/null"};
        Sample[] rates = {new Sample(), new Sample(), new Sample()};
        for (int turn = 0; turn < WARM_UP + TURNS; turn++) {
            for (int i = 0; i < scripts.length; i++) {
                long began = clock.uptime().toNanos();
                shell(scripts[i], words);
                if (turn >= WARM_UP) {
                    rates[i].add(mebibytes * 1e9 / (clock.uptime().toNanos() - began));
                }
            }
        }
        return List.of(new Figure("ota.verify", rates[0].median(), "MiB/s", rates[1].median()),
                new Figure("ota.verify.openssl", rates[0].median(), "MiB/s", rates[2].median()));
    }

    private static void shell(String script, Map<String, String> words) throws IOException {
        ProcessBuilder command = new ProcessBuilder("dash", "-c", script).inheritIO();
        command.environment().putAll(words);
        int code = command.start().onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(script + " ended with " + code);
        }
    }
}
