package cn.ting.device.receipt;

import cn.ting.time.SteppedClock;
import cn.ting.wire.Line;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * A line that answers what it was told to, a chunk a read, but not to a mere glance; its silence takes the time it is given, of more
 * than a glance.
 */
final class ScriptedLine implements Line {

    /** Before a chunk that lies there already when it is looked for. */
    static final String LIES = "!";

    private static final Duration GLANCE = Duration.ofMillis(1);

    private final Consumer<Duration> passing;
    private final Queue<String> chunks = new ArrayDeque<>();
    private Duration takes = Duration.ZERO;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    ScriptedLine(SteppedClock clock) {
        this(clock::step);
    }

    /** @param passing lets time pass */
    ScriptedLine(Consumer<Duration> passing) {
        this.passing = passing;
    }

    void reads(String... hex) {
        chunks.addAll(List.of(hex));
    }

    /** Lets each reading take its time. */
    void everyReadTakes(Duration time) {
        takes = time;
    }

    byte[] written() {
        return written.toByteArray();
    }

    @Override
    public void write(byte[] bytes) {
        written.writeBytes(bytes);
    }

    @Override
    public int read(byte[] into, Duration patience) {
        if (patience.compareTo(GLANCE) <= 0 && (chunks.isEmpty() || !chunks.peek().startsWith(LIES))) {
            return 0;
        }
        if (chunks.isEmpty()) {
            passing.accept(patience);
            return 0;
        }
        passing.accept(takes);
        byte[] chunk = HexFormat.of().parseHex(chunks.remove().replace(LIES, ""));
        System.arraycopy(chunk, 0, into, 0, chunk.length);
        return chunk.length;
    }

    @Override
    public void close() {}
}
