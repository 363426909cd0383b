package cn.ting.mileage;

import cn.ting.time.KioskClock;
import cn.ting.wire.OwnPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The real mosquitto as a process of its own: plain TCP on loopback, nothing on disk, nobody refused. Unlike one out of the box it
 * answers at once (TCP_NODELAY), drops nothing that waits, and lets 256 messages be under way for a client instead of 20, as brokers of
 * many kiosks do.
 */
public final class MosquittoBroker implements AutoCloseable {

    private static final Path OF_DEBIAN = Path.of("/usr/sbin/mosquitto");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(5);

    private final Path settings;
    private final OwnPort port = new OwnPort(0);
    private final OwnPort platformPort = new OwnPort(0);
    private final KioskClock clock;
    private Process process;

    /** Starts it; returns when it takes connections. */
    public MosquittoBroker(Path directory, KioskClock clock) throws IOException, InterruptedException {
        this.clock = clock;
        settings = directory.resolve("mosquitto.conf");
        Files.writeString(settings, """
                listener %d 127.0.0.1
                listener %d 127.0.0.1
                allow_anonymous true
                set_tcp_nodelay true
                max_inflight_messages 256
                max_queued_messages 0
                log_dest none
                """.formatted(port.number(), platformPort.number()));
        start();
    }

    /** Where kiosks connect. */
    public URI address() {
        return URI.create("tcp://127.0.0.1:" + port.number());
    }

    /** Where the platform connects, so that its bytes are not counted among the kiosks'. */
    public URI platformAddress() {
        return URI.create("tcp://127.0.0.1:" + platformPort.number());
    }

    /** The kiosks' port. */
    public int port() {
        return port.number();
    }

    /** Starts it again on the same port, empty. */
    void start() throws IOException, InterruptedException {
        String program = Files.isExecutable(OF_DEBIAN) ? OF_DEBIAN.toString() : "mosquitto";
        process = new ProcessBuilder(program, "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(settings.resolveSibling("mosquitto.out").toFile())
                .start();
        Duration deadline = clock.uptime().plus(PATIENCE);
        while (!answers()) {
            if (clock.uptime().compareTo(deadline) > 0 || !process.isAlive()) {
                throw new IOException("mosquitto does not listen on " + port.number() + ": "
                        + Files.readString(settings.resolveSibling("mosquitto.out")));
            }
            clock.pause(GLANCE);
        }
    }

    private boolean answers() {
        try (Socket knock = new Socket()) {
            knock.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Kills it with all it retained; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        port.close();
        platformPort.close();
    }
}
