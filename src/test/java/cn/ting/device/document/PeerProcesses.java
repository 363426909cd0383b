package cn.ting.device.document;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Other people's programs in a folder of their own: started, waited for, and certainly ended. */
final class PeerProcesses implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Path folder;
    private final KioskClock clock = new SystemClock();
    private final List<Process> running = new ArrayList<>();

    PeerProcesses(String name) throws IOException {
        // A peer that gives up being root has to be let in.
        folder = Files.createTempDirectory("ting-" + name + "-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Where a program is that may stand in a folder which only root looks through. */
    private static String program(String name) {
        return Stream.of("/usr/sbin/", "/usr/bin/").map(folder -> folder + name)
                .filter(file -> Files.isExecutable(Path.of(file))).findFirst().orElse(name);
    }

    Process start(Map<String, String> environment, String... command) throws IOException {
        File log = folder.resolve(Path.of(command[0]).getFileName() + ".log").toFile();
        ProcessBuilder builder = new ProcessBuilder(found(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(environment);
        Process started = builder.start();
        running.add(started);
        return started;
    }

    /** Runs to the end and gives what was printed; whatever it ends with but 0 fails. */
    String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(found(command)).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed: " + printed);
        }
        return printed;
    }

    private static String[] found(String... command) {
        String[] found = command.clone();
        found[0] = program(command[0]);
        return found;
    }

    /** Ends one as a power cut would. */
    void kill(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        running.remove(process);
    }

    void awaitPort(int port) throws IOException, InterruptedException {
        await(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Its file is there before it listens. */
    void awaitSocket(Path file) throws IOException, InterruptedException {
        await(UnixDomainSocketAddress.of(file));
    }

    private void await(SocketAddress address) throws IOException, InterruptedException {
        Duration end = clock.uptime().plus(PATIENCE);
        while (true) {
            try (SocketChannel listening = SocketChannel.open(address)) {
                return;
            } catch (IOException notYet) {
                if (clock.uptime().compareTo(end) > 0) {
                    throw new IOException("nobody listens; " + logs(), notYet);
                }
                clock.pause(Duration.ofMillis(20));
            }
        }
    }

    /** What the peers have said, for a test that failed. */
    String logs() throws IOException {
        StringBuilder said = new StringBuilder();
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path log : logs.filter(file -> file.toString().endsWith(".log")).toList()) {
                said.append(log.getFileName()).append(": ").append(Files.readString(log)).append('\n');
            }
        }
        return said.toString();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Process process : List.copyOf(running)) {
            kill(process);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
