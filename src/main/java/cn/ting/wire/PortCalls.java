package cn.ting.wire;

import cn.ting.port.PortMessage;
import cn.ting.port.PortSocket;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * One port that the program of the local ports holds, asked one thing at a time. Used by one thread, but {@link #close} may be called by any and ends
 * what waits.
 */
final class PortCalls implements Closeable {

    /** The port is there and refuses. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String why) {
            super(why);
        }
    }

    /** What a call may take beyond what it was given: much more than a busy machine needs, and more than a port waits for a far end that takes nothing. */
    static final Duration SPARE = Duration.ofSeconds(15);

    private static final Logger LOG = Logger.getLogger(PortCalls.class);

    /** The kernel may hold a port's closing until its last bytes have gone. */
    private static final long CLOSE_WITHIN_MS = 5_000;

    private static final int UNKNOWN = 0;

    private final Ports.Running program;
    private final PortSocket socket;
    private final String address;
    private volatile int number = UNKNOWN;
    private volatile boolean closed;
    private volatile boolean hangs;

    PortCalls(Ports.Running program, PortSocket socket, String address) {
        this.program = program;
        this.socket = socket;
        this.address = address;
    }

    void begin(PortMessage wanted, Duration within) throws IOException {
        number = ask(wanted, within).number(0);
    }

    /**
     * Asks, and waits for the answer.
     *
     * @param question wiped when it is sent
     * @param patience what it may take in the program
     * @throws LineClosedException when the port is gone, hangs, or was closed, or its program has ended
     * @throws RefusedException with the end of a sentence that begins with the port
     */
    PortMessage ask(PortMessage question, Duration patience) throws IOException {
        PortMessage answer = answer(question, patience);
        return switch (answer.kind()) {
            case PortMessage.DONE -> answer;
            case PortMessage.GONE -> throw new LineClosedException(address);
            default -> throw new RefusedException(answer.text());
        };
    }

    private PortMessage answer(PortMessage question, Duration patience) throws IOException {
        if (closed || hangs) {
            throw new LineClosedException(address);
        }
        try {
            socket.send(question, SPARE.toMillis());
            return socket.receive(patience.plus(SPARE).toMillis());
        } catch (SocketTimeoutException silent) {
            hangs = true;
            throw (LineClosedException) new LineClosedException(address).initCause(silent);
        } catch (IOException ended) {
            throw (LineClosedException) (closed ? new LineClosedException(address) : program.closed(address)).initCause(ended);
        } finally {
            question.wipe();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        boolean inTime = closedThere();
        try {
            socket.close();
        } catch (IOException already) {
            LOG.debugf("%s: %s", address, already.getMessage());
        }
        program.closed(inTime);
    }

    /** A port whose opening hangs has no number yet: the program closes it when it is open and nobody listens any more. */
    private boolean closedThere() {
        if (number == UNKNOWN) {
            return !hangs;
        }
        try (PortSocket aside = PortSocket.to(program.address())) {
            aside.send(PortMessage.of(PortMessage.CLOSE, number), CLOSE_WITHIN_MS);
            aside.receive(CLOSE_WITHIN_MS);
            return true;
        } catch (SocketTimeoutException hanging) {
            LOG.warnf("%s does not close in time and is let go", address);
            return false;
        } catch (IOException unreachable) {
            LOG.debugf("%s went with its program, or hangs in one that cannot be reached: %s", address, unreachable.getMessage());
            return program.ends();
        }
    }
}
