package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EscPosLineTest {

    private final SteppedClock clock = new SteppedClock();
    private final ScriptedLine script = new ScriptedLine(clock);
    private final EscPosLine printer = new EscPosLine(
            script, clock, new EscPosSettings(576, 100, Duration.ofMillis(300), Duration.ofSeconds(5), 0x0C, 0x60));

    @Test
    void theQuestionsAreThoseOfTheManual() throws IOException {
        script.reads("121212");
        printer.status();
        printer.clearBuffer();
        assertEquals("100402" + "100403" + "100404" + "100502", HexFormat.of().formatHex(script.written()));
    }

    @Test
    void answersMayComeOneByOneOrTogether() throws IOException {
        script.reads("12", "12", "1e");
        assertEquals(Set.of(ReceiptFault.PAPER_LOW), printer.status().faults());
        script.reads("121272");
        assertEquals(Set.of(ReceiptFault.PAPER_OUT), printer.status().faults());
    }

    @Test
    void aQueuedAnswerAmongRealTimeOnesIsCountedApart() throws IOException {
        script.reads("1200", "1212");
        printer.status();
        assertEquals(1, printer.queuedAnswers());
    }

    @Test
    void anAutomaticStatusProvesNothing() throws IOException {
        script.reads("12", "18000c", "0f", "1212");
        assertEquals(Set.of(), printer.status().faults());
        assertEquals(0, printer.queuedAnswers());
    }

    @Test
    void flowControlIsPassedOver() throws IOException {
        script.reads("13", "12", "1112", "12");
        assertEquals(Set.of(), printer.status().faults());
    }

    @Test
    void silenceEndsTheWait() {
        assertThrows(IOException.class, printer::status);
        assertEquals(Duration.ofSeconds(5), clock.uptime());
    }

    @Property
    void anyNoiseIsSurvivedAndTheNextAnswerUnderstood(@ForAll @Size(max = 64) byte[] noise) throws IOException {
        script.reads(HexFormat.of().formatHex(noise), "121a72");
        printer.forgetQueuedAnswers();
        printer.listen(Duration.ofMillis(1));
        assertTrue(printer.queuedAnswers() <= noise.length);
        assertEquals(Set.of(ReceiptFault.MECHANICAL, ReceiptFault.PAPER_OUT), printer.status().faults());
    }
}
