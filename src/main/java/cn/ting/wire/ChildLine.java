package cn.ting.wire;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A line to a child process: what is written is its input, what is read its output. It is started from a list of arguments,
 * never through a shell, in the root folder, and knows nothing of the environment but {@code PATH}, {@code LANG} and {@code
 * HOME}.
 *
 * <p>Java has no read with a time limit from a pipe, so a thread of its own reads, in pieces large enough for pictures; at
 * most four pieces of 64 KiB wait, and then the child does. Pieces are wiped when they have been read. What the child complains
 * of on its standard error is read to the end and only the last of it kept, so that no amount of it stops the child.
 *
 * <p>Closing kills the child and whatever it has started, and waits for its end no longer than a second: a child that hangs in
 * the kernel dies when the kernel lets it. A grandchild that was adopted by another process is not found.
 */
public final class ChildLine implements Line {

    /** The most that is kept of a child's complaints. */
    public static final int MOST_COMPLAINT = 2_048;

    private static final Logger LOG = Logger.getLogger(ChildLine.class);
    private static final int PIECE = 1 << 16;
    private static final int PIECES = 4;
    private static final int GENERATIONS = 3;
    private static final long END_WITHIN_MS = 1_000;
    private static final Piece END = new Piece(new byte[0]);

    /** Some bytes of the output. Owned by one thread at a time; handed over by a queue. */
    private static final class Piece {
        private final byte[] bytes;
        private int from;
        private int to;

        Piece(byte[] bytes) {
            this.bytes = bytes;
        }

        int giveTo(byte[] into) {
            int count = Math.min(into.length, to - from);
            System.arraycopy(bytes, from, into, 0, count);
            Arrays.fill(bytes, from, from + count, (byte) 0);
            from += count;
            return count;
        }
    }

    private final String program;
    private final Process process;
    private final Tail complaint = new Tail(MOST_COMPLAINT);
    private final List<Piece> pieces = Stream.generate(() -> new Piece(new byte[PIECE])).limit(PIECES).toList();
    private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(PIECES + 2);
    private final BlockingQueue<Piece> empty = new ArrayBlockingQueue<>(PIECES, false, pieces);
    private final Thread output;
    private final Thread complaints;
    private Piece reading;
    private boolean ended;
    private volatile boolean closed;

    private ChildLine(String program, Process process) {
        this.program = program;
        this.process = process;
        output = thread(this::fetch, "line-" + program);
        complaints = thread(this::drain, "complaints-" + program);
    }

    static ChildLine start(List<String> command) throws IOException {
        String name = Path.of(command.get(0)).getFileName().toString();
        List<String> found = new ArrayList<>(command);
        found.set(0, found(command.get(0)).toString());
        ProcessBuilder builder = new ProcessBuilder(found).directory(new File("/"));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(Map.of("PATH", path(), "LANG", "C.UTF-8", "HOME", "/"));
        ChildLine line = new ChildLine(name, builder.start());
        line.output.start();
        line.complaints.start();
        return line;
    }

    private static Path found(String program) throws NoProgramException {
        List<Path> places = program.contains("/")
                ? List.of(Path.of(program))
                : Arrays.stream(path().split(":")).filter(folder -> folder.startsWith("/")).map(folder -> Path.of(folder, program)).toList();
        return places.stream().filter(Files::isRegularFile).filter(Files::isExecutable).findFirst()
                .orElseThrow(() -> new NoProgramException(program));
    }

    private static String path() {
        String own = System.getenv("PATH");
        return own == null || own.isBlank() ? "/usr/local/bin:/usr/bin:/bin" : own;
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void fetch() {
        try {
            InputStream from = process.getInputStream();
            while (true) {
                Piece piece = empty.take();
                piece.from = 0;
                // A whole piece is asked for: less than 8 KiB would stay behind in the stream's own buffer.
                piece.to = Math.max(0, from.read(piece.bytes));
                if (piece.to == 0) {
                    break;
                }
                full.put(piece);
            }
        } catch (IOException gone) {
            LOG.debugf("%s: %s", program, gone.getMessage());
        } catch (InterruptedException closing) {
            LOG.debugf("%s was closed", program);
        }
        full.offer(END);
        wipeIfClosed();
    }

    /** What nobody has read is nobody's business: it may be somebody's face. */
    private void wipeIfClosed() {
        if (closed) {
            pieces.forEach(piece -> Arrays.fill(piece.bytes, (byte) 0));
        }
    }

    private void drain() {
        byte[] some = new byte[1_024];
        try {
            InputStream from = process.getErrorStream();
            for (int count = from.read(some); count >= 0; count = from.read(some)) {
                complaint.add(some, count);
            }
        } catch (IOException gone) {
            LOG.debugf("%s: %s", program, gone.getMessage());
        }
    }

    /** Waits while the child reads nothing and more than the kernel's 64 KiB are on their way; closing ends that too. */
    @Override
    public void write(byte[] bytes) throws IOException {
        try {
            process.getOutputStream().write(bytes);
            process.getOutputStream().flush();
        } catch (IOException broken) {
            throw (LineClosedException) new LineClosedException(program).initCause(broken);
        }
    }

    /** Tells the child that no more is written; harmless when that is so already. */
    public void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            LOG.debugf("%s: %s", program, gone.getMessage());
        }
    }

    @Override
    public int read(byte[] into, Duration patience) throws IOException {
        try {
            if (reading == null && !ended && !closed) {
                reading = full.poll(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
                ended = reading == END;
            }
            if (ended || closed) {
                throw new LineClosedException(program);
            }
            if (reading == null) {
                return 0;
            }
            int count = reading.giveTo(into);
            if (reading.from == reading.to) {
                empty.put(reading);
                reading = null;
            }
            return count;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LineClosedException(program);
        }
    }

    /** The last of what it said on its standard error so far, on one line, at most {@value #MOST_COMPLAINT} bytes. */
    public String complaint() {
        return complaint.text();
    }

    /**
     * How it ended, waiting for that and for its last complaint.
     *
     * @return its exit code; empty when it still runs after {@code patience}
     */
    public OptionalInt exit(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return OptionalInt.empty();
        }
        // A grandchild may hold the stream open beyond the child's end.
        complaints.join(END_WITHIN_MS);
        return OptionalInt.of(process.exitValue());
    }

    /** The number by which this machine knows the child. */
    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        closed = true;
        kill();
        full.offer(END);
        output.interrupt();
        try {
            if (!process.waitFor(END_WITHIN_MS, TimeUnit.MILLISECONDS)) {
                LOG.warnf("%s has been killed and does not end", program);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        wipeIfClosed();
    }

    /** Descendants are noted before their parents go, since an orphan is nobody's; what was born meanwhile is a next round's. */
    private void kill() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        for (int i = 0; i < GENERATIONS && !family.isEmpty(); i++) {
            List<ProcessHandle> born = family.stream().flatMap(ProcessHandle::descendants).toList();
            family.forEach(ProcessHandle::destroyForcibly);
            family = born;
        }
    }
}
