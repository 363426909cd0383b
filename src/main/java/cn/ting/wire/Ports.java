package cn.ting.wire;

import cn.ting.port.PortMessage;
import cn.ting.port.PortProgram;
import cn.ting.port.PortSocket;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The kiosk's end of the process that holds local ports ({@link PortProgram}): starts it as the first port is opened, and another as the first one
 * is opened after its end. When it crashes, all its ports are closed lines; whoever keeps a device going opens them anew. One that lives and
 * cannot be reached, or in which too much hangs, is killed. Safe for use by any thread; no opening takes longer than a start and a call.
 */
final class Ports {

    private static final Logger LOG = Logger.getLogger(Ports.class);

    private static final String NAME = "the program that holds local ports";

    private static final List<String> NEEDED = List.of("cn/ting/port/PortProgram.class", "com/fazecast/jSerialComm/SerialPort.class",
            "com/sun/jna/Native.class");

    /** Longer than a slow machine that is just starting takes to start a Java. */
    private static final Duration START_WITHIN = Duration.ofSeconds(20);

    /** The opening of a port waits for nothing but the kernel. */
    private static final Duration OPEN_WITHIN = Duration.ofSeconds(10);

    /** A process that has hung up has ended, and so has what it said; a busy machine may take its time to tell. */
    private static final Duration END_WITHIN = Duration.ofSeconds(5);

    /** Each keeps a thread of the program; so many are not the fault of one device any more. */
    private static final int MOST_HUNG = 8;

    private static final String SOCKET = "s";

    private static final String FOLDER = "ports";

    /** A Unix socket's path has at most 107 bytes, and what follows the place takes up to 28 of them. */
    private static final int LONGEST_PLACE = 79;

    /** What all lines of this process share: each program costs some 40 MB. */
    private static final Ports OF_THIS_PROCESS = new Ports(List.of(), place(System.getenv()));

    private final List<String> before;
    private final Path place;
    /** The last one there was, or the start of one that is waited for by all who want it; null before the first. */
    private FutureTask<Running> last;

    /**
     * @param before what stands before the command that starts the program, such as {@code env NAME=VALUE}
     * @param place where the folders are made in which kiosk and programs meet
     */
    Ports(List<String> before, Path place) {
        this.before = before;
        this.place = place;
    }

    /**
     * Where launcher and kiosk meet, in memory: nothing there is cleared away for its age, as temporary files are. Those where there is
     * no such place, as in development.
     */
    static Path place(Map<String, String> environment) {
        return Stream.of("TING_RUN", "RUNTIME_DIRECTORY").map(environment::get).filter(Objects::nonNull)
                .filter(name -> name.length() <= LONGEST_PLACE).map(Path::of).filter(Files::isWritable).findFirst()
                .orElse(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Ports ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /**
     * Opens a port.
     *
     * @param wanted which, and for what
     * @param address by which its line is known
     * @throws LineClosedException when the program ends meanwhile, or is killed since it cannot be reached
     * @throws PortCalls.RefusedException when the port cannot be opened
     */
    PortCalls open(PortMessage wanted, String address) throws IOException {
        Running program = running();
        PortSocket socket;
        try {
            socket = PortSocket.to(program.address);
        } catch (IOException unreachable) {
            // Who is stopped has not waited.
            if (!program.ends() && !Thread.currentThread().isInterrupted()) {
                program.kill("cannot be reached (" + unreachable.getMessage() + ")");
            }
            throw program.closed(address);
        }
        PortCalls calls = new PortCalls(program, socket, address);
        program.opened();
        try {
            calls.begin(wanted, OPEN_WITHIN);
            return calls;
        } catch (IOException refused) {
            calls.close();
            throw refused;
        }
    }

    /** The number by which this machine knows the program; empty while none runs. */
    OptionalLong pid() {
        Running running = lastStarted();
        return running == null || running.isOver() ? OptionalLong.empty() : OptionalLong.of(running.child.pid());
    }

    /** Who comes while it is being started waits for that start, and fails with it: one after another they would wait for minutes. */
    private Running running() throws IOException {
        FutureTask<Running> start;
        synchronized (this) {
            if (last == null || last.isDone() && (lastStarted() == null || lastStarted().isOver())) {
                Running over = lastStarted();
                last = new FutureTask<>(() -> startAfter(over));
            }
            start = last;
        }
        // Of those who come, the first starts it: to the others this does nothing.
        start.run();
        try {
            return start.get(START_WITHIN.plus(END_WITHIN).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException not) {
            throw new IOException(not.getCause().getMessage(), not.getCause());
        } catch (TimeoutException not) {
            throw new IOException(NAME + " does not start in time", not);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(NAME + " was not waited for", stopped);
        }
    }

    /** Null while none is, or none could be started. */
    private synchronized Running lastStarted() {
        try {
            return last == null || !last.isDone() ? null : last.get();
        } catch (ExecutionException not) {
            return null;
        } catch (InterruptedException stopped) {
            throw new AssertionError("nobody waits for what is done", stopped);
        }
    }

    private Running startAfter(Running over) throws IOException {
        if (over != null) {
            // Where no port was open nobody has noticed.
            over.closed(NAME);
        }
        Path folder = Files.createTempDirectory(place, FOLDER);
        Running started = new Running(ChildLine.start(command(before, folder)), folder);
        try {
            started.awaitReady();
            return started;
        } catch (IOException not) {
            started.child.close();
            started.tidy();
            throw not;
        }
    }

    /**
     * @param before see {@link #Ports}
     * @param folder where kiosk and program meet; nobody else enters it
     */
    static List<String> command(List<String> before, Path folder) {
        return Stream.of(before, OwnJava.words(PortProgram.class.getName(), NEEDED), List.of(folder.resolve(SOCKET).toString()))
                .flatMap(List::stream).toList();
    }

    /** One process, from its start to its end. */
    static final class Running {

        private final ChildLine child;
        private final Path folder;
        private final UnixDomainSocketAddress address;
        private int open;
        private int hung;
        private volatile String ended;

        private Running(ChildLine child, Path folder) {
            this.child = child;
            this.folder = folder;
            this.address = UnixDomainSocketAddress.of(folder.resolve(SOCKET));
        }

        private void awaitReady() throws IOException {
            byte[] said = new byte[PortProgram.READY.length()];
            try {
                if (child.read(said, START_WITHIN) == said.length && new String(said, StandardCharsets.US_ASCII).equals(PortProgram.READY)) {
                    return;
                }
            } catch (LineClosedException ended) {
                throw new IOException(NAME + " does not start: " + child.complaint(), ended);
            }
            throw new IOException(NAME + " does not start in time");
        }

        UnixDomainSocketAddress address() {
            return address;
        }

        private synchronized void opened() {
            open++;
        }

        /**
         * One port is no more.
         *
         * @param inTime false for one that hangs in the program: when all do, or too many, another is started for the next
         */
        synchronized void closed(boolean inTime) {
            if (inTime) {
                open--;
            } else {
                hung++;
            }
            if (hung > 0 && hung == open || hung >= MOST_HUNG) {
                kill("hangs in " + hung + " of " + open + " ports");
            }
        }

        /** What hangs in the kernel does not end when it is killed: no port is opened there any more, all the same. */
        private synchronized void kill(String why) {
            if (ended == null) {
                ended = NAME + " " + why + " and was killed";
                LOG.warnf("%s; the next port that is opened starts another", ended);
                child.close();
                tidy();
            }
        }

        /** The end of a line whose program has hung up on it: with a crash, where there was one. Waits for that to be known, at most ten seconds. */
        LineClosedException closed(String line) {
            ends();
            String how = ended;
            return how == null ? new LineClosedException(line) : new LineClosedException(line, how);
        }

        /** Waits for its end, at most five seconds, and tells of it; false where it goes on. */
        boolean ends() {
            try {
                OptionalInt code = ended == null ? child.exit(END_WITHIN) : OptionalInt.empty();
                code.ifPresent(this::ended);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return ended != null;
        }

        private synchronized void ended(int code) {
            if (ended == null) {
                String crash = OwnJava.crash(child, END_WITHIN);
                ended = NAME + (crash.isEmpty() ? " ended with " + code : " crashed" + crash);
                LOG.warnf("%s; the next port that is opened starts another", ended);
                tidy();
            }
        }

        private boolean isOver() {
            try {
                return ended != null || child.exit(Duration.ZERO).isPresent();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** What one that was killed or crashed has left. */
        private void tidy() {
            try {
                Files.deleteIfExists(folder.resolve(SOCKET));
                Files.deleteIfExists(folder);
            } catch (IOException kept) {
                LOG.debugf("%s: %s", folder, kept.getMessage());
            }
        }
    }
}
