package cn.ting.press;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * How far long work on a release's files is, for who waits before it: which file of how many, and how many bytes. A line at most each few seconds, and
 * one before each file that may take longer than that by itself.
 */
final class FileProgress {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final long LARGE_BYTES = 8L << 20;
    private static final double MIB = 1 << 20;

    private final PrintStream err;
    private final InstantSource clock;
    private Instant told = Instant.EPOCH;
    private String word = "";
    private int files;
    private long bytes;
    private int nth;
    private long done;

    FileProgress(PrintStream err, InstantSource clock) {
        this.err = err;
        this.clock = clock;
    }

    /** @param word what is done with them */
    void begin(String word, int files, long bytes) {
        this.word = word;
        this.files = files;
        this.bytes = bytes;
        nth = 0;
        done = 0;
    }

    /** What is begun now; what was before it is done. */
    void next(String path, long size) {
        nth++;
        Instant now = clock.instant();
        if (size >= LARGE_BYTES || !now.isBefore(told.plus(PAUSE))) {
            err.printf(Locale.ROOT, "  %s: file %d of %d, %.1f of %.1f MiB are done; now %s, %.1f MiB%n", word, nth, files, done / MIB, bytes / MIB, path, size / MIB);
            told = now;
        }
        done += size;
    }
}
