package cn.ting.wire;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A line over a device file. The kernel offers Java no read with a time limit there, so a thread of its own reads and hands over what
 * it got; at most 64 pieces wait, and then the device does.
 *
 * <p>A printer's file can be opened only once, and a channel lets nobody write while it reads: so there are two channels on one opened
 * file. Closing either signals the thread that waits in the kernel on it, for what there is to read or for a device that takes no more
 * bytes, and only then is the file's number free for another.
 *
 * <p>A read that ends without a byte or with an error is not the end of the device: the kernel hands on a printer's empty packet as the
 * one and a transfer that failed as the other ({@code usblp_read} in drivers/usb/class/usblp.c), and the next read goes on. It is gone when its
 * file is, or after seconds of nothing else.
 */
final class FileLine implements Line {

    private static final Logger LOG = Logger.getLogger(FileLine.class);
    private static final int PIECE = 4_096;
    private static final int MOST_WAITING = 64;
    private static final byte[] END = {};
    private static final int BREATH_MS = 5;
    /** Five seconds of empty reads: some devices answer so as long as they have nothing to say, and are asked oftener. */
    static final int MOST_EMPTY = 1_000;
    /** Half a second: a device that went and is back under its name fails on what was opened before, for ever. */
    static final int MOST_FAILED = 100;

    private final FileAddress address;
    private final Ports ports;
    private final FileChannel in;
    private final FileChannel out;
    /** Of our own and not the channel's, which would keep what was written last. */
    private final ByteBuffer leaving = ByteBuffer.allocateDirect(PIECE);
    private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Breath breath;
    private final Semaphore over = new Semaphore(0);
    private final Thread reader;
    private byte[] rest = END;
    private boolean ended;
    private volatile boolean closed;
    /** What is heard instead of the file once it is had alone; null before. */
    private volatile Line alone;

    /** How long is waited before a read that brought nothing is done again. */
    @FunctionalInterface
    interface Breath {

        /** @param closed has a permit once nobody wants to know any more */
        void take(Semaphore closed) throws InterruptedException;
    }

    private FileLine(FileAddress address, Ports ports, RandomAccessFile file, Breath breath) throws IOException {
        this.address = address;
        this.ports = ports;
        this.breath = breath;
        this.in = file.getChannel();
        this.out = new FileOutputStream(file.getFD()).getChannel();
        this.reader = new Thread(this::fetch, "line-" + address.path());
        this.reader.setDaemon(true);
    }

    static FileLine open(FileAddress address, Ports ports) throws IOException {
        return open(address, ports, closed -> closed.tryAcquire(BREATH_MS, TimeUnit.MILLISECONDS));
    }

    static FileLine open(FileAddress address, Ports ports, Breath breath) throws IOException {
        FileLine line = new FileLine(address, ports, opened(address), breath);
        line.reader.start();
        return line;
    }

    /** For reading alone where no more is granted, as with keyboards. */
    private static RandomAccessFile opened(FileAddress address) throws IOException {
        Path path = Path.of(address.path());
        if (!Files.exists(path) || Files.isRegularFile(path)) {
            throw new IOException("cannot open " + address + ": there is no such device");
        }
        RandomAccessFile file;
        try {
            file = new RandomAccessFile(address.path(), "rw");
        } catch (FileNotFoundException notBoth) {
            try {
                file = new RandomAccessFile(address.path(), "r");
            } catch (FileNotFoundException notEven) {
                throw new IOException("cannot open " + address + ": " + notEven.getMessage(), notEven);
            }
        }
        if (Files.isRegularFile(path)) {
            // The device went in this very instant, and Java has made a file in its place, which would be in its way when it is back.
            file.close();
            Files.delete(path);
            throw new IOException("cannot open " + address + ": there is no such device any more");
        }
        return file;
    }

    private void fetch() {
        try {
            fetchUntilGone();
            arrived.put(END);
        } catch (InterruptedException closing) {
            LOG.debugf("%s was closed", address);
        }
    }

    private void fetchUntilGone() throws InterruptedException {
        ByteBuffer arriving = ByteBuffer.allocateDirect(PIECE);
        int empty = 0;
        int failed = 0;
        while (in.isOpen() && empty < MOST_EMPTY && failed < MOST_FAILED) {
            try {
                if (in.read(arriving) >= 0) {
                    byte[] piece = new byte[arriving.flip().remaining()];
                    arriving.get(piece);
                    wipe(arriving);
                    arrived.put(piece);
                    empty = 0;
                    failed = 0;
                    continue;
                }
                empty++;
            } catch (IOException refused) {
                LOG.debugf("%s: %s", address, refused.getMessage());
                failed++;
            }
            if (!Files.exists(Path.of(address.path()))) {
                return;
            }
            breath.take(over);
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        if (alone != null) {
            alone.write(bytes);
            return;
        }
        try {
            for (int sent = 0; sent < bytes.length; sent += PIECE) {
                leaving.put(bytes, sent, Math.min(PIECE, bytes.length - sent)).flip();
                while (leaving.hasRemaining()) {
                    out.write(leaving);
                }
                wipe(leaving);
            }
        } catch (IOException broken) {
            throw (LineClosedException) new LineClosedException(address.toString()).initCause(broken);
        } finally {
            wipe(leaving);
        }
    }

    private static void wipe(ByteBuffer buffer) {
        buffer.clear().put(new byte[PIECE]).clear();
    }

    @Override
    public int read(byte[] into, Duration patience) throws IOException {
        if (alone != null) {
            return alone.read(into, patience);
        }
        try {
            if (rest.length == 0 && !ended) {
                byte[] piece = arrived.poll(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
                if (piece == null && !closed) {
                    return 0;
                }
                ended = piece == END || closed;
                rest = ended ? END : piece;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LineClosedException(address.toString());
        }
        if (ended) {
            throw new LineClosedException(address.toString());
        }
        int count = Math.min(into.length, rest.length);
        System.arraycopy(rest, 0, into, 0, count);
        rest = count == rest.length ? END : Arrays.copyOfRange(rest, count, rest.length);
        return count;
    }

    /** What was said before goes, for it has reached others too; the file is the program's from here on, which alone is told anything. */
    @Override
    public void grab() throws IOException {
        Line had = PortLine.keys(ports, address);
        try {
            letGo();
        } catch (IOException broken) {
            had.close();
            throw broken;
        }
        alone = had;
        // Who closed before saw nothing of it, who closes from here on does.
        if (closed) {
            had.close();
            throw new LineClosedException(address.toString());
        }
    }

    private void letGo() throws IOException {
        over.release();
        // The whole file with both channels, whichever is closed first.
        out.close();
        in.close();
        reader.interrupt();
        arrived.clear();
        arrived.offer(END);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        letGo();
        Line had = alone;
        if (had != null) {
            had.close();
        }
    }
}
