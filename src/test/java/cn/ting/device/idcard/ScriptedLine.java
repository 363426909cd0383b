package cn.ting.device.idcard;

import cn.ting.time.SteppedClock;
import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** A line on which a script answers and silence takes exactly as long as one is willing to wait. */
final class ScriptedLine implements Line {

    /** What a request brings about: pieces of bytes, or the end of the line. */
    interface Answers {
        List<byte[]> to(byte[] request) throws IOException;
    }

    private final SteppedClock clock;
    private final Deque<byte[]> arrived = new ArrayDeque<>();
    private Answers script = request -> List.of();
    private boolean chatters;
    private byte[] lastBuffer;

    ScriptedLine(SteppedClock clock) {
        this.clock = clock;
    }

    /** What comes after each request. */
    void answers(byte[]... pieces) {
        script = request -> List.of(pieces);
    }

    /** What comes after each request, by what it is. */
    void answersBy(Answers answers) {
        script = answers;
    }

    /** What comes without being asked for. */
    void arrives(byte[] bytes) {
        arrived.add(bytes);
    }

    /** From here bytes come for ever. */
    void chatters() {
        chatters = true;
    }

    /** Where the reader had its bytes put last. */
    byte[] lastBuffer() {
        return lastBuffer;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        arrived.addAll(script.to(bytes));
    }

    @Override
    public int read(byte[] into, Duration patience) {
        lastBuffer = into;
        if (chatters) {
            clock.step(Duration.ofMillis(7));
            into[0] = (byte) 0xAA;
            return 1;
        }
        byte[] piece = arrived.poll();
        if (piece == null) {
            clock.step(patience);
            return 0;
        }
        int count = Math.min(piece.length, into.length);
        System.arraycopy(piece, 0, into, 0, count);
        if (count < piece.length) {
            arrived.push(Arrays.copyOfRange(piece, count, piece.length));
        }
        return count;
    }

    @Override
    public void close() {}
}
