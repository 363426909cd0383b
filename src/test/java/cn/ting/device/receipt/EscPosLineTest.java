package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SteppedClock;
import cn.ting.wire.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EscPosLineTest {

    private final SteppedClock clock = new SteppedClock();
    private final Script script = new Script();
    private final EscPosLine printer = new EscPosLine(
            script, clock, new EscPosSettings(576, 100, Duration.ofMillis(300), Duration.ofSeconds(5), 0x0C, 0x60));

    @Test
    void theQuestionsAreThoseOfTheManual() throws IOException {
        script.reads("121212");
        printer.status();
        printer.clearBuffer();
        assertEquals("100402" + "100403" + "100404" + "100502", HexFormat.of().formatHex(script.written.toByteArray()));
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

    /** A line that answers what it was told to, a chunk a read; its silence takes the time it is given. */
    private final class Script implements Line {
        private final Queue<String> chunks = new ArrayDeque<>();
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        void reads(String... hex) {
            chunks.addAll(List.of(hex));
        }

        @Override
        public void write(byte[] bytes) {
            written.writeBytes(bytes);
        }

        @Override
        public int read(byte[] into, Duration patience) {
            if (chunks.isEmpty()) {
                clock.step(patience);
                return 0;
            }
            byte[] chunk = HexFormat.of().parseHex(chunks.remove());
            System.arraycopy(chunk, 0, into, 0, chunk.length);
            return chunk.length;
        }

        @Override
        public void close() {}
    }
}
