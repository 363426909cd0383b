package cn.ting.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The far end of a device file that a kiosk only reads: a named pipe in its place. As the kernel does, it keeps nothing for a file that
 * nobody has open. May be unplugged and plugged in again under the same name. Safe for use by any thread; what is sent goes on a thread of
 * its own, at most sixteen sendings wait, and one more is refused.
 */
public final class FileFarEnd implements FarEnd {

    private static final Logger LOG = Logger.getLogger(FileFarEnd.class);
    private static final int MOST_WAITING = 16;
    /** Less than a pipe holds, so that it takes this also while nobody reads. */
    private static final int PIECE = 16_384;

    private final Path file;
    private final List<Traffic> watchers = new CopyOnWriteArrayList<>();
    private ThreadPoolExecutor sender;

    /** Makes one that is not plugged in. */
    public FileFarEnd(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Plugs it in: the file is there. Harmless while it is.
     *
     * @throws UncheckedIOException when the pipe cannot be made
     */
    @Override
    public synchronized void start() {
        if (sender != null) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            // Of a bench that was killed.
            Files.deleteIfExists(file);
            if (new ProcessBuilder("mkfifo", file.toString()).start().waitFor() != 0) {
                throw new IOException("mkfifo did not make " + file);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurried);
        }
        sender = new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), sending -> {
            Thread thread = new Thread(sending, "far-end-" + file.getFileName());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Pulls the plug: the file is gone, with what was not sent yet. */
    @Override
    public synchronized void unplug() {
        if (sender == null) {
            return;
        }
        // The one that waits in the kernel is woken by this, too.
        sender.shutdownNow();
        sender = null;
        try {
            Files.deleteIfExists(file);
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }

    @Override
    public synchronized boolean isPlugged() {
        return sender != null;
    }

    /**
     * Hands these records over, one after the other. Returns at once; while it is unplugged they are lost.
     *
     * @throws java.util.concurrent.RejectedExecutionException when too much waits already
     */
    public synchronized void send(List<byte[]> records) {
        if (sender != null) {
            sender.execute(() -> write(records));
        }
    }

    private void write(List<byte[]> records) {
        try {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            for (byte[] record : records) {
                if (piece.remaining() < record.length) {
                    pass(piece.flip());
                    piece.clear();
                }
                piece.put(record);
            }
            pass(piece.flip());
        } catch (IOException unplugged) {
            LOG.debugf("%s: %s", file, unplugged.getMessage());
        }
    }

    /** Opened for both, nobody waits for the kiosk to have it open; what the last one to close it has not read is gone then. */
    private void pass(ByteBuffer piece) throws IOException {
        byte[] bytes = new byte[piece.remaining()];
        piece.duplicate().get(bytes);
        try (FileChannel pipe = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            while (piece.hasRemaining()) {
                pipe.write(piece);
            }
        }
        watchers.forEach(watcher -> watcher.passed(Traffic.Direction.FROM_DEVICE, bytes));
    }

    /** Its address as written in {@code device-config}. */
    @Override
    public String address() {
        return "file:" + file;
    }

    /** Lets someone watch the bytes. */
    @Override
    public void onTraffic(Traffic watcher) {
        watchers.add(watcher);
    }

    @Override
    public void close() {
        unplug();
    }
}
