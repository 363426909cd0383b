package cn.ting.port;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One connection between the kiosk and the program that holds its ports, of either end. Used by one thread at a time, but {@link #close} may be
 * called by any and ends what waits. An interruption ends nothing: it stays with the thread. What has passed is overwritten.
 */
public final class PortSocket implements Closeable {

    /** No limit: for who has nothing to do but wait. */
    static final long FOREVER = 0;

    private static final int HEADER = 1 + Integer.BYTES;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    /** Of our own and not the channel's, which would keep what passed last. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(HEADER + PortMessage.MOST);

    PortSocket(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        selector = Selector.open();
        key = channel.register(selector, 0);
    }

    /**
     * Connects to a program that listens. Waits for nothing.
     *
     * @throws IOException when none does, or one that is so far behind with what has come that it is as good as gone
     */
    public static PortSocket to(SocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (!channel.connect(address)) {
                throw new IOException("it takes no more connections");
            }
            return new PortSocket(channel);
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
    }

    /**
     * Sends a message.
     *
     * @param withinMs how long the other end may take none of it, from 1 ms; {@link #FOREVER}
     * @throws SocketTimeoutException when it did
     */
    public void send(PortMessage message, long withinMs) throws IOException {
        try {
            buffer.clear().put((byte) message.kind()).putInt(message.content().length).put(message.content()).flip();
            while (buffer.hasRemaining()) {
                if (channel.write(buffer) == 0) {
                    await(SelectionKey.OP_WRITE, withinMs);
                }
            }
        } finally {
            wipe(HEADER + message.content().length);
        }
    }

    /**
     * Takes the next message.
     *
     * @param withinMs how long nothing may come, from 1 ms; {@link #FOREVER}
     * @throws SocketTimeoutException when nothing came
     * @throws EOFException when the other end is gone
     */
    public PortMessage receive(long withinMs) throws IOException {
        buffer.clear();
        try {
            // No further than this message: what stands behind it is the next.
            fill(HEADER, withinMs);
            fill(HEADER + length(), withinMs);
            byte[] content = new byte[length()];
            buffer.get(HEADER, content);
            return new PortMessage((char) buffer.get(0), content);
        } finally {
            wipe(buffer.position());
        }
    }

    private void fill(int upTo, long withinMs) throws IOException {
        buffer.limit(upTo);
        while (buffer.hasRemaining()) {
            int came = channel.read(buffer);
            if (came < 0) {
                throw new EOFException("the other end is gone");
            }
            if (came == 0) {
                await(SelectionKey.OP_READ, withinMs);
            }
        }
    }

    private int length() throws IOException {
        int length = buffer.getInt(1);
        if (length < 0 || length > PortMessage.MOST) {
            throw new IOException("a message of " + length + " bytes");
        }
        return length;
    }

    private void await(int what, long withinMs) throws IOException {
        boolean interrupted = false;
        try {
            key.interestOps(what);
            while (selector.select(withinMs) == 0) {
                if (!Thread.interrupted()) {
                    throw new SocketTimeoutException("nothing within " + withinMs + " ms");
                }
                interrupted = true;
            }
            selector.selectedKeys().clear();
        } catch (ClosedSelectorException | CancelledKeyException closed) {
            throw new EOFException("closed");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void wipe(int bytes) {
        buffer.clear().put(new byte[bytes]).clear();
    }

    @Override
    public void close() throws IOException {
        // First the one that may be waited in.
        selector.close();
        channel.close();
    }
}
