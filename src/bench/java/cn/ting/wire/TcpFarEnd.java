package cn.ting.wire;

import cn.ting.time.KioskClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * The far end of a TCP line on loopback, where a simulated device sits. One client at a time; another waits its turn, as
 * at a serial server. May be unplugged and plugged in again on the same port.
 */
public final class TcpFarEnd implements FarEnd {

    /** A simulated device on its line. */
    @FunctionalInterface
    public interface Occupant {

        /** Serves one client until the line breaks or the occupant wants to hang up. Runs on the far end's thread. */
        void serve(Line line) throws IOException, InterruptedException;
    }

    private static final Logger LOG = Logger.getLogger(TcpFarEnd.class);
    private static final long LEAVES_WITHIN_MS = 10_000;

    private final int wantedPort;
    private final int baud;
    private final KioskClock clock;
    private final Occupant occupant;
    private final List<Traffic> watchers = new CopyOnWriteArrayList<>();
    private ServerSocket server;
    private Socket client;
    private Thread thread;
    /** Kept from the first start on, also while it is unplugged; null before that and at its end. */
    private OwnPort own;
    private int port;

    /**
     * Makes a far end that does not listen yet.
     *
     * @param port 0 for any free one
     * @param baud bits a second at which it sends, 8N1; 0 for no throttle
     */
    public TcpFarEnd(int port, int baud, KioskClock clock, Occupant occupant) {
        this.wantedPort = port;
        this.baud = baud;
        this.clock = clock;
        this.occupant = occupant;
    }

    /** Begins to listen; also plugs in again what was unplugged. Harmless while it listens. */
    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        if (own == null) {
            own = new OwnPort(port == 0 ? wantedPort : port);
            port = own.number();
        }
        try {
            ServerSocket fresh = new ServerSocket();
            fresh.setReuseAddress(true);
            fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            server = fresh;
        } catch (IOException taken) {
            throw new UncheckedIOException("port " + port + " cannot be listened on", taken);
        }
        ServerSocket listening = server;
        thread = new Thread(() -> acceptFrom(listening), "far-end-" + port);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Pulls the plug: the client's line breaks and new ones are refused, until {@link #start()}, which has its port again for sure. Returns
     * when none can come in and none is served any more, at most ten seconds later.
     */
    @Override
    public void unplug() {
        Thread leaving;
        synchronized (this) {
            hangUp();
            if (server == null) {
                return;
            }
            closeQuietly(server);
            server = null;
            leaving = thread;
        }
        leaving.interrupt();
        if (leaving != Thread.currentThread()) {
            try {
                // Until its thread has left it, a closed port may still take somebody in.
                leaving.join(LEAVES_WITHIN_MS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** True while it listens. */
    @Override
    public synchronized boolean isPlugged() {
        return server != null;
    }

    /** Breaks the client's line once; it may come again at once. */
    public synchronized void hangUp() {
        if (client != null) {
            closeQuietly(client);
        }
    }

    /** The port it listens on, or last did. */
    public synchronized int port() {
        return port;
    }

    /** Its address as written in {@code device-config}. */
    @Override
    public String address() {
        return "tcp:127.0.0.1:" + port();
    }

    /** Lets someone watch the bytes. */
    @Override
    public void onTraffic(Traffic watcher) {
        watchers.add(watcher);
    }

    @Override
    public void close() {
        unplug();
        synchronized (this) {
            if (own != null) {
                own.close();
                own = null;
            }
        }
    }

    private void acceptFrom(ServerSocket listening) {
        while (!listening.isClosed()) {
            try (Socket accepted = listening.accept()) {
                accepted.setTcpNoDelay(true);
                if (seat(listening, accepted)) {
                    occupant.serve(new FarLine(accepted, baud, clock, this::passed));
                }
            } catch (IOException gone) {
                LOG.debugf("far end %d: %s", listening.getLocalPort(), gone.getMessage());
            } catch (InterruptedException unplugged) {
                return;
            } catch (RuntimeException bug) {
                LOG.error("a simulated device failed", bug);
            }
        }
    }

    /** False when the plug was pulled while a client came in. */
    private synchronized boolean seat(ServerSocket listening, Socket accepted) {
        client = accepted;
        return server == listening;
    }

    private void passed(Traffic.Direction direction, byte[] bytes) {
        watchers.forEach(watcher -> watcher.passed(direction, bytes));
    }

    private static void closeQuietly(AutoCloseable closing) {
        try {
            closing.close();
        } catch (Exception gone) {
            LOG.debug("was closed already", gone);
        }
    }
}
