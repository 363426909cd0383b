package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.receipt.SimulatedEscPosPrinter.Ability;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The line is pulled, or the power, at a hundred moments of a slip, and what the driver says is held against the paper. The
 * moments come from a seed, which stands in every failure.
 */
@Timeout(120)
class UnpluggedPrinterTest {

    private static final int LATEST_MS = 140;
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
        int printed = 0;
        try (PrinterOnItsLine printer = new PrinterOnItsLine(model, profile)) {
            printer.start();
            for (int round = 0; round < rounds; round++) {
                String at = "seed " + seed + ", round " + round;
                Slip slip = slip(round);
                CompletableFuture<PrintOutcome> printing = printer.driver.print(slip);
                // Between them one that nobody pulls, so that a printer that never prints again is seen.
                boolean left = round % 10 == 9;
                if (!left) {
                    printer.clock.pause(Duration.ofMillis(random.nextInt(LATEST_MS)));
                    pull(printer, random);
                }
                PrintOutcome outcome = PrinterOnItsLine.outcome(printing);
                printer.until(printer::ready);
                printer.until(() -> printer.far.waitingBytes() == 0);
                isTrue(outcome, round, printer.far, at);
                assertTrue(!left || outcome instanceof PrintOutcome.Printed, at + ": nobody pulled anything: " + outcome);
                printed += outcome instanceof PrintOutcome.Printed ? 1 : 0;
            }
        }
        assertTrue(printed >= rounds / 10);
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
        assertTrue(pieces.stream().noneMatch(piece -> piece.stream().map(UnpluggedPrinterTest::number).distinct().count() > 1),
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
}
