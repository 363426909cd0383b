package cn.ting.device.board;

import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import cn.ting.wire.TcpFarEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A relay board of eight relays and eight inputs, at the far end of a line, that speaks Modbus RTU as its maker would have written it:
 * frames are told apart by silence, a wrong check sum or address is met with silence, an unknown function with a refusal.
 */
public final class SimulatedModbusBoard implements AutoCloseable {

    private static final int COUNT = 8;
    private static final int UNIT = 1;
    /** The line's silence between frames, longer than the standard's 3.5 characters because this is no real UART. */
    private static final Duration SILENCE = Duration.ofMillis(8);

    /** One relay that was switched, counted from 1. */
    public record Switched(int relay, boolean on) {}

    private final TcpFarEnd line;
    private final boolean[] relays = new boolean[COUNT];
    private final boolean[] inputs = new boolean[COUNT];
    private final List<Switched> history = new CopyOnWriteArrayList<>();
    private final List<Consumer<Switched>> fed = new CopyOnWriteArrayList<>();
    private volatile boolean mute;
    private volatile boolean tearing;
    private volatile boolean garbling;
    /** Refusals with which it puts off the next questions. */
    private final Queue<Integer> puttingOff = new ConcurrentLinkedQueue<>();

    public SimulatedModbusBoard(int port, KioskClock clock) {
        this.line = new TcpFarEnd(port, 0, clock, this::serve);
    }

    public void start() {
        line.start();
    }

    public TcpFarEnd line() {
        return line;
    }

    /** Closes or opens the contact at an input, counted from 1. */
    public synchronized void contact(int input, boolean closed) {
        inputs[input - 1] = closed;
    }

    /** How a relay stands, counted from 1. */
    public synchronized boolean relay(int relay) {
        return relays[relay - 1];
    }

    /** Every switch since it was made, oldest first. */
    public List<Switched> history() {
        return List.copyOf(history);
    }

    /** Something hangs on its relays; told on the line's thread, before the board confirms. */
    public void onSwitch(Consumer<Switched> what) {
        fed.add(what);
    }

    /** It hears and says nothing. */
    public void mute(boolean silent) {
        mute = silent;
    }

    public boolean isMuted() {
        return mute;
    }

    /** Only half of its next answer leaves it. */
    public void tearNextAnswer() {
        tearing = true;
    }

    /** One bit of its next answer is wrong. */
    public void garbleNextAnswer() {
        garbling = true;
    }

    /** It answers the next questions with these codes and does nothing, one a question: 5 (acknowledge), 6 (busy). */
    public void putOff(Integer... codes) {
        puttingOff.addAll(List.of(codes));
    }

    private void serve(Line far) throws IOException {
        byte[] chunk = new byte[256];
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        while (true) {
            int count = far.read(chunk, SILENCE);
            frame.write(chunk, 0, count);
            if (count == 0 && frame.size() > 0) {
                byte[] answer = answer(frame.toByteArray());
                frame.reset();
                if (answer.length > 0 && !mute) {
                    far.write(weathered(answer));
                }
            }
            if (frame.size() > 256) {
                throw new LineClosedException("nobody speaks so long");
            }
        }
    }

    private byte[] weathered(byte[] answer) {
        if (tearing) {
            tearing = false;
            return java.util.Arrays.copyOf(answer, answer.length / 2);
        }
        if (garbling) {
            garbling = false;
            answer[answer.length - 3] ^= 0x10;
        }
        return answer;
    }

    private synchronized byte[] answer(byte[] asked) {
        if (asked.length != 8 || asked[0] != UNIT || checkSum(asked, 6) != ((asked[7] & 0xFF) << 8 | asked[6] & 0xFF)) {
            return new byte[0];
        }
        Integer later = puttingOff.poll();
        if (later != null) {
            return refusal(asked[1], later);
        }
        int first = (asked[2] & 0xFF) << 8 | asked[3] & 0xFF;
        int value = (asked[4] & 0xFF) << 8 | asked[5] & 0xFF;
        return switch (asked[1]) {
            case 1 -> states(1, relays, first, value);
            case 2 -> states(2, inputs, first, value);
            case 5 -> {
                if (first >= COUNT) {
                    yield refusal(5, 2);
                }
                if (value != 0xFF00 && value != 0) {
                    yield refusal(5, 3);
                }
                relays[first] = value != 0;
                Switched now = new Switched(first + 1, value != 0);
                history.add(now);
                fed.forEach(one -> one.accept(now));
                yield asked.clone();
            }
            default -> refusal(asked[1], 1);
        };
    }

    private static byte[] states(int function, boolean[] of, int first, int count) {
        if (count < 1 || first + count > COUNT) {
            return refusal(function, 2);
        }
        int bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= of[first + i] ? 1 << i : 0;
        }
        return withCheckSum(UNIT, function, 1, bits);
    }

    private static byte[] refusal(int function, int code) {
        return withCheckSum(UNIT, function | 0x80, code);
    }

    private static byte[] withCheckSum(int... content) {
        byte[] frame = new byte[content.length + 2];
        for (int i = 0; i < content.length; i++) {
            frame[i] = (byte) content[i];
        }
        int sum = checkSum(frame, content.length);
        frame[content.length] = (byte) (sum & 0xFF);
        frame[content.length + 1] = (byte) (sum >> 8);
        return frame;
    }

    /** The standard's appendix B, by its table's rule and not by the driver's. */
    private static int checkSum(byte[] bytes, int count) {
        int sum = 0xFFFF;
        for (int i = 0; i < count; i++) {
            int index = (sum ^ bytes[i]) & 0xFF;
            int entry = 0;
            for (int bit = 0; bit < 8; bit++) {
                int low = (index ^ entry) & 1;
                entry >>= 1;
                index >>= 1;
                if (low == 1) {
                    entry ^= 0xA001;
                }
            }
            sum = sum >> 8 ^ entry;
        }
        return sum;
    }

    @Override
    public void close() {
        line.close();
    }
}
