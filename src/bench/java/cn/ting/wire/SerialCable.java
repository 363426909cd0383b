package cn.ting.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A serial cable to what listens on a TCP port: a pseudo-terminal under a name of its own, joined to that port by socat. Whoever has a
 * far end on TCP has one on a serial port too. Used by one thread.
 */
public final class SerialCable implements AutoCloseable {

    /** What socat says when both its ends stand as they shall: the port's name is there before the port is raw. */
    private static final String STANDS = "starting data transfer loop";

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

    /**
     * Plugs it in; returns when the port is there and nothing of how it is set changes any more.
     *
     * @throws IllegalStateException when nobody listens at the far end, or takes it in within ten seconds
     */
    public SerialCable plug() {
        try {
            // It says no more than some lines, which the pipe holds.
            socat = new ProcessBuilder("socat", "-d", "-d", "pty,raw,echo=0,link=" + port, "tcp:127.0.0.1:" + farPort + ",connect-timeout=10")
                    .redirectErrorStream(true).start();
            BufferedReader said = socat.inputReader();
            for (String line = said.readLine(); line == null || !line.contains(STANDS); line = said.readLine()) {
                if (line == null) {
                    throw new IllegalStateException("socat did not make " + port);
                }
            }
            return this;
        } catch (IOException noSocat) {
            throw new UncheckedIOException(noSocat);
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
