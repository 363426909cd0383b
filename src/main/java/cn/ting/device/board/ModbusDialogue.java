package cn.ting.device.board;

import cn.ting.device.inventory.DeviceStatus;
import cn.ting.time.KioskClock;
import cn.ting.wire.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * Questions to one board and its answers, one at a time. What may still come of an answer that was given up is no answer to the next
 * question and is thrown away; a question that gets no whole answer, or is put off, is asked again, since each may be: it sets a state or reads one.
 *
 * <p>Answers have no number (Modbus over Serial Line V1.02, 2.4.1): one that comes later than the next question passes for the answer to
 * that. So after a question without a whole answer the line is listened to until it has been silent for {@link #LATE}, and what comes is
 * thrown away; after one that was answered whole nothing is listened for. What is later still cannot be told apart, but for a switch, which is confirmed with its own number.
 */
final class ModbusDialogue {

    private static final int ATTEMPTS = 3;
    private static final int LONGEST_ANSWER = 256;
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    /** A board answers within tens of milliseconds, and what a serial server adds is not much more. */
    private static final Duration LATE = Duration.ofMillis(300);

    private final Line line;
    private final KioskClock clock;
    private final ModbusBoardSettings settings;
    private final DeviceStatus status;
    private final byte[] received = new byte[LONGEST_ANSWER];
    /** Nothing can be on its way: the last question was answered whole, and the first time. Looking for it would wake a thread for nothing. */
    private boolean clean;
    /** Nothing came behind the last answer. */
    private boolean exact;
    /** The last question may still be answered. */
    private boolean owed;

    /** @param status hears which questions had to be asked again */
    ModbusDialogue(Line line, KioskClock clock, ModbusBoardSettings settings, DeviceStatus status) {
        this.line = line;
        this.clock = clock;
        this.settings = settings;
        this.status = status;
    }

    /**
     * Switches one relay, counted from 1; returns when the board has confirmed it.
     *
     * @throws IOException when it did not
     */
    void switchRelay(int channel, boolean on) throws IOException {
        byte[] question = ModbusFrame.writeCoil(settings.unit(), channel - 1, on);
        byte[] answer = ask(question, ModbusFrame.WRITE_COIL);
        // A board confirms by saying the question again.
        if (!Arrays.equals(question, answer)) {
            throw new IOException("the board confirms another switch than it was told");
        }
    }

    /** How one relay stands, counted from 1, as the board says. */
    boolean relay(int channel) throws IOException {
        return state(ModbusFrame.READ_COILS, channel);
    }

    /** How one input stands, counted from 1: true while its contact is closed. */
    boolean input(int channel) throws IOException {
        return state(ModbusFrame.READ_INPUTS, channel);
    }

    private boolean state(int function, int channel) throws IOException {
        byte[] answer = ask(ModbusFrame.read(settings.unit(), function, channel - 1, 1), function);
        if (answer[2] < 1) {
            throw new IOException("an answer without a state");
        }
        return (answer[3] & 1) != 0;
    }

    private byte[] ask(byte[] question, int function) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (!clean) {
                forgetWhatCame();
            }
            clean = false;
            owed = true;
            byte[] answer = answer(question, function);
            if (answer.length > 0 && ModbusFrame.intact(answer, settings.unit())) {
                // One that is busy may answer all the same, and is given the time that is waited for that.
                owed = ModbusFrame.putsOff(answer);
                if (owed) {
                    continue;
                }
                status.exchanged(attempt > 0);
                clean = exact && attempt == 0;
                if (ModbusFrame.refuses(answer)) {
                    throw new BoardWiring.RefusedException(BoardFault.REFUSED,
                            "function " + function + " is refused with code " + (answer[2] & 0xFF));
                }
                return answer;
            }
        }
        status.exchanged(true);
        throw new IOException("no answer from unit " + settings.unit());
    }

    /** Bounded, for a line that never falls silent is no board's. */
    private void forgetWhatCame() throws IOException {
        Duration silence = owed ? LATE : AT_ONCE;
        for (int i = 0; i < ATTEMPTS && line.read(received, silence) > 0; i++) {
            Arrays.fill(received, (byte) 0);
        }
        owed = false;
    }

    /** Asks. A whole answer, or nothing. */
    private byte[] answer(byte[] question, int function) throws IOException {
        Duration deadline = clock.uptime().plus(settings.answerPatience());
        boolean asked = false;
        int count = 0;
        while (true) {
            int length = ModbusFrame.answerLength(received, count, function);
            if (length < 0 || length > LONGEST_ANSWER) {
                return new byte[0];
            }
            if (length > 0 && count >= length) {
                exact = count == length;
                return Arrays.copyOf(received, length);
            }
            Duration left = deadline.minus(clock.uptime());
            if (left.isNegative() || left.isZero()) {
                return new byte[0];
            }
            byte[] piece = new byte[LONGEST_ANSWER - count];
            int more = asked ? line.read(piece, left) : line.ask(question, piece, left);
            asked = true;
            System.arraycopy(piece, 0, received, count, more);
            count += more;
        }
    }
}
