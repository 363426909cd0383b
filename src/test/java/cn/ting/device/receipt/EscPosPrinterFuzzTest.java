package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.roll.SampleSlips;
import cn.ting.settings.Section;
import cn.ting.supply.KeptNowhere;
import cn.ting.supply.Supplies;
import cn.ting.time.FlowingClock;
import cn.ting.wire.Line;
import cn.ting.wire.LineClosedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The whole driver on a line where anything may come, asked for or not, while slips are asked for. jqwik prints the seed of every run. */
class EscPosPrinterFuzzTest {

    private static final int LIVES = 3;

    @Property(tries = 100)
    void whateverComesItServesOnUntilTheLineBreaksAndEachSlipHasAnOutcome(@ForAll("models") String model, @ForAll long seed) {
        FlowingClock clock = new FlowingClock();
        Conditions conditions = new Conditions(clock);
        Supplies kept = KeptNowhere.supplies(clock, conditions);
        EscPosPrinter printer = new EscPosPrinter(
                new DevicePlace("receipt", Section.empty(), clock, new DeviceStatus("receipt", clock, () -> {}), conditions),
                PrinterOnItsLine.profile("model: " + model + "\nstatusEvery: 50ms\nanswerPatience: 1s"),
                kept.of("receipt", "paper", 50, "m", 5), kept.leftover("receipt"));
        List<CompletableFuture<PrintOutcome>> slips = new ArrayList<>();
        Random dice = new Random(seed);
        for (int life = 0; life < LIVES; life++) {
            Line line = new Babbling(clock, dice, () -> slips.add(printer.print(SampleSlips.ticket("A1"))));
            assertThrows(IOException.class, () -> printer.serve(line));
        }
        assertTrue(slips.stream().allMatch(CompletableFuture::isDone), "a slip without an outcome");
        assertEquals(0, slips.stream().filter(CompletableFuture::isCompletedExceptionally).count());
        Statistics.collect(slips.stream().map(CompletableFuture::join).anyMatch(PrintOutcome.Unknown.class::isInstance));
        Statistics.coverage(begun -> begun.check(true).percentage(often -> often > 5));
    }

    @Provide
    Arbitrary<String> models() {
        return Arbitraries.of("TM-T70II-CH", "TP80K", "PPU-700", "default-80", "default-58");
    }

    /** Answers as a well printer does, but for other bytes among its own, now and then or often; or says something all the time. */
    private static final class Babbling implements Line {

        private static final int MOST_READS = 1_000;
        private static final int MOST_AT_ONCE = 8;
        private static final int SELDOM = 100;
        private static final byte WELL = 0x12;
        private static final byte CAME_SO_FAR = 0;
        private static final byte[] OTHERS = {0x16, 0x1E, 0x72, 0x7E, 0x10, 0x14, 0x18, 0, 1, 3, 0x0C, 0x37, 0x22, 0x25, 0x40, 0x41, 0x11, 0x13, -1};

        private final FlowingClock clock;
        private final Random dice;
        private final Runnable slip;
        private final boolean talksAlways;
        private final int strangeOneIn;
        private final Queue<Byte> owed = new ArrayDeque<>();
        private int reads;

        private Babbling(FlowingClock clock, Random dice, Runnable slip) {
            this.clock = clock;
            this.dice = dice;
            this.slip = slip;
            this.talksAlways = dice.nextInt(8) == 0;
            this.strangeOneIn = 2 + dice.nextInt(SELDOM);
        }

        @Override
        public void write(byte[] bytes) {
            for (int i = 0; i + 1 < bytes.length; i++) {
                if (bytes[i] == 0x10 && bytes[i + 1] == 4) {
                    owed.add(WELL);
                } else if (bytes[i] == 0x1D && bytes[i + 1] == 'r') {
                    owed.add(CAME_SO_FAR);
                }
            }
        }

        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            if (++reads > MOST_READS) {
                throw new LineClosedException("the day is over");
            }
            if (reads % 100 == 0) {
                slip.run();
            }
            if (owed.isEmpty() && !talksAlways) {
                clock.step(patience);
                return 0;
            }
            clock.step(Duration.ofMillis(1));
            int count = 1 + dice.nextInt(talksAlways ? MOST_AT_ONCE : Math.min(MOST_AT_ONCE, owed.size()));
            for (int i = 0; i < count; i++) {
                byte right = owed.isEmpty() ? WELL : owed.remove();
                into[i] = dice.nextInt(strangeOneIn) > 0 ? right : dice.nextBoolean() ? (byte) dice.nextInt(256) : OTHERS[dice.nextInt(OTHERS.length)];
            }
            return count;
        }

        @Override
        public void close() {}
    }
}
