package cn.ting.device.board;

import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.settings.Section;
import cn.ting.time.SteppedClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import java.io.IOException;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Whatever comes over the line, nothing but a broken line leaves the driver, and no door is told that no intact answer told of. */
class BoardFuzzTest {

    @Property(tries = 2_000)
    void noiseIsNoBoard(@ForAll @Size(max = 300) byte[] noise, @ForAll byte[] cuts) throws Exception {
        SteppedClock clock = new SteppedClock();
        Conditions conditions = new Conditions(clock);
        ModbusBoard board = new ModbusBoard(
                new DevicePlace("board", Section.empty(), clock, new DeviceStatus("board", clock, () -> {}), conditions),
                new ModbusBoardSettings(1, 8, 8, 1, true, true, Duration.ofMillis(300), Duration.ofMillis(300)));
        boolean[] told = new boolean[1];
        board.onChange(() -> told[0] = true);
        try {
            board.serve(new NoisyLine(noise, cuts, clock));
        } catch (IOException broken) {
            // As it must be: noise never confirms eight switches.
        }
        assertFalse(told[0], "a door of noise");
    }

    /** Gives noise in pieces, then breaks. */
    private static final class NoisyLine implements Line {

        private final byte[] noise;
        private final byte[] cuts;
        private final SteppedClock clock;
        private int at;
        private int cut;

        NoisyLine(byte[] noise, byte[] cuts, SteppedClock clock) {
            this.noise = noise;
            this.cuts = cuts;
            this.clock = clock;
        }

        @Override
        public void write(byte[] bytes) {}

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
