package cn.ting.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A port of 127.0.0.1 that stays its owner's: bound, and not listened on. While its server is not up yet, or is unplugged, without power or
 * killed, whoever calls is refused, and the system gives it to nobody who asks for any free one or who connects. A server that names it may
 * listen on it, as servers do that allow an address to be reused (Linux, {@code inet_csk_get_port}). On a system that does not let it, such
 * as macOS, the port is only free at first. Safe for use by any thread.
 */
public final class OwnPort implements AutoCloseable {

    private final Socket keeper = new Socket();
    private final InetSocketAddress address;

    /**
     * @param wanted 0 for any free one
     * @throws UncheckedIOException when somebody else has it, or the system has none left
     */
    public OwnPort(int wanted) {
        try {
            keeper.setReuseAddress(true);
            keeper.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            address = (InetSocketAddress) keeper.getLocalSocketAddress();
            if (!letsItsServerListen()) {
                close();
            }
        } catch (IOException taken) {
            close();
            throw new UncheckedIOException("port " + wanted + " cannot be listened on", taken);
        }
    }

    private boolean letsItsServerListen() throws IOException {
        try (ServerSocket server = new ServerSocket()) {
            server.setReuseAddress(true);
            server.bind(address);
            return true;
        } catch (BindException refused) {
            return false;
        }
    }

    public int number() {
        return address.getPort();
    }

    /** Gives it up; whoever listens on it goes on. */
    @Override
    public void close() {
        try {
            keeper.close();
        } catch (IOException already) {
            throw new UncheckedIOException(already);
        }
    }
}
