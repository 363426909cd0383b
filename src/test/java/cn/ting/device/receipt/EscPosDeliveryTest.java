package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.ting.device.receipt.PrintOutcome.Printed;
import cn.ting.device.receipt.PrintOutcome.Unknown;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one slip's answers prove, byte by byte and without a wait that nothing ends. */
class EscPosDeliveryTest {

    /** Answers to DLE EOT 2, 3 and 4 of a printer that is well. */
    private static final String WELL = "121212";

    private static final String COVER_OPEN = "161212";
    private static final String QUEUED = "00";

    private final SteppedClock clock = new SteppedClock();
    private final ScriptedLine script = new ScriptedLine(clock);
    private final EscPosSettings settings =
            new EscPosSettings(576, 100, Duration.ofMillis(300), Duration.ofSeconds(5), 0x0C, 0x60);

    @Test
    void twoQueuedAnswersAndAPrinterThatIsWellProveASlip() throws IOException {
        script.reads(WELL, QUEUED + QUEUED, WELL);
        assertEquals(new Printed(), delivered());
        assertEquals(Duration.ZERO, clock.uptime());
    }

    @Test
    void aProofThatComesAmongRealTimeAnswersIsNotWaitedForAgain() throws IOException {
        script.reads(WELL, QUEUED, "12" + QUEUED + "1212", WELL);
        assertEquals(new Printed(), delivered());
        assertEquals(Duration.ZERO, clock.uptime());
    }

    @Test
    void aPrinterIsAskedOnceMoreHowItIsAfterTheLastProof() throws IOException {
        script.reads(WELL, QUEUED, "12" + QUEUED + "1212", COVER_OPEN);
        assertEquals(new Unknown(ReceiptFault.COVER_OPEN), delivered());
    }

    private PrintOutcome delivered() throws IOException {
        Slip brief = new Slip(List.of(new Slip.Text("A007", Slip.Size.NORMAL, Slip.Align.LEFT)));
        EscPosEncoder.Encoded encoded = new EscPosEncoder(576).encode(brief);
        return new EscPosDelivery(new EscPosLine(script, clock, settings), encoded, false, clock, settings).run();
    }
}
