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

/** A line that answers what it was told to, a chunk a read; its silence takes the time it is given. */
final class ScriptedLine implements Line {

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
        if (chunks.isEmpty()) {
            passing.accept(patience);
            return 0;
        }
        passing.accept(takes);
        byte[] chunk = HexFormat.of().parseHex(chunks.remove());
        System.arraycopy(chunk, 0, into, 0, chunk.length);
        return chunk.length;
    }

    @Override
    public void close() {}
}
