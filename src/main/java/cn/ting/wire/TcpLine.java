package cn.ting.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/**
 * A line over TCP, as network printers (port 9100) and serial servers offer it. A far end that only speaks may lose its cable or its power while
 * it is silent: then the kernel asks it whether it is there (RFC 1122, 4.2.3.6), every TCP answers, and without an answer the line
 * is closed after some ten seconds. Where something was written and not acknowledged the kernel does not ask, and whoever wrote has to have
 * a patience of its own.
 */
final class TcpLine implements Line {

    private static final int CONNECT_TIMEOUT_MS = 5_000;

    /** Silent for so long it is asked whether it is there, in seconds; what is asked something every second never is. */
    private static final int ASKED_AFTER_S = 5;
    /** And again, in seconds, for a network may lose a packet or two. */
    private static final int AGAIN_AFTER_S = 2;
    private static final int MOST_UNANSWERED = 3;

    private final Socket socket;
    private final TcpAddress address;

    private TcpLine(Socket socket, TcpAddress address) {
        this.socket = socket;
        this.address = address;
    }

    static TcpLine open(TcpAddress address) throws IOException {
        Socket socket = new PromptSockets().createSocket();
        try {
            socket.setKeepAlive(true);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, ASKED_AFTER_S);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, AGAIN_AFTER_S);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, MOST_UNANSWERED);
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_TIMEOUT_MS);
            return new TcpLine(socket, address);
        } catch (IOException unreachable) {
            socket.close();
            throw new IOException("cannot reach " + address + ": " + unreachable.getMessage(), unreachable);
        }
    }

    /** True when both ends stand on this machine. */
    boolean staysHere() {
        return socket.getInetAddress().isLoopbackAddress() || socket.getInetAddress().equals(socket.getLocalAddress());
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException broken) {
            throw closed(broken);
        }
    }

    @Override
    public int read(byte[] into, Duration patience) throws IOException {
        try {
            socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
            int count = socket.getInputStream().read(into);
            if (count < 0) {
                throw new LineClosedException(address.toString());
            }
            return count;
        } catch (SocketTimeoutException silence) {
            return 0;
        } catch (SocketException broken) {
            throw closed(broken);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private LineClosedException closed(SocketException cause) {
        LineClosedException closed = new LineClosedException(address.toString());
        closed.initCause(cause);
        return closed;
    }
}
