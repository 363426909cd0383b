package cn.ting.device.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.board.LineBoardSettings.Input;
import cn.ting.device.board.LineBoardSettings.Output;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes by RFC 854 and RFC 2217, and those that a ser2net 4.3.11 and pySerial's server were heard or seen to say. */
class Rfc2217KnownBytesTest {

    /** Answers one line of the script to each writing. */
    private static final class Scripted implements Line {

        private final Deque<String> script = new ArrayDeque<>();
        private final Deque<Byte> coming = new ArrayDeque<>();
        private final List<String> written = new ArrayList<>();

        Scripted(String... answers) {
            script.addAll(List.of(answers));
        }

        @Override
        public void write(byte[] bytes) {
            written.add(HexFormat.of().formatHex(bytes));
            if (!script.isEmpty()) {
                for (byte one : HexFormat.of().parseHex(script.removeFirst().replace(" ", ""))) {
                    coming.add(one);
                }
            }
        }

        /** A byte at a time, so that nothing depends on where the network cuts. */
        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            if (coming.isEmpty()) {
                throw new LineClosedException("script");
            }
            into[0] = coming.removeFirst();
            return 1;
        }

        @Override
        public void close() {}
    }

    private static Rfc2217Lines agreed(Scripted server, boolean inputs) throws IOException {
        return Rfc2217Lines.agreed(server, new SystemClock(), Duration.ofSeconds(5), inputs);
    }

    @Test
    void outputsAreSetByControlValuesAndConfirmed() throws IOException {
        Scripted server = new Scripted("fffd2c", "fffa2c6901fff0", "fffa2c6908fff0", "fffa2c690cfff0", "fffa2c6909fff0", "fffa2c690bfff0");
        Rfc2217Lines lines = agreed(server, false);
        lines.put(Output.DTR, true);
        lines.put(Output.RTS, false);
        lines.put(Output.DTR, false);
        lines.put(Output.RTS, true);
        assertEquals(List.of("fffb2c", "fffa2c0501fff0", "fffa2c0508fff0", "fffa2c050cfff0", "fffa2c0509fff0", "fffa2c050bfff0"), server.written);
        assertThrows(LineClosedException.class, lines::prove);
        assertEquals("fffa2c0100000000fff0", server.written.get(6));
    }

    @Test
    void theMaskOfAllBitsHasItsByteDoubledAndInputsAreBits() throws IOException {
        Scripted server = new Scripted("fffd2c", "fffa2c6901fff0", "fffa2c6bb0fff0", "fffa2c6b4bfff0 fffa2c6500002580fff0");
        Rfc2217Lines lines = agreed(server, true);
        assertEquals("fffa2c0bfffffff0", server.written.get(2));
        assertTrue(lines.raised(Input.DCD) && lines.raised(Input.DSR) && lines.raised(Input.CTS));
        assertFalse(lines.raised(Input.RI));
        lines.prove();
        assertTrue(lines.raised(Input.RI));
        assertFalse(lines.raised(Input.DCD) || lines.raised(Input.DSR) || lines.raised(Input.CTS));
    }

    /** All lines up and all of them changed is FF, which is said twice. */
    @Test
    void aDoubledByteIsOne() throws IOException {
        Rfc2217Lines lines = agreed(new Scripted("fffd2c", "fffa2c6901fff0", "41ffff42 fffa2c6bfffffff0"), true);
        assertTrue(lines.raised(Input.DCD) && lines.raised(Input.RI) && lines.raised(Input.DSR) && lines.raised(Input.CTS));
    }

    /** ser2net's greeting, with the option demanded by itself; each other option is refused once, however often it is asked. */
    @Test
    void otherOptionsAreRefusedOnce() throws IOException {
        Scripted server = new Scripted("fffb03fffd03fffb01fffe01fffd00fffb00fffd2c fffb03", "", "fffd03 fffb03 fffa2c6901fff0");
        agreed(server, false);
        assertEquals(List.of("fffb2c"), server.written.subList(0, 1));
        String rest = String.join("", server.written.subList(1, server.written.size())).replace("fffa2c0501fff0", "");
        assertEquals("fffe03fffc03fffe01fffc00fffe00", rest);
    }

    /** As pySerial's server does, which offers it too. */
    @Test
    void aServerThatOffersTheOptionItselfIsTakenAtItsWord() throws IOException {
        Scripted server = new Scripted("fffb2c fffd2c", "", "fffa2c6901fff0");
        agreed(server, false);
        assertTrue(server.written.contains("fffd2c"));
    }

    @Test
    void aServerThatRefusesTheOptionIsNone() {
        BoardWiring.RefusedException refused = assertThrows(BoardWiring.RefusedException.class, () -> agreed(new Scripted("fffe2c"), false));
        assertEquals(BoardFault.NO_LINES, refused.fault());
    }

    /** Too long, never ended, of another option, empty: none of it is an answer. */
    @Test
    void whatIsSaidWronglyIsDropped() throws IOException {
        String wrong = "fffa2c69" + "08".repeat(100) + "fff0 fffafff0 fffa1869fff0 fffa2c6b fff1 fffa2c6908";
        Scripted server = new Scripted("fffd2c", "fffa2c6901fff0", wrong + "fffa2c690cfff0");
        agreed(server, false).put(Output.RTS, false);
    }
}
