package cn.ting.device.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.ting.device.board.LineBoardSettings.Input;
import cn.ting.device.board.LineBoardSettings.Output;
import cn.ting.time.SystemClock;
import cn.ting.wire.LineAddress;
import cn.ting.wire.SerialAddress;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each line is its own. Run by {@link LocalLinesTest} in a JVM whose kernel has some. */
@Timeout(300)
class LocalLinesCases {

    private static final List<Input> INPUTS = List.of(Input.CTS, Input.DSR, Input.DCD, Input.RI);

    private final ModemLines far = new ModemLines(new SystemClock());
    private LocalLines lines;

    @BeforeEach
    void open() throws IOException {
        lines = new LocalLines(ModemLines.LINES.openControls((SerialAddress) LineAddress.parse(far.plug())));
    }

    @AfterEach
    void close() {
        lines.close();
        far.close();
    }

    @Test
    void whatAnOpeningRaisesFallsWithoutBeingAsked() {
        assertEquals(0, far.raised());
        assertEquals(List.of(false), far.changes(ModemLines.DTR));
        assertEquals(List.of(false), far.changes(ModemLines.RTS));
    }

    @Test
    void anOutputIsPutAndTheOtherStaysAsItIs() throws IOException {
        lines.put(Output.RTS, true);
        assertEquals(ModemLines.RTS, far.raised());
        lines.put(Output.DTR, true);
        assertEquals(ModemLines.RTS | ModemLines.DTR, far.raised());
        lines.put(Output.RTS, false);
        assertEquals(ModemLines.DTR, far.raised());
        lines.put(Output.DTR, false);
        assertEquals(0, far.raised());
    }

    @Test
    void anInputIsReadWhateverTheOthersAndTheOutputsAre() throws IOException {
        for (int outputs = 0; outputs < 4; outputs++) {
            lines.put(Output.DTR, (outputs & ModemLines.DTR) != 0);
            lines.put(Output.RTS, (outputs & ModemLines.RTS) != 0);
            for (int inputs = 0; inputs < 16; inputs++) {
                far.raise(inputs);
                int seen = 0;
                for (Input input : INPUTS) {
                    seen |= lines.raised(input) ? 1 << INPUTS.indexOf(input) : 0;
                }
                assertEquals(inputs, seen);
            }
            assertEquals(outputs, far.raised(), "who looks changes nothing");
        }
    }

    @Test
    void aPortThatIsPulledIsNotCalledLow() {
        far.raise(15);
        far.unplug();
        assertThrows(IOException.class, lines::prove);
        assertThrows(IOException.class, () -> lines.raised(Input.CTS));
        assertThrows(IOException.class, () -> lines.put(Output.DTR, true));
    }
}
