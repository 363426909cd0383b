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
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The kiosk's end of the process that holds local ports ({@link PortProgram}): starts it as the first port is opened, and another as the first one
 * is opened after its end. When it crashes, all its ports are closed lines; whoever keeps a device going opens them anew. Safe for use by
 * any thread.
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

    /** A Unix socket's path has to be short, so it stands where temporary files do, in a folder that nobody else enters. */
    private static final String SOCKET = "s";

    /** What all lines of this process share: each program costs some 40 MB. */
    private static final Ports OF_THIS_PROCESS = new Ports(List.of());

    private final List<String> before;
    private Running running;

    /**
     * @param before what stands before the command that starts the program, such as {@code env NAME=VALUE}
     */
    Ports(List<String> before) {
        this.before = before;
    }

    static Ports ofThisProcess() {
        return OF_THIS_PROCESS;
    }

    /**
     * Opens a port.
     *
     * @param wanted which, and for what
     * @param address by which its line is known
     * @throws LineClosedException when the program ends meanwhile
     * @throws PortCalls.RefusedException when the port cannot be opened
     */
    PortCalls open(PortMessage wanted, String address) throws IOException {
        Running program = running();
        PortSocket socket;
        try {
            socket = PortSocket.to(program.address);
        } catch (IOException ended) {
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
    synchronized OptionalLong pid() {
        return running == null || running.hasEnded() ? OptionalLong.empty() : OptionalLong.of(running.child.pid());
    }

    private synchronized Running running() throws IOException {
        if (running == null || running.hasEnded()) {
            running = start();
        }
        return running;
    }

    private Running start() throws IOException {
        Path folder = Files.createTempDirectory("ting-ports");
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
        private String ended;

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
         * @param inTime false for one that hangs in the program: when all do, another is started for the next
         */
        synchronized void closed(boolean inTime) {
            if (inTime) {
                open--;
            } else {
                hung++;
            }
            if (hung > 0 && hung == open) {
                LOG.warnf("all ports of %s hang: it is killed", NAME);
                child.close();
                tidy();
            }
        }

        /** The end of a line whose program has hung up on it: with a crash, where there was one. Waits for that to be known, at most ten seconds. */
        LineClosedException closed(String line) {
            try {
                OptionalInt code = child.exit(END_WITHIN);
                return code.isEmpty() ? new LineClosedException(line) : new LineClosedException(line, ended(code.getAsInt()));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return new LineClosedException(line);
            }
        }

        private synchronized String ended(int code) {
            if (ended == null) {
                String crash = OwnJava.crash(child, END_WITHIN);
                ended = NAME + (crash.isEmpty() ? " ended with " + code : " crashed" + crash);
                LOG.warnf("%s; the next port that is opened starts another", ended);
                tidy();
            }
            return ended;
        }

        private boolean hasEnded() {
            try {
                return child.exit(Duration.ZERO).isPresent();
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
