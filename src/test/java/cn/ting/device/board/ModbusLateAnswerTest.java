package cn.ting.device.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.inventory.DeviceStatus;
import cn.ting.time.SteppedClock;
import cn.ting.wire.Line;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Answers in Modbus RTU have no number: one that comes late looks like that to the next question. */
class ModbusLateAnswerTest {

    private static final String CLOSED = "010101019048";
    private static final String OPEN = "010101005188";
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final SteppedClock clock = new SteppedClock();
    private final LateBoard board = new LateBoard();
    private final DeviceStatus status = new DeviceStatus("board", clock, () -> { });
    private final ModbusDialogue dialogue = new ModbusDialogue(board, clock,
            new ModbusBoardSettings(1, 8, 0, 0, true, true, PATIENCE, PATIENCE), status);

    @Test
    void aLateAnswerIsNotTakenForThatToTheNextQuestion() throws Exception {
        board.late(Duration.ofMillis(400));
        assertTrue(dialogue.relay(1));
        assertFalse(dialogue.relay(2), "that of the first relay is on its way no more");
        assertTrue(dialogue.relay(1));
        assertFalse(dialogue.relay(2));
        assertEquals(1, status.repeated());
        assertEquals(4, status.exchanges());
    }

    /** Does one question after the other, some milliseconds each. Its odd relays are on. */
    private final class LateBoard implements Line {

        private record Answer(Duration at, byte[] bytes) {}

        private final Queue<Answer> answers = new ArrayDeque<>();
        private Duration delay = Duration.ZERO;
        private Duration busyUntil = Duration.ZERO;

        /** Takes so long for its next answer. */
        void late(Duration by) {
            delay = by;
        }

        @Override
        public void write(byte[] question) {
            Duration begins = busyUntil.compareTo(clock.uptime()) > 0 ? busyUntil : clock.uptime();
            busyUntil = begins.plus(delay).plusMillis(5);
            delay = Duration.ZERO;
            answers.add(new Answer(busyUntil, HexFormat.of().parseHex(question[3] % 2 == 0 ? CLOSED : OPEN)));
        }

        @Override
        public int read(byte[] into, Duration patience) {
            Duration until = clock.uptime().plus(patience);
            Answer next = answers.peek();
            if (next == null || next.at().compareTo(until) > 0) {
                clock.step(patience);
                return 0;
            }
            if (next.at().compareTo(clock.uptime()) > 0) {
                clock.step(next.at().minus(clock.uptime()));
            }
            answers.remove();
            System.arraycopy(next.bytes(), 0, into, 0, next.bytes().length);
            return next.bytes().length;
        }

        @Override
        public void close() {}
    }
}
