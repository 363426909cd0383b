package cn.ting.device.inventory;

import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * A line whose calls are timed: one that takes much longer than it may is ended by closing the line, whatever the driver, the
 * kernel or a library beneath is waiting for. A printer that takes no more bytes keeps its writer for ever otherwise.
 */
final class TimedLine implements Line {

    private static final Logger LOG = Logger.getLogger(TimedLine.class);

    /** What a call may take beyond what it was given: much more than a busy machine needs. */
    private static final Duration SPARE = Duration.ofSeconds(10);

    /** The slowest serial line there is moves so much. */
    private static final int SLOWEST_BYTES_A_SECOND = 900;

    /** A program that holds its keys may have to be started first. */
    private static final Duration GRAB_WITHIN = Duration.ofSeconds(40);

    private final Line line;
    private final DeviceStatus status;
    private volatile Duration allowed = Duration.ZERO;
    private volatile boolean calling;
    private volatile boolean givenUp;

    TimedLine(Line line, DeviceStatus status) {
        this.line = line;
        this.status = status;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        begin(Duration.ofSeconds(bytes.length / SLOWEST_BYTES_A_SECOND));
        try {
            line.write(bytes);
        } catch (LineClosedException closed) {
            throw ended(closed);
        } finally {
            end();
        }
    }

    @Override
    public int read(byte[] into, Duration patience) throws IOException {
        begin(patience);
        try {
            return line.read(into, patience);
        } catch (LineClosedException closed) {
            throw ended(closed);
        } finally {
            end();
        }
    }

    @Override
    public int ask(byte[] question, byte[] into, Duration patience) throws IOException {
        begin(patience.plusSeconds(question.length / SLOWEST_BYTES_A_SECOND));
        try {
            return line.ask(question, into, patience);
        } catch (LineClosedException closed) {
            throw ended(closed);
        } finally {
            end();
        }
    }

    @Override
    public void grab() throws IOException {
        begin(GRAB_WITHIN);
        try {
            line.grab();
        } catch (LineClosedException closed) {
            throw ended(closed);
        } finally {
            end();
        }
    }

    /** That we gave it up, or that what holds its port ended, says nothing of the far end, which a driver may take for having lost its power. */
    private IOException ended(LineClosedException closed) {
        if (givenUp) {
            return new Device.GoneException(InventoryFault.HUNG, "a call on the line hung", closed);
        }
        return LineClosedException.programEnded(closed).isPresent()
                ? new Device.GoneException(InventoryFault.PORTS_ENDED, closed.getMessage(), closed)
                : closed;
    }

    /** It is closed for its slowness, and not because the far end went. */
    void giveUp() {
        givenUp = true;
    }

    boolean givenUp() {
        return givenUp;
    }

    private void begin(Duration mayTake) {
        status.comesRound();
        allowed = mayTake.plus(SPARE);
        calling = true;
    }

    private void end() {
        calling = false;
        status.comesRound();
    }

    /** True while a call takes longer than any line that works would need. */
    boolean overdue() {
        return calling && status.sinceRound().compareTo(allowed) > 0;
    }

    /** Closes it; one that will not be closed is given up, since there is nothing more to do about it. */
    @Override
    public void close() {
        try {
            line.close();
        } catch (IOException already) {
            LOG.debugf("%s: %s", status.name(), already.getMessage());
        }
    }

    /** Closes it on a thread of its own: the kernel may hold a port's closing until its last bytes have gone. Returns at once. */
    Thread closeAside() {
        Thread closing = new Thread(this::close, "close-" + status.name());
        closing.setDaemon(true);
        closing.start();
        return closing;
    }
}
