package cn.ting.health;

import cn.ting.file.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * How many restarts one after another a stuck device has caused, in a small file that outlives restarts, reboots and power cuts. A count
 * and no moment: the wall clock may be wrong, and no other outlives the process. What cannot be read or kept counts as the most, for
 * then nobody knows that a restart would not be the next of many. Safe for use by any thread.
 */
public final class HangRestarts {

    /** More are not told apart. */
    static final int MOST = 3;

    private static final Logger LOG = Logger.getLogger(HangRestarts.class);
    private static final int LONGEST = 8;
    private static final int UNKNOWN = -1;

    private final Path file;
    private final Executor writing;
    private volatile int count;
    private volatile int onDisk;

    /** Reads the file, which is made once a count is kept; its folder must exist by then. */
    public HangRestarts(Path file) {
        // One write waiting is enough: whoever wants it asks again.
        this(file, new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), HangRestarts::daemon,
                new ThreadPoolExecutor.DiscardPolicy()));
    }

    /** @param writing where the file is written, for whoever asks may not wait for the disk */
    HangRestarts(Path file, Executor writing) {
        this.file = file;
        this.writing = writing;
        read();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "ting-hang-restarts");
        thread.setDaemon(true);
        return thread;
    }

    /** 0 where none was counted, at most {@value #MOST}. */
    int count() {
        return count;
    }

    /** True when this count is on the disk, as far as is known. */
    boolean isKept(int wanted) {
        return onDisk == wanted;
    }

    /**
     * Has this count on the disk, soon or not at all; see {@link #isKept}. Returns at once.
     *
     * @param wanted 0 to {@value #MOST}
     */
    void keep(int wanted) {
        writing.execute(() -> write(wanted));
    }

    private synchronized void write(int wanted) {
        try {
            WholeFile.replace(file, wanted + "\n");
            onDisk = wanted;
            count = wanted;
        } catch (IOException refused) {
            if (onDisk != UNKNOWN || count != MOST) {
                LOG.errorf("how often a stuck device had the kiosk start again cannot be kept: %s", refused);
            }
            onDisk = UNKNOWN;
            count = MOST;
        }
    }

    private void read() {
        onDisk = UNKNOWN;
        count = MOST;
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII);
            if (text.matches("[0-" + MOST + "]\n")) {
                onDisk = text.charAt(0) - '0';
                count = onDisk;
            } else {
                LOG.errorf("%s says nothing that was written there", file);
            }
        } catch (NoSuchFileException first) {
            count = 0;
        } catch (IOException unreadable) {
            LOG.errorf("%s cannot be read: %s", file, unreadable);
        }
    }
}
