package cn.ting.wire;

import cn.ting.time.KioskClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * One direction of one connection through a {@link Passage}. One thread reads; while the weather is fair and nothing waits it
 * also writes, else another thread writes when a chunk's time has come. At most {@value #MOST_BYTES} bytes wait here, then TCP
 * holds the sender back.
 */
final class PassageLane {

    private static final int CHUNK_BYTES = 16_384;
    private static final int MOST_BYTES = 1_048_576;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration FIRST_AGAIN = Duration.ofSeconds(1);
    private static final Duration LAST_AGAIN = Duration.ofSeconds(8);

    private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(1);

    /** Bytes that came at a time of the clock's uptime; none of them stand for the end of the stream. */
    private record Chunk(byte[] bytes, Duration came) {

        boolean isEnd() {
            return bytes.length == 0;
        }
    }

    private final Socket from;
    private final Socket to;
    private final Weather weather;
    private final KioskClock clock;
    private final Runnable end;
    private final Deque<Chunk> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean writing;
    private boolean over;
    private boolean changed;

    /** @param end ends both directions: called when both have come to their end, or one has broken */
    PassageLane(Socket from, Socket to, Weather weather, Runnable end) {
        this.from = from;
        this.to = to;
        this.weather = weather;
        this.clock = weather.clock();
        this.end = end;
    }

    void start(String name) {
        Passage.start(name, this::read);
        Passage.start(name + "-late", this::write);
    }

    private void read() {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            OutputStream out = to.getOutputStream();
            for (int count = from.getInputStream().read(chunk); count >= 0; count = from.getInputStream().read(chunk)) {
                if (clear()) {
                    out.write(chunk, 0, count);
                } else {
                    put(new Chunk(Arrays.copyOf(chunk, count), clock.uptime()));
                }
            }
            put(new Chunk(new byte[0], clock.uptime()));
        } catch (IOException | InterruptedException broken) {
            end.run();
        }
    }

    /** True when a chunk may be handed on by its reader and overtakes none. */
    private synchronized boolean clear() {
        return weather.isFair() && waiting.isEmpty() && !writing;
    }

    private synchronized void put(Chunk chunk) throws InterruptedException {
        while (waitingBytes >= MOST_BYTES && !over) {
            wait();
        }
        waiting.add(chunk);
        waitingBytes += chunk.bytes.length;
        notifyAll();
    }

    private void write() {
        Runnable change = this::changed;
        weather.onChange(change);
        try {
            while (true) {
                Chunk next = take();
                if (next == null) {
                    end.run();
                    return;
                }
                if (next.isEnd()) {
                    finish();
                    return;
                }
                handOn(next.bytes);
                written();
            }
        } catch (IOException | InterruptedException broken) {
            end.run();
        } finally {
            weather.forget(change);
        }
    }

    /** Waits for the next chunk's time; null once it is over, or that chunk was lost for too long. */
    private synchronized Chunk take() throws InterruptedException {
        while (waiting.isEmpty() && !over) {
            wait();
        }
        Duration again = FIRST_AGAIN;
        Duration inVain = Duration.ZERO;
        Duration lost = Duration.ZERO;
        while (!over) {
            Chunk next = waiting.element();
            Duration due = next.came.plus(weather.delay());
            if (awaited(due.compareTo(lost) > 0 ? due : lost)) {
                // The weather has changed: what was lost is sent again at once, what is late is reckoned anew.
                lost = Duration.ZERO;
                inVain = Duration.ZERO;
                again = FIRST_AGAIN;
            } else if (!over && weather.loses()) {
                inVain = inVain.plus(again);
                if (inVain.compareTo(GIVEN_UP_AFTER) > 0) {
                    return null;
                }
                lost = clock.uptime().plus(again);
                again = again.multipliedBy(2).compareTo(LAST_AGAIN) > 0 ? LAST_AGAIN : again.multipliedBy(2);
            } else if (!over) {
                waiting.remove();
                waitingBytes -= next.bytes.length;
                writing = true;
                notifyAll();
                return next;
            }
        }
        return null;
    }

    /** Waits until a time of the clock; true when the weather has changed meanwhile, false at that time or when it is over. */
    private boolean awaited(Duration until) throws InterruptedException {
        changed = false;
        KioskClock.Alarm alarm = () -> {};
        Duration rest = until.minus(clock.uptime());
        if (!rest.isNegative() && !rest.isZero()) {
            alarm = clock.after(rest, this::nudge);
        }
        try {
            while (clock.uptime().compareTo(until) < 0 && !changed && !over) {
                wait();
            }
            return changed;
        } finally {
            alarm.cancel();
        }
    }

    /** How much waits here for its time. */
    synchronized int waitingBytes() {
        return waitingBytes;
    }

    /** All of a chunk at once, or byte by byte as long as the weather is so. */
    private void handOn(byte[] chunk) throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        for (int from = 0; from < chunk.length; ) {
            int rate = weather.bytesPerSecond();
            if (rate == 0) {
                out.write(chunk, from, chunk.length - from);
                return;
            }
            if (turn(clock.uptime().plus(SECOND.dividedBy(rate)))) {
                out.write(chunk[from++]);
            }
        }
    }

    /** Waits for a byte's turn; false when the weather has changed meanwhile, so that it may have another. */
    private synchronized boolean turn(Duration at) throws InterruptedException {
        boolean other = awaited(at);
        if (over) {
            throw new InterruptedException("nothing more is handed on");
        }
        return !other;
    }

    private synchronized void written() {
        writing = false;
    }

    private synchronized void nudge() {
        notifyAll();
    }

    private synchronized void changed() {
        changed = true;
        notifyAll();
    }

    /** The stream has ended: its end is handed on, and when the other direction has ended too both sockets go. */
    private void finish() throws IOException {
        to.shutdownOutput();
        if (from.isOutputShutdown()) {
            end.run();
        }
    }

    /** Nothing more is handed on, and both threads of this lane end. */
    synchronized void over() {
        over = true;
        notifyAll();
    }
}
