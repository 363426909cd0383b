package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.receipt.SimulatedEscPosPrinter.Ability;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.roll.Slip;
import cn.ting.wire.DeathAfter;
import cn.ting.wire.Line;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The line is pulled, or the power, at a hundred moments of a slip, or after each byte of it, or bends what comes over it, and what the driver says is held against the
 * paper. Moments and bytes come from a seed, which stands in every failure.
 */
@Timeout(240)
class PrinterOnABadLineTest {

    private static final int LATEST_MS = 140;
    private static final int BENT_ROUNDS = 24;
    private static final int STRIDE = 5;
    private static final String IMPATIENT = "\nstatusEvery: 50ms\nanswerPatience: 700ms";
    private static final Model QUICK = new Model(576, 600, 65_536);

    @Test
    void aPrinterThatClearsItsBuffer() throws Exception {
        rounds(20261126L, 67, QUICK, "model: TM-T70II-CH\nstatusEvery: 50ms\nanswerPatience: 20s");
    }

    /** It reads on only as it prints, so that what is cut off is cut off in a character, a picture or a command. */
    @Test
    void aPrinterThatForgetsNothingAndHasALittleBuffer() throws Exception {
        Model little = new Model(576, 600, 96).with(Ability.RECOVER_FROM_ERRORS);
        rounds(611L, 43, little, "model: default-80\nstatusEvery: 50ms\nanswerPatience: 20s");
    }

    private static void rounds(long seed, int rounds, Model model, String profile) throws Exception {
        Random random = new Random(seed);
        try (PrinterOnItsLine printer = new PrinterOnItsLine(model, profile)) {
            printer.start();
            for (int round = 0; round < rounds; round++) {
                Moment moment = MOMENTS.get(round % MOMENTS.size());
                String at = "seed " + seed + ", round " + round + ", " + moment;
                int before = printer.opened();
                CompletableFuture<PrintOutcome> printing = pulled(printer, slip(round), moment, random);
                PrintOutcome outcome = PrinterOnItsLine.outcome(printing);
                printer.far.line().start();
                // A slip that was out before has an outcome before the driver knows that its line is gone.
                printer.until(() -> (moment == Moment.NEVER || printer.opened() > before) && printer.ready());
                printer.until(() -> printer.far.waitingBytes() == 0);
                isTrue(outcome, round, printer.far, at);
                assertTrue(moment.leavesOpen(outcome), at + ": " + outcome);
            }
        }
    }

    /** When in a slip's life its printer is pulled. Where it is known what the paper holds then, a driver that does not know it is wrong. */
    private enum Moment {
        /** Nobody pulls, so that a printer that never prints again is seen. */
        NEVER,
        /** Before its first byte could come through. */
        BEFORE,
        /** Some of it hangs from the printer. */
        MIDST,
        /** It was just proven. */
        AFTER,
        /** Some milliseconds after it was asked for, whatever is so then. */
        ANY;

        boolean leavesOpen(PrintOutcome outcome) {
            return switch (this) {
                case NEVER, AFTER -> outcome instanceof PrintOutcome.Printed;
                case BEFORE -> outcome instanceof PrintOutcome.NotPrinted;
                case MIDST -> outcome instanceof PrintOutcome.Unknown;
                case ANY -> true;
            };
        }
    }

    private static final List<Moment> MOMENTS = List.of(Moment.ANY, Moment.MIDST, Moment.ANY, Moment.ANY, Moment.BEFORE, Moment.ANY,
            Moment.MIDST, Moment.AFTER, Moment.ANY, Moment.NEVER);

    private static CompletableFuture<PrintOutcome> pulled(PrinterOnItsLine printer, Slip slip, Moment moment, Random random) throws Exception {
        if (moment == Moment.BEFORE) {
            printer.far.line().unplug();
            return printer.driver.print(slip);
        }
        CompletableFuture<PrintOutcome> printing = moment == Moment.MIDST ? printer.heldIn(slip, printer::begun) : printer.driver.print(slip);
        switch (moment) {
            case ANY -> printer.clock.pause(Duration.ofMillis(random.nextInt(LATEST_MS)));
            case AFTER -> PrinterOnItsLine.outcome(printing);
            default -> { }
        }
        if (moment != Moment.NEVER) {
            pull(printer, random);
        }
        if (moment == Moment.MIDST) {
            printer.motor.goOn();
        }
        return printing;
    }

    private static void pull(PrinterOnItsLine printer, Random random) throws InterruptedException {
        boolean power = random.nextInt(4) == 0;
        if (power) {
            printer.far.power(false);
        }
        printer.far.line().unplug();
        printer.clock.pause(Duration.ofMillis(random.nextInt(20)));
        if (power) {
            printer.far.power(true);
        }
        printer.far.line().start();
    }

    private static void isTrue(PrintOutcome outcome, int round, SimulatedEscPosPrinter far, String at) {
        List<List<String>> pieces = far.slips().stream().map(PaperPiece::text).toList();
        List<String> whole = lines(round);
        String seen = at + ": " + outcome + ", but on paper " + pieces.subList(Math.max(0, pieces.size() - 3), pieces.size());
        if (outcome instanceof PrintOutcome.Printed) {
            assertEquals(1, pieces.stream().filter(whole::equals).count(), seen);
        } else if (outcome instanceof PrintOutcome.NotPrinted) {
            assertTrue(pieces.stream().noneMatch(piece -> piece.containsAll(whole)), seen);
        }
        assertTrue(pieces.stream().noneMatch(piece -> piece.stream().map(PrinterOnABadLineTest::number).distinct().count() > 1),
                () -> at + ": two people's slips on one piece: " + pieces);
    }

    private static String number(String line) {
        return line.replaceAll("\\D", "");
    }

    private static List<String> lines(int round) {
        String number = "%04d".formatted(round);
        return List.of("望江街道 " + number, "A" + number, "社会保险综合业务 " + number, "办理大厅" + " ".repeat(36) + number);
    }

    private static Slip slip(int round) {
        String number = "%04d".formatted(round);
        List<String> lines = lines(round);
        return new Slip(List.of(
                new Slip.Text(lines.get(0), Slip.Size.NORMAL, Slip.Align.CENTRE),
                new Slip.Text(lines.get(1), Slip.Size.DOUBLE, Slip.Align.CENTRE),
                new Slip.Rule(),
                new Slip.Text(lines.get(2), Slip.Size.NORMAL, Slip.Align.LEFT),
                new Slip.Pair("办理大厅", number)));
    }

    /** Its power goes when so many bytes of the slip have come through: at each kind of place, also between the two bytes of a character. */
    @Test
    void aPrinterKilledAfterEachByteOfASlip() throws Exception {
        try (PrinterOnItsLine printer = new PrinterOnItsLine(Model.instant(), "model: TM-T70II-CH\nstatusEvery: 50ms\nanswerPatience: 20s")) {
            DeathAfter death = new DeathAfter(printer.far.line(), () -> printer.far.power(false), (byte) 0x1B, (byte) '@');
            printer.wiring = death::on;
            printer.start();
            death.arm(Integer.MAX_VALUE);
            assertInstanceOf(PrintOutcome.Printed.class, printer.print(slip(0)));
            // Before the slip there are modes and the question how the printer is; behind it, that question again until its proof is there.
            List<String> writes = death.writes();
            String word = new String("望江".getBytes(Charset.forName("GB18030")), StandardCharsets.ISO_8859_1);
            String text = writes.stream().filter(write -> write.contains(word)).findFirst().orElseThrow();
            int first = String.join("", writes.subList(0, writes.indexOf(text))).length();
            int last = first + text.length();
            int character = first + text.indexOf(word);
            TreeSet<Integer> places = new TreeSet<>(List.of(first, first + 1, character + 1, character + 2, last - 1, last));
            for (int place = 0; place < last; place += STRIDE) {
                places.add(place);
            }
            int round = 0;
            for (int place : places) {
                String at = "killed after byte " + place + " of " + last;
                int before = printer.opened();
                death.arm(place);
                PrintOutcome outcome = printer.print(slip(++round));
                printer.far.power(true);
                printer.far.line().start();
                printer.until(() -> printer.opened() > before && printer.ready());
                printer.until(() -> printer.far.waitingBytes() == 0);
                isTrue(outcome, round, printer.far, at);
                // From the piece that holds the slip on some of it may be on paper, and its proof is never there.
                assertEquals(place < first, outcome instanceof PrintOutcome.NotPrinted, at + ": " + outcome);
                assertEquals(place >= first, outcome instanceof PrintOutcome.Unknown, at + ": " + outcome);
            }
            assertInstanceOf(PrintOutcome.Printed.class, printer.print(slip(++round)));
            isTrue(new PrintOutcome.Printed(), round, printer.far, "nobody killed it");
        }
    }

    /**
     * One byte of what the printer answers is another one, is lost or comes twice: at each place from the first answer to a slip on, while the
     * paper lasts or ends in it. An exception out of the driver would end its thread, and it would never be ready again.
     */
    @Test
    void anAnswerBentWhereAnswersHaveNumbers() throws Exception {
        bentRounds(20261127L, new Model(576, 0, 65_536), "model: TM-T70II-CH" + IMPATIENT);
    }

    @Test
    void anAnswerBentWhereTheyHaveNone() throws Exception {
        bentRounds(450L, new Model(576, 0, 65_536).with(Ability.RECOVER_FROM_ERRORS, Ability.TELL_CHANGES), "model: TP80K" + IMPATIENT);
    }

    private static void bentRounds(long seed, Model model, String profile) throws Exception {
        Random random = new Random(seed);
        int printed = 0;
        try (PrinterOnItsLine printer = new PrinterOnItsLine(model, profile)) {
            Bending bending = new Bending();
            printer.wiring = line -> new BentLine(line, bending);
            printer.start();
            for (int round = 0; round < BENT_ROUNDS; round++) {
                boolean paperEnds = random.nextInt(3) == 0;
                String at = "seed " + seed + ", round " + round + (paperEnds ? ", paper ends" : "") + ", " + bending.arm(round, random);
                if (paperEnds) {
                    printer.far.paperIn(random.nextInt(30));
                }
                CompletableFuture<PrintOutcome> printing = printer.driver.print(slip(round));
                PrintOutcome outcome = PrinterOnItsLine.outcome(printing);
                bending.rest();
                // As staff do: under an open cover, and later than the printer has forgotten what it was told to, or is seen to.
                printer.until(() -> printer.far.waitingBytes() == 0 || printer.conditions.has(ReceiptFault.UNPURGED));
                printer.far.cover(true);
                printer.until(() -> printer.driver.trouble().equals(Optional.of(ReceiptFault.COVER_OPEN))
                        && !printer.conditions.has(ReceiptFault.UNPURGED));
                printer.far.paperIn(30_000);
                printer.far.cover(false);
                printer.until(printer::ready);
                printer.until(() -> printer.far.waitingBytes() == 0);
                isTrue(outcome, round, printer.far, at);
                printed += outcome instanceof PrintOutcome.Printed ? 1 : 0;
            }
        }
        assertTrue(printed > 0, "nothing was ever called printed");
        assertFalse(printed == BENT_ROUNDS, "the paper never ended");
    }

    /** What is done to which byte. */
    private static final class Bending {

        private int left = -1;
        private int how;

        /** Bends the byte that comes after so many. */
        synchronized String arm(int after, Random random) {
            left = after;
            how = random.nextInt(4) == 0 ? -1 - random.nextInt(2) : random.nextInt(256);
            return "byte " + after + (how == -1 ? " lost" : how == -2 ? " twice" : " is " + how);
        }

        synchronized void rest() {
            left = -1;
        }

        /** What comes in place of these bytes. */
        synchronized int bend(byte[] bytes, int count) {
            int at = left;
            left = left < 0 ? left : left - count;
            if (at < 0 || at >= count) {
                return count;
            }
            left = -1;
            if (how >= 0) {
                bytes[at] = (byte) how;
                return count;
            }
            // A byte that was lost takes along its place; one that comes twice does so where there is room.
            if (how == -1) {
                System.arraycopy(bytes, at + 1, bytes, at, count - at - 1);
                return count - 1;
            }
            if (count < bytes.length) {
                System.arraycopy(bytes, at, bytes, at + 1, count - at);
                return count + 1;
            }
            return count;
        }
    }

    private record BentLine(Line line, Bending bending) implements Line {

        @Override
        public void write(byte[] bytes) throws IOException {
            line.write(bytes);
        }

        @Override
        public int read(byte[] into, Duration patience) throws IOException {
            int count = line.read(into, patience);
            return count == 0 ? 0 : bending.bend(into, count);
        }

        @Override
        public void close() throws IOException {
            line.close();
        }
    }
}
