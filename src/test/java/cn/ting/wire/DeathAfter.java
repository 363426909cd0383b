package cn.ting.wire;

import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many bytes still come through to a far end before it dies, counted from those with which something begins. It dies when it has them all
 * and before anything else can be done, so that how busy the machine is changes nothing. Put between a line and its driver by {@link #on}.
 */
public final class DeathAfter {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KioskClock clock = new SystemClock();
    private final TcpFarEnd far;
    private final Runnable death;
    private final byte[] beginning;
    private final AtomicInteger received = new AtomicInteger();
    private final List<String> writes = new ArrayList<>();
    private boolean armed;
    private boolean begun;
    private int left;
    private int comes;

    /**
     * @param death what happens to it before its line breaks
     * @param beginning what is counted begins with these
     */
    public DeathAfter(TcpFarEnd far, Runnable death, byte... beginning) {
        this.far = far;
        this.death = death;
        this.beginning = beginning.clone();
        far.onTraffic((direction, bytes) -> received.addAndGet(direction == Traffic.Direction.TO_DEVICE ? bytes.length : 0));
    }

    /** A line to it. */
    public Line on(Line line) {
        return new Cut(line, this);
    }

    /** Lets it die after so many bytes of what begins next, once; {@link Integer#MAX_VALUE} for never. */
    public synchronized void arm(int bytes) {
        writes.clear();
        left = bytes;
        armed = true;
        begun = false;
    }

    /** What was written since that began, piece by piece; a character a byte. */
    public synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    private synchronized void write(Line line, byte[] bytes) throws IOException {
        if (armed && !begun && bytes.length >= beginning.length && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length)) {
            // What was written before has been answered, and so has come through.
            begun = true;
            comes = received.get();
        }
        int through = begun ? Math.min(left, bytes.length) : bytes.length;
        line.write(Arrays.copyOf(bytes, through));
        if (begun) {
            writes.add(new String(bytes, StandardCharsets.ISO_8859_1));
            left -= through;
            comes += through;
        }
        if (through < bytes.length) {
            armed = false;
            begun = false;
            awaitArrival();
            death.run();
            far.unplug();
            throw new LineClosedException("it died");
        }
    }

    private void awaitArrival() throws IOException {
        Duration end = clock.uptime().plus(PATIENCE);
        while (received.get() < comes) {
            if (clock.uptime().compareTo(end) > 0) {
                throw new IOException("what was written does not come through");
            }
            try {
                clock.pause(Duration.ofMillis(1));
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
        }
    }

    private record Cut(Line line, DeathAfter death) implements Line {

        @Override
        public void write(byte[] bytes) throws IOException {
            death.write(line, bytes);
        }

        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            return line.read(into, patience);
        }

        @Override
        public void close() throws IOException {
            line.close();
        }
    }
}
