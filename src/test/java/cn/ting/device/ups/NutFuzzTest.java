package cn.ting.device.ups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SteppedClock;
import cn.ting.wire.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a service sends, in whatever pieces: no exception, no wait longer than patience, and no supply that nobody told. */
class NutFuzzTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String GOOD = "BEGIN LIST VAR kiosk\nVAR kiosk battery.charge \"60\"\nVAR kiosk device.model \"A \\\"B\\\"\"\n"
            + "VAR kiosk ups.status \"OB LB\"\nEND LIST VAR kiosk\n";

    /** Gives these bytes in pieces of this size, again and again where {@code endless}, then nothing. */
    private static final class NoisyLine implements Line {

        private final SteppedClock clock;
        private final byte[] bytes;
        private final int piece;
        private final boolean endless;
        private int at;

        NoisyLine(SteppedClock clock, byte[] bytes, int piece, boolean endless) {
            this.clock = clock;
            this.bytes = bytes;
            this.piece = piece;
            this.endless = endless && bytes.length > 0;
        }

        @Override
        public void write(byte[] question) {}

        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            if (at == bytes.length && endless) {
                at = 0;
                clock.step(Duration.ofMillis(1));
            }
            int count = Math.min(Math.min(piece, into.length), bytes.length - at);
            if (count == 0) {
                clock.step(patience);
                return 0;
            }
            System.arraycopy(bytes, at, into, 0, count);
            at += count;
            return count;
        }

        @Override
        public void close() {}
    }

    private static NutDialogue.Reply ask(byte[] bytes, int piece, boolean endless) throws IOException {
        SteppedClock clock = new SteppedClock();
        NutDialogue.Reply reply = new NutDialogue(new NoisyLine(clock, bytes, piece, endless), clock).variables("kiosk", PATIENCE);
        assertTrue(clock.uptime().compareTo(PATIENCE) <= 0);
        return reply;
    }

    @Property(tries = 1_000)
    void noise(@ForAll @Size(max = 3_000) byte[] noise, @ForAll @IntRange(min = 1, max = 5_000) int piece, @ForAll boolean endless)
            throws IOException {
        assertNotNull(ask(noise, piece, endless));
    }

    /** Lines that are nearly those of an answer. */
    @Property(tries = 1_000)
    void strangeLists(@ForAll @Size(max = 40) List<@From("lines") String> lines, @ForAll boolean endless) throws IOException {
        String answer = "BEGIN LIST VAR kiosk\n" + String.join("", lines);
        NutDialogue.Reply reply = ask(answer.getBytes(StandardCharsets.UTF_8), 100, endless);
        if (reply instanceof NutDialogue.Variables variables) {
            assertTrue(lines.contains("END LIST VAR kiosk\n"));
            assertNotNull(NutReading.of(variables.values()));
        }
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of("VAR kiosk ups.status \"OB\"\n", "VAR kiosk ups.status \"OL\"\n", "VAR kiosk ups.status OL\r\n",
                "VAR kiosk battery.charge \"9999999999999\"\n", "VAR kiosk battery.runtime \"-1\"\n", "VAR other ups.status \"OB\"\n",
                "VAR kiosk ups.status \"OB\n", "VAR kiosk\n", "ERR DATA-STALE\n", "\n", "END LIST VAR kiosk\n", "END LIST VAR other\n",
                "VAR kiosk a \"\\\\\\\"\"\n", "VAR kiosk x \"" + "y".repeat(NutDialogue.LONGEST_LINE) + "\"\n");
    }

    /** A good answer cut off anywhere is none; with one byte wrong it is none or tells what it says. */
    @Property(tries = 500)
    void tornAndBent(@ForAll @IntRange(max = 200) int cut, @ForAll byte wrong, @ForAll @IntRange(min = 1, max = 200) int piece)
            throws IOException {
        byte[] good = GOOD.getBytes(StandardCharsets.US_ASCII);
        int at = cut % good.length;
        assertTrue(ask(Arrays.copyOf(good, at), piece, false) instanceof NutDialogue.Nothing);
        byte[] bent = good.clone();
        bent[at] = wrong;
        if (ask(bent, piece, false) instanceof NutDialogue.Variables variables) {
            assertNotNull(NutReading.of(variables.values()));
        }
        assertEquals(Supply.BATTERY_LOW, NutReading.of(((NutDialogue.Variables) ask(good, piece, false)).values()).supply());
    }
}
