package cn.ting.link;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.OwnPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The real mosquitto, with TLS, where it asks for a certificate of the area's authority, and plainly on another port; and an authority that
 * makes certificates, by openssl. What it retains is on disk once it was stopped.
 */
final class Mosquitto implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(10);

    private final KioskClock clock = new SystemClock();
    private final Path directory;
    private final OwnPort port = new OwnPort(0);
    private final OwnPort plainPort = new OwnPort(0);
    private final Path settings;
    private Process process;

    /** Certifies the broker as {@code localhost} by the authority {@code area}, and starts it; returns when it listens. */
    Mosquitto(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        authority("area");
        certificate("area", "broker", "localhost");
        settings = directory.resolve("mosquitto.conf");
        Files.writeString(settings, """
                user root
                listener %d 127.0.0.1
                allow_anonymous true
                require_certificate true
                use_identity_as_username true
                cafile %2$s/area.pem
                certfile %2$s/broker.pem
                keyfile %2$s/broker.key
                log_dest file %2$s/mosquitto.log
                connection_messages true
                persistence true
                persistence_location %2$s/
                listener %3$d 127.0.0.1
                """.formatted(port.number(), directory, plainPort.number()));
        start();
    }

    /** Starts it, with what it had when it was last stopped; returns when it listens. */
    void start() throws IOException, InterruptedException {
        String program = Files.isExecutable(Path.of("/usr/sbin/mosquitto")) ? "/usr/sbin/mosquitto" : "mosquitto";
        process = new ProcessBuilder(program, "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("mosquitto.out").toFile())
                .start();
        Duration deadline = clock.uptime().plus(PATIENCE);
        while (!listens()) {
            if (clock.uptime().compareTo(deadline) > 0 || !process.isAlive()) {
                throw new IOException("mosquitto does not listen: " + Files.readString(directory.resolve("mosquitto.out")));
            }
            clock.pause(GLANCE);
        }
    }

    private boolean listens() {
        try (Socket knock = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
            return knock.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port.number();
    }

    /** Where nobody is asked for a certificate. */
    URI plainly() {
        return URI.create("tcp://127.0.0.1:" + plainPort.number());
    }

    /** Stops it in order, so that it writes down what it retains. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** Kills it: what it was told to retain since its start is lost. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The names in the certificates of the clients that came in, oldest first. */
    List<String> cameIn() throws IOException {
        Path log = directory.resolve("mosquitto.log");
        if (!Files.exists(log)) {
            return List.of();
        }
        return Files.readString(log).lines()
                .filter(line -> line.contains("New client connected"))
                .map(line -> line.replaceFirst(".*u'([^']*)'.*", "$1"))
                .toList();
    }

    /** Makes an authority that certifies itself, {@code NAME.pem}. */
    void authority(String name) throws IOException, InterruptedException {
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650", "-subj", "/CN=" + name,
                "-keyout", name + ".key", "-out", name + ".pem");
    }

    /** Has an authority certify {@code NAME.pem}, with its key in {@code NAME.key}. */
    void certificate(String authority, String name, String host) throws IOException, InterruptedException {
        certificate(authority, name, host, "/CN=" + name);
    }

    /** The same for whatever name; whom it names not by its CN the broker lets pass by TLS, and not in (reason 134). */
    void certificate(String authority, String name, String host, String subject) throws IOException, InterruptedException {
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", subject,
                "-addext", "subjectAltName=DNS:" + host, "-keyout", name + ".key", "-out", name + ".csr");
        openssl("x509", "-req", "-in", name + ".csr", "-CA", authority + ".pem", "-CAkey", authority + ".key", "-CAcreateserial",
                "-days", "365", "-copy_extensions", "copy", "-out", name + ".pem");
    }

    private void openssl(String... words) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        Path said = directory.resolve("openssl.out");
        Process openssl = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!openssl.waitFor(60, TimeUnit.SECONDS) || openssl.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + Files.readString(said));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        port.close();
        plainPort.close();
    }
}
