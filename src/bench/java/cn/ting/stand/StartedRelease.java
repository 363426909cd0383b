package cn.ting.stand;

import cn.ting.time.KioskClock;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** An unpacked release, started by its own script. */
public final class StartedRelease implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration ASK_EVERY = Duration.ofMillis(5);
    private static final int ANSWER_WITHIN_MS = 10_000;

    private final KioskClock clock;
    private final int port;
    private final Duration began;
    private final Process process;

    public StartedRelease(Path script, Path config, Path data, KioskClock clock) throws IOException {
        this.clock = clock;
        this.port = freePort();
        ProcessBuilder builder = new ProcessBuilder(script.toString(), config.toString(), data.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"));
        builder.environment().put("TING_JAVA_OPTIONS", "-Dquarkus.http.port=" + port);
        this.began = clock.uptime();
        this.process = builder.start();
    }

    /** Waits for the first page; returns how long it took from the start of the script. */
    public Duration awaitPage() throws IOException, InterruptedException {
        while (clock.uptime().minus(began).compareTo(READY_WITHIN) < 0 && process.isAlive()) {
            if (answers()) {
                return clock.uptime().minus(began);
            }
            clock.pause(ASK_EVERY);
        }
        throw new IOException("no page from " + process.info().commandLine().orElse("a release that ended"));
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(ANSWER_WITHIN_MS);
            socket.getOutputStream().write("GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String status = answer.readLine();
            return status != null && status.contains(" 200 ");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Resident set of the process, which is the JVM: its script has given way to it. */
    public double residentMegabytes() throws IOException {
        String pages = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        String kilobytes = pages.lines().filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
        return Double.parseDouble(kilobytes.replaceAll("[^0-9]", "")) / 1024;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
