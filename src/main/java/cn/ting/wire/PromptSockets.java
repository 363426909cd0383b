package cn.ting.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Plain TCP sockets that send at once (TCP_NODELAY). Without it the second half of a packet waits until the first is
 * acknowledged, and a peer that has nothing to say takes some 40 ms over that (RFC 896, RFC 1122 4.2.3.2). Safe for use by
 * any thread.
 */
public final class PromptSockets extends SocketFactory {

    private static final int AHEAD_BYTES = 8 * 1024;

    private final boolean ahead;

    public PromptSockets() {
        this(false);
    }

    private PromptSockets(boolean ahead) {
        this.ahead = ahead;
    }

    /**
     * Those that take what has come in one go, up to 8 KiB, for who reads a byte at a time: of a packet of five bytes the MQTT library asks the
     * system four times, and once more whether there is another.
     */
    public static PromptSockets readingAhead() {
        return new PromptSockets(true);
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = ahead ? new AheadSocket() : new Socket();
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(createSocket(), new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return connected(bound(local, localPort), new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(createSocket(), new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return connected(bound(local, localPort), new InetSocketAddress(host, port));
    }

    private Socket bound(InetAddress local, int localPort) throws IOException {
        Socket socket = createSocket();
        try {
            socket.bind(new InetSocketAddress(local, localPort));
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    private static Socket connected(Socket socket, SocketAddress peer) throws IOException {
        try {
            socket.connect(peer);
            return socket;
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** A time-out leaves what was read where it is: the next read goes on behind it. */
    private static final class AheadSocket extends Socket {

        private InputStream from;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            if (from == null) {
                from = new Ahead(super.getInputStream());
            }
            return from;
        }
    }

    private static final class Ahead extends BufferedInputStream {

        Ahead(InputStream socket) {
            super(socket, AHEAD_BYTES);
        }

        /** The system is asked only where nothing is here. */
        @Override
        public synchronized int available() throws IOException {
            return pos < count ? count - pos : super.available();
        }
    }
}
