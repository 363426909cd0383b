package cn.ting.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A serial cable to what listens on a TCP port: a pseudo-terminal under a name of its own, joined to that port by socat. Whoever has a
 * far end on TCP has one on a serial port too. Used by one thread.
 */
public final class SerialCable implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path port;
    private final int farPort;
    private Process socat;

    /**
     * Lays the cable, unplugged.
     *
     * @param port where the serial port shall appear; its directory exists
     * @param farPort on 127.0.0.1
     */
    public SerialCable(Path port, int farPort) {
        this.port = port.toAbsolutePath();
        this.farPort = farPort;
    }

    /** Plugs it in; returns when the port is there. */
    public SerialCable plug() {
        try {
            socat = new ProcessBuilder("socat", "pty,raw,echo=0,link=" + port, "tcp:127.0.0.1:" + farPort)
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            long patience = PATIENCE.toMillis();
            while (!Files.exists(port)) {
                if (socat.waitFor(5, TimeUnit.MILLISECONDS) || (patience -= 5) <= 0) {
                    throw new IllegalStateException("socat did not make " + port);
                }
            }
            return this;
        } catch (IOException noSocat) {
            throw new UncheckedIOException(noSocat);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurried);
        }
    }

    /** Pulls it: the port is gone. */
    public void unplug() {
        try {
            socat.destroy();
            socat.waitFor();
            Files.deleteIfExists(port);
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** The line's address, with nothing after the path. */
    public String address() {
        return "serial:" + port;
    }

    @Override
    public void close() {
        if (socat != null) {
            unplug();
        }
    }
}
