package cn.ting.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of loopback that is kept while nobody listens there: a far end that is unplugged or without power refuses whoever calls, and no
 * other program that asks for any free port is given this one meanwhile. Its owner may listen there, with the address reused.
 */
public final class OwnPort implements AutoCloseable {

    private final Socket keeper = new Socket();

    /**
     * @param wanted 0 for any free one
     * @throws UncheckedIOException when somebody else has it
     */
    public OwnPort(int wanted) {
        try {
            keeper.setReuseAddress(true);
            keeper.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
        } catch (IOException taken) {
            close();
            throw new UncheckedIOException("port " + wanted + " cannot be listened on", taken);
        }
    }

    public int number() {
        return keeper.getLocalPort();
    }

    /** Gives it up. */
    @Override
    public void close() {
        try {
            keeper.close();
        } catch (IOException already) {
            throw new UncheckedIOException(already);
        }
    }
}
