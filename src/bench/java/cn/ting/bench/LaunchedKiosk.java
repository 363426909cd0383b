package cn.ting.bench;

import cn.ting.device.camera.SimulatedCamera;
import cn.ting.device.speaker.SimulatedSpeaker;
import cn.ting.platform.Dsse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A kiosk as a process of its own, always the release that {@code ota/release} has put together and by its own start script,
 * told where its bench is. Its data stay in its directory, so that it can be started again after it was killed. With
 * {@code -Dting.bench.patient=true} it waits longer for its devices than it would in a park: a machine that runs several kiosks, benches and
 * browsers at once may let any of them stand still for seconds, and that shall not look like a printer that fell silent.
 */
public final class LaunchedKiosk implements AutoCloseable {

    private static final Path RELEASES = Path.of(System.getProperty("project.root", "."), "target/release");
    private static final Pattern READY = Pattern.compile("Listening on: http://127\\.0\\.0\\.1:(\\d+)");

    private final Path directory;
    private final Map<String, String> surroundings = new HashMap<>();
    private Launched process;
    private int port;

    /**
     * Writes the kiosk's configuration; {@link #start()} starts it.
     *
     * @param directory for configuration, data and log of this kiosk
     * @param more lines of YAML added at the end, such as {@code visit: {idle: 2s, warning: 2s}}
     */
    public LaunchedKiosk(Path directory, Wiring bench, String kiosk, String more) throws IOException {
        this.directory = Files.createDirectories(directory);
        Wiring.Ports ports = bench.portsOf(kiosk);
        Files.writeString(config(), """
                place: {area: fengshui, kiosk: %s, name: 沣水公园 24 小时服务亭, nameEn: Fengshui Park 24-hour kiosk}
                seal: {trustAnchor: %s}
                link: {broker: "tcp://127.0.0.1:%d", reconnectFirst: 100ms, reconnectMost: 500ms, resendFirst: 200ms}
                inventory: {loopbackLines: true}
                devices:
                  - {name: reader, driver: sam-v, profile: {presence: appended-address%s}, line: "tcp:127.0.0.1:%d"}
                  - {name: printer, driver: esc-pos, line: "tcp:127.0.0.1:%d", profile: {model: TM-T70II-CH%s}}
                  - {name: scanner, driver: serial-scanner, line: "tcp:127.0.0.1:%d", profile: {module: newland}}
                  - {name: ups, driver: nut, line: "tcp:127.0.0.1:%d", profile: {pollEvery: 500ms}}
                  - {name: board, driver: modbus-board, line: "tcp:127.0.0.1:%d", profile: {lamp: 8, door: 1}}
                  # {name: a4, driver: ipp, line: "ipp://127.0.0.1:%d/ipp/print", profile: {pollEvery: 200ms, jobEvery: 50ms}}
                  # {name: camera, driver: camera, line: "file:/dev/null", profile: {width: 640, height: 480, program: %s}}
                  # {name: speaker, driver: speaker, line: "exec:%s"}
                %s
                """.formatted(kiosk, Dsse.PUBLIC, ports.broker(), patient(", findPatience: 3s, readPatience: 10s"), ports.reader(), ports.printer(),
                patient(", answerPatience: 30s"), ports.scanner(), ports.ups(), ports.board(), ports.a4(),
                SimulatedCamera.program(this.directory.toAbsolutePath(), ports.camera()),
                SimulatedSpeaker.program(this.directory.toAbsolutePath(), ports.speaker()), more));
    }

    private static String patient(String settings) {
        return Boolean.getBoolean("ting.bench.patient") ? settings : "";
    }

    /** Its configuration with the cabinet's A4 printer, which it has as a remark only: most of what is told of kiosks prints no sheet. */
    public static String withA4(String config) {
        return config.replace("# {name: a4,", "- {name: a4,");
    }

    /** Its configuration with everything that its cabinet has, for somebody at the bench page. */
    static String withEverything(String config) {
        return config.replace("# {name:", "- {name:");
    }

    /**
     * Its configuration with another scanner.
     *
     * @param driver its driver's name
     * @param line where its line leads
     */
    public static String withScanner(String config, String driver, String line) {
        return config.replaceFirst("- \\{name: scanner,.*", "- {name: scanner, driver: " + driver + ", line: \"" + line + "\"}");
    }

    /** Changes its configuration, for the next start. */
    public void rewrite(UnaryOperator<String> change) throws IOException {
        Path file = directory.resolve("kiosk.yaml");
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    /** What is done with a kiosk. */
    @FunctionalInterface
    public interface Use {
        void done() throws Exception;
    }

    /** Starts it anew with a changed configuration for this use of it, and once more with the one before. */
    public void refitted(UnaryOperator<String> change, Use use) throws Exception {
        String before = Files.readString(config());
        stop();
        try {
            rewrite(change);
            start();
            use.done();
        } finally {
            stop();
            rewrite(text -> before);
            start();
        }
    }

    /** Puts something into its environment, for the next start. */
    public LaunchedKiosk with(Map<String, String> more) {
        surroundings.putAll(more);
        return this;
    }

    /** Starts the process, or starts it again; returns when its page answers. */
    public LaunchedKiosk start() throws IOException {
        launch();
        port = process.port();
        return this;
    }

    /** Starts the process and leaves it to itself. */
    public void launch() throws IOException {
        ProcessBuilder command =
                new ProcessBuilder(release().resolve("bin/ting").toString(), config().toString(), data().toString());
        command.environment().put("TING_JAVA_OPTIONS", "-Dquarkus.http.port=0");
        command.environment().putAll(surroundings);
        process = new Launched(command, log(), READY);
    }

    /**
     * Starts the release from slot a of a machine, through the launcher and by the key of this working copy; returns when its page answers.
     * What the launcher keeps is then in {@code slots} and {@code run} of its directory.
     */
    public LaunchedKiosk startThroughLauncher() throws IOException {
        Path slots = Files.createDirectories(directory.resolve("slots"));
        command("cp", "-al", release().toString(), slots.resolve("a").toString());
        String sum = command("sha256sum", release().resolve("MANIFEST").toString()).split(" ")[0];
        List<String> told = Files.readAllLines(release().resolve("MANIFEST"));
        Files.writeString(slots.resolve("committed"), "a " + sum + " " + told.get(2).split(" ")[2] + " " + told.get(1).split(" ")[2] + "\n");
        ProcessBuilder launcher = new ProcessBuilder(Path.of(System.getProperty("project.root", "."), "ota/launcher/ting-launcher").toString());
        launcher.environment().putAll(Map.of("TING_SLOTS", slots.toString(), "TING_RUN", directory.resolve("run").toString(),
                "TING_RELEASE_PEM", RELEASES.resolve("release.pem").toAbsolutePath().toString(), "TING_DEVICE_CONFIG", config().toString(),
                "TING_DATA", data().toString(), "TING_JAVA_OPTIONS", "-Dquarkus.http.port=0"));
        launcher.environment().putAll(surroundings);
        process = new Launched(launcher, log(), READY);
        port = process.port();
        return this;
    }

    private static String command(String... words) throws IOException {
        Process command = new ProcessBuilder(words).redirectErrorStream(true).start();
        return new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** True while its process lives. */
    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The process that was started last. */
    Launched process() {
        return process;
    }

    /** The page's address, ending in a slash. */
    public String page() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Its {@code device-config}. */
    public Path config() {
        return directory.resolve("kiosk.yaml");
    }

    /** Where ledger and catalogue are. */
    public Path data() {
        return directory.resolve("data");
    }

    /** Everything it has said, over all its lives. */
    public Path log() {
        return directory.resolve("kiosk.log");
    }

    /** What the release's command that verifies the visit book says of this kiosk's. */
    public String verifyBook() throws IOException {
        Process command = new ProcessBuilder(
                release().resolve("bin/verify-book").toString(), data().resolve("ledger.db").toString())
                .redirectErrorStream(true).start();
        return new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    public long pid() {
        return process.pid();
    }

    /** SIGKILL, as a power cut to the process. */
    public void kill() {
        process.kill();
    }

    /** A clean stop; returns its exit code. */
    public int stop() {
        return process.stop();
    }

    @Override
    public void close() {
        if (process != null) {
            process.stop();
        }
    }

    /** The directory of the release: {@code app}, {@code bin}, {@code runtime} and its signed manifest. */
    public static Path release() throws IOException {
        if (Files.isDirectory(RELEASES)) {
            try (Stream<Path> versions = Files.list(RELEASES)) {
                Optional<Path> newest = versions.filter(version -> Files.exists(version.resolve("MANIFEST.sig")))
                        .max(Comparator.naturalOrder());
                if (newest.isPresent()) {
                    return newest.get().toAbsolutePath();
                }
            }
        }
        throw new IOException("no release in " + RELEASES + ": run ota/release first");
    }
}
