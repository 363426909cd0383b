package cn.ting.launcher;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.lives.LoopDisk;
import cn.ting.time.SystemClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The slots of a machine, stand-ins for releases in them, and the launcher as a process, with looks of a twentieth of a second. What it waits
 * for that should come it waits for a minute; who wants to see it lose patience gives it less. Release 1.0 is committed in slot a, healthy.
 */
final class LauncherRig implements AutoCloseable {

    static final Path OTA = Path.of(System.getProperty("project.root", "."), "ota").toAbsolutePath();

    final Path slots;
    final KeyPair key = newKey();
    private final Path directory;
    /** Bound and not listening: it keeps a port that nobody else on this machine is given, until the launcher's page listens there. */
    private final Socket port = new Socket();
    private final Map<String, String> waits = new HashMap<>(Map.of("TING_TICK", "0.05", "TING_SILENT", "1200", "TING_HUNG", "1200",
            "TING_MERCY", "4", "TING_GRACE", "1200", "TING_PAUSE", "4", "TING_RETRY", "4"));
    private final List<String> said = new ArrayList<>();
    private BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private Process process;

    LauncherRig(Path directory) throws IOException {
        this(directory, directory.resolve("slots"));
    }

    LauncherRig(Path directory, Path slots) throws IOException {
        this.directory = directory;
        this.slots = Files.createDirectories(slots);
        Files.writeString(directory.resolve("release.pem"), "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(key.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n");
        port.setReuseAddress(true);
        port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        point("committed", new StandIn("1.0", 1, StandIn.HEALTHY).into(slots, "a", key));
    }

    static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    /** Writes one of the small files. */
    void point(String name, String line) throws IOException {
        Files.writeString(slots.resolve(name), line + "\n");
    }

    /** Puts a release into slot b and on trial, three times at most. */
    LauncherRig onTrial(String fate) throws IOException {
        point("trial", new StandIn("2.0", 2, fate).into(slots, "b", key) + " 3 up-1");
        return this;
    }

    /** Puts a release into slot b as the one that was committed before. */
    LauncherRig before(String fate) throws IOException {
        point("previous", new StandIn("0.9", 1, fate).into(slots, "b", key));
        return this;
    }

    /** The lines of a small file; none where there is none. What a launcher that was cut had begun may still take one away. */
    List<String> lines(String name) {
        try {
            return Files.readAllLines(slots.resolve(name));
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException torn) {
            throw new UncheckedIOException(torn);
        }
    }

    /** Has it wait otherwise. */
    LauncherRig with(String wait, String looks) {
        waits.put(wait, looks);
        return this;
    }

    LauncherRig start() throws IOException {
        ProcessBuilder command = new ProcessBuilder("dash", OTA.resolve("launcher/ting-launcher").toString()).redirectErrorStream(true);
        command.environment().keySet().removeIf(name -> name.equals("NOTIFY_SOCKET") || name.startsWith("TING_") || name.equals("LANG") || name.startsWith("LC_"));
        command.environment().putAll(Map.of("TING_SLOTS", slots.toString(), "TING_RELEASE_PEM", directory.resolve("release.pem").toString(),
                "TING_NEAREST", directory.resolve("nearest").toString(), "TING_RUN", directory.resolve("run").toString(),
                "TING_PORT", Integer.toString(port.getLocalPort())));
        command.environment().putAll(waits);
        process = command.start();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        lines = heard;
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        Thread ear = new Thread(() -> listen(reader, heard), "launcher");
        ear.setDaemon(true);
        ear.start();
        return this;
    }

    private static void listen(BufferedReader reader, BlockingQueue<String> heard) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                heard.add(line);
            }
        } catch (IOException killed) {
            heard.add("(the power went)");
        }
    }

    /** Waits until a line was said by launcher or release. */
    LauncherRig hears(String wanted) throws InterruptedException {
        for (String line = ""; !line.equals(wanted); ) {
            line = lines.poll(60, TimeUnit.SECONDS);
            assertTrue(line != null, "not heard: " + wanted + ", but " + said);
            said.add(line);
        }
        return this;
    }

    /** Everything said so far that was waited for, and before it. */
    List<String> said() {
        lines.drainTo(said);
        return said;
    }

    /** Which releases ran, in what order. */
    List<String> ran() {
        return said().stream().filter(line -> line.startsWith("runs ")).toList();
    }

    /** The power goes. */
    void cut() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The power goes and takes along what was not on the disk. */
    void cutAfter(long ms, LoopDisk disk) throws IOException, InterruptedException {
        process.waitFor(ms, TimeUnit.MILLISECONDS);
        disk.cut(process);
    }

    /** The power goes after so many ms at the latest; true when the launcher had ended before. */
    boolean cutAfter(long ms) throws InterruptedException {
        boolean ended = process.waitFor(ms, TimeUnit.MILLISECONDS);
        cut();
        return ended;
    }

    /** SIGTERM; returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return code();
    }

    /** The exit code of a launcher that ends by itself. */
    int code() throws InterruptedException {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> "the launcher goes on: " + said());
        return process.exitValue();
    }

    Path directory() {
        return directory;
    }

    String page() {
        return "http://127.0.0.1:" + port.getLocalPort() + "/";
    }

    @Override
    public void close() throws InterruptedException, IOException {
        if (process != null) {
            process.destroy();
            process.waitFor(5, TimeUnit.SECONDS);
            process.destroyForcibly();
        }
        port.close();
        awaitStragglers();
    }

    /** A release whose launcher was cut down notices that a moment later; until then it writes into a directory that is to be deleted. */
    private void awaitStragglers() throws InterruptedException {
        SystemClock clock = new SystemClock();
        for (int looks = 0; ProcessHandle.allProcesses().anyMatch(this::isOfThisMachine); looks++) {
            assertTrue(looks < 1_200, "a release outlives its launcher");
            clock.pause(Duration.ofMillis(50));
        }
    }

    private boolean isOfThisMachine(ProcessHandle one) {
        return one.info().commandLine().orElse("").contains(slots.toString());
    }
}
