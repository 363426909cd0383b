package cn.ting.device.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.settings.Section;
import cn.ting.time.SteppedClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Whatever comes over the line, nothing but a broken line leaves the driver, and no door is told that no intact answer told of. */
class BoardFuzzTest {

    @Property(tries = 2_000)
    void noiseIsNoBoard(@ForAll @Size(max = 300) byte[] noise, @ForAll byte[] cuts) throws Exception {
        SteppedClock clock = new SteppedClock();
        Conditions conditions = new Conditions(clock);
        ModbusBoardSettings settings = new ModbusBoardSettings(1, 8, 8, 1, true, true, Duration.ofMillis(300), Duration.ofMillis(300));
        RelayBoard board = new RelayBoard(
                new DevicePlace("board", Section.empty(), clock, new DeviceStatus("board", clock, () -> {}), conditions),
                new ModbusWiring(settings, clock, new DeviceStatus("board", clock, () -> {})), settings.lookEvery());
        boolean[] told = new boolean[1];
        board.onChange(() -> told[0] = true);
        try {
            board.serve(new NoisyLine(noise, cuts, clock));
        } catch (IOException broken) {
            // As it must be: noise never confirms eight switches.
        }
        assertFalse(told[0], "a door of noise");
    }

    /** A server that agrees and then says anything, options and half commands among it; none of it confirms what was not asked. */
    @Property(tries = 2_000)
    void noiseIsNoSerialServer(@ForAll @Size(max = 300) byte[] noise, @ForAll byte[] cuts, @ForAll boolean agrees) throws Exception {
        SteppedClock clock = new SteppedClock();
        Conditions conditions = new Conditions(clock);
        LineBoardSettings settings = new LineBoardSettings(LineBoardSettings.Output.DTR, true, LineBoardSettings.Output.RTS, true,
                LineBoardSettings.Input.CTS, true, Duration.ofMillis(300), Duration.ofMillis(300));
        RelayBoard board = new RelayBoard(
                new DevicePlace("board", Section.empty(), clock, new DeviceStatus("board", clock, () -> {}), conditions),
                new LineWiring(settings, line -> Rfc2217Lines.agreed(line, clock, settings.answerPatience(), true)), settings.lookEvery());
        byte[] whole = agrees ? HexFormat.of().parseHex("fffd2cfffa2c6901fff0fffa2c6b00fff0" + telnet(noise)) : noise;
        NoisyLine line = new NoisyLine(whole, cuts, clock);
        assertThrows(IOException.class, () -> board.serve(line));
        assertTrue(line.written < 4_000, "bounded by what it was asked");
        assertEquals(Optional.empty(), board.open());
    }

    /** Noise in which every second byte is one of Telnet's own. */
    private static String telnet(byte[] noise) {
        byte[] own = HexFormat.of().parseHex("fffafbfdfef02c69");
        byte[] mixed = noise.clone();
        for (int i = 0; i < mixed.length; i += 2) {
            mixed[i] = own[Math.floorMod(mixed[i], own.length)];
        }
        return HexFormat.of().formatHex(mixed);
    }

    /** Gives noise in pieces, then breaks. */
    private static final class NoisyLine implements Line {

        private final byte[] noise;
        private final byte[] cuts;
        private final SteppedClock clock;
        private int at;
        private int cut;
        private int written;

        NoisyLine(byte[] noise, byte[] cuts, SteppedClock clock) {
            this.noise = noise;
            this.cuts = cuts;
            this.clock = clock;
        }

        @Override
        public void write(byte[] bytes) {
            written += bytes.length;
        }

        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            int size = cuts.length == 0 ? 1 : Math.floorMod(cuts[cut++ % cuts.length], 12);
            int count = Math.min(Math.min(size, into.length), noise.length - at);
            if (at == noise.length) {
                throw new LineClosedException("noise");
            }
            if (count == 0) {
                clock.step(patience);
                at++;
                return 0;
            }
            System.arraycopy(noise, at, into, 0, count);
            at += count;
            return count;
        }

        @Override
        public void close() {}
    }
}
