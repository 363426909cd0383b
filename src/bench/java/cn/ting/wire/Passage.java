package cn.ting.wire;

import cn.ting.time.KioskClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * A way through which TCP connections on loopback pass to a server on this machine, and which can be shut, slow, bad and narrow.
 *
 * <p>While it is neither slow nor bad nor narrow, bytes are handed on by the thread that has read them. A slow one hands every chunk of
 * bytes on so long after it came, either way. In a bad one chunks are lost and sent again, as TCP does it: a lost chunk and
 * all behind it wait 1 s, when the same chunk is lost again 2 s, then 4 s and at most 8 s; so loss shows as delay, and at 100 %
 * nothing passes, not even the end of a connection. A chunk that was lost for a minute breaks its connection. In a narrow one
 * bytes pass one by one, each connection's and each direction's for themselves. The making of a connection is neither slowed nor lost. A change holds at once, for connections that are there too. Safe for use by any thread.
 */
public final class Passage implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Passage.class);
    private static final int MOST_WAITING = 50;
    private static final int MOST_OPEN = 64;
    private static final int MOST_BYTES_PER_SECOND = 1_000;
    private static final int CONNECT_MS = 5_000;

    private final int port;
    private final int serverPort;
    private final Weather weather;
    private final Set<Crossing> open = ConcurrentHashMap.newKeySet();
    /** Kept from the first opening on, also while it is shut; null before that and at its end. */
    private OwnPort own;
    private ServerSocket door;
    /** Who lets connections in, or last did. */
    private Thread doorkeeper = new Thread("passage");

    /**
     * Makes a passage that is shut.
     *
     * @param port where it listens once opened
     * @param serverPort where it leads
     * @param dice decides which chunks are lost
     */
    public Passage(int port, int serverPort, KioskClock clock, RandomGenerator dice) {
        this.port = port;
        this.serverPort = serverPort;
        this.weather = new Weather(clock, dice);
    }

    /** Lets connections in; harmless while it is open. */
    public synchronized void open() {
        if (door != null) {
            return;
        }
        if (own == null) {
            own = new OwnPort(port);
        }
        try {
            ServerSocket fresh = new ServerSocket();
            fresh.setReuseAddress(true);
            fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MOST_WAITING);
            door = fresh;
        } catch (IOException taken) {
            throw new UncheckedIOException("port " + port + " cannot be listened on", taken);
        }
        ServerSocket listening = door;
        doorkeeper = start("passage-" + port, () -> acceptFrom(listening));
    }

    /** Ends every connection and lets none in until it is opened, on its own port; what was on its way is lost. Returns when nobody can come in. */
    public void shut() {
        Thread leaving;
        synchronized (this) {
            if (door != null) {
                closeQuietly(door);
                door = null;
            }
            open.forEach(Crossing::end);
            leaving = doorkeeper;
        }
        try {
            // Until its thread has left the door, a closed one may still take somebody in.
            leaving.join(CONNECT_MS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long every chunk takes either way, 0 by default. */
    public void delay(Duration delay) {
        weather.delay(delay);
    }

    public Duration delay() {
        return weather.delay();
    }

    /** How many of a hundred chunks are lost, 0 to 100; 0 by default. */
    public void lossPercent(int percent) {
        weather.lossPercent(percent);
    }

    public int lossPercent() {
        return weather.lossPercent();
    }

    /**
     * How many bytes a second pass each way of each connection, one after another.
     *
     * @param rate 1 to {@value #MOST_BYTES_PER_SECOND}; 0, the default, for as many as come
     */
    public void bytesPerSecond(int rate) {
        if (rate < 0 || rate > MOST_BYTES_PER_SECOND) {
            throw new IllegalArgumentException(rate + " bytes a second is not from 0 to " + MOST_BYTES_PER_SECOND);
        }
        weather.bytesPerSecond(rate);
    }

    @Override
    public void close() {
        shut();
        synchronized (this) {
            if (own != null) {
                own.close();
                own = null;
            }
        }
    }

    private void acceptFrom(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                through(listening, listening.accept());
            } catch (IOException gone) {
                LOG.debugf("passage %d: %s", port, gone.getMessage());
            }
        }
    }

    private void through(ServerSocket listening, Socket client) throws IOException {
        Socket server = new Socket();
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort), CONNECT_MS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException nobody) {
            closeQuietly(client);
            closeQuietly(server);
            throw nobody;
        }
        Crossing crossing = new Crossing(client, server);
        if (enter(listening, crossing)) {
            crossing.begin("passage-" + port + "-" + client.getPort());
        } else {
            crossing.end();
        }
    }

    /** False when it was shut while a connection came in, or when too many are here. */
    private synchronized boolean enter(ServerSocket listening, Crossing crossing) {
        return door == listening && open.size() < MOST_OPEN && open.add(crossing);
    }

    /** One connection on its way through. */
    private final class Crossing {
        private final Socket client;
        private final Socket server;
        private final PassageLane in;
        private final PassageLane out;

        Crossing(Socket client, Socket server) {
            this.client = client;
            this.server = server;
            this.in = new PassageLane(client, server, weather, this::end);
            this.out = new PassageLane(server, client, weather, this::end);
        }

        void begin(String name) {
            in.start(name + "-in");
            out.start(name + "-out");
        }

        /** Ends both directions and their threads; harmless when they have ended. */
        void end() {
            closeQuietly(client);
            closeQuietly(server);
            in.over();
            out.over();
            open.remove(this);
        }
    }

    /** How many connections are here. */
    int crossings() {
        return open.size();
    }

    /** How many bytes wait here for their time, both ways. */
    int waitingBytes() {
        return open.stream().mapToInt(crossing -> crossing.in.waitingBytes() + crossing.out.waitingBytes()).sum();
    }

    static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void closeQuietly(AutoCloseable closing) {
        try {
            closing.close();
        } catch (Exception gone) {
            LOG.debug("was closed already", gone);
        }
    }
}
