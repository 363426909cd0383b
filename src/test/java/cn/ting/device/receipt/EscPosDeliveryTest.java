package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.device.receipt.PrintOutcome.Printed;
import cn.ting.device.receipt.PrintOutcome.Unknown;
import cn.ting.roll.EscPosEncoder;
import cn.ting.roll.SampleSlips;
import cn.ting.roll.Slip;
import cn.ting.settings.Section;
import cn.ting.supply.KeptNowhere;
import cn.ting.supply.Supplies;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one slip's answers prove, byte by byte and without a wait that nothing ends. */
class EscPosDeliveryTest {

    /** Answers to DLE EOT 1 to 4 of a printer that is well. */
    private static final String WELL = "12121212";

    private static final String COVER_OPEN = "1a161212";
    private static final String HEAD_HOT = "1a525212";
    private static final String QUEUED = "00";

    /** No more comes, and what is asked then is answered at once. */
    private static final String[] ANEW = {"", "000000", WELL};

    private final SteppedClock clock = new SteppedClock();
    private final ScriptedLine script = new ScriptedLine(clock);
    private EscPosSettings settings = PrinterOnItsLine.profile("model: default-80");

    @Test
    void twoQueuedAnswersAndAPrinterThatIsWellProveASlip() throws IOException {
        script.reads(WELL, QUEUED + QUEUED, WELL);
        script.reads(ANEW);
        assertEquals(new Printed(), delivered());
        assertEquals(Duration.ZERO, clock.uptime());
    }

    @Test
    void aProofThatComesAmongRealTimeAnswersIsNotWaitedForAgain() throws IOException {
        script.reads(WELL, QUEUED, "12" + QUEUED + "121212", WELL);
        script.reads(ANEW);
        assertEquals(new Printed(), delivered());
        assertEquals(Duration.ZERO, clock.uptime());
    }

    @Test
    void aPrinterIsAskedOnceMoreHowItIsAfterTheLastProof() throws IOException {
        script.reads(WELL, QUEUED, "12" + QUEUED + "121212", COVER_OPEN, COVER_OPEN);
        assertEquals(new Unknown(ReceiptFault.COVER_OPEN), delivered());
    }

    @Test
    void aHotHeadIsWaitedOut() throws IOException {
        script.reads(WELL, "", HEAD_HOT, HEAD_HOT, "", HEAD_HOT, QUEUED + QUEUED, WELL, "", "", HEAD_HOT, HEAD_HOT, "000000", WELL);
        assertEquals(new Printed(), delivered());
    }

    @Test
    void aHeadThatDoesNotCoolInTimeIsWhatIsWrong() throws IOException {
        script.reads(WELL, QUEUED);
        for (int i = 0; i < 200; i++) {
            script.reads(HEAD_HOT);
        }
        script.everyReadTakes(Duration.ofMillis(100));
        assertEquals(new Unknown(ReceiptFault.HEAD_HOT), delivered());
    }

    /** Noise that looks like the answers to a slip, and what comes of those that are asked anew; - is a silence. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no answer, for it still prints       | 0000   | -                                                              |
            the knife is stuck behind the first  | 0002   | - 00 1a521a12 1a521a12                                         | CUTTER
            more than was asked                  | 000000 | - 0000 12121212                                                |
            one more than was asked anew         | 0000   | - 00000000 12121212                                            |
            one with other bits among them       | 0000   | - 00004000 12121212                                            |
            one of no answer at all among them   | 0000   | - 0000ff00 12121212                                            |
            just what was asked                  | 0002   | - 000000 12121212                                              | printed
            after a doubt just what was asked    | 0000   | - 00000000 12121212 - 000000 12121212                          | printed
            and after two                        | 0000   | - 0000ff00 12121212 - 00000000 12121212 - 0300 12 03 121212 12121212 | printed
            """)
    void whatStraysInProvesNothing(String what, String stray, String then, String outcome) throws IOException {
        script.reads(WELL, stray, WELL);
        script.reads(then.replace("-", "").split(" ", -1));
        if (outcome == null) {
            assertThrows(IOException.class, this::delivered, what);
        } else {
            assertEquals(outcome.equals("printed") ? new Printed() : new Unknown(ReceiptFault.valueOf(outcome)), delivered(), what);
        }
    }

    /** The shipped driver, and a printer whose answers have no number: noise is heard while the motor stands in the midst of the slip. */
    @Test
    void noiseInTheMidstOfASlipIsNotItsProof() throws Exception {
        for (boolean paper : List.of(true, false)) {
            try (PrinterOnItsLine printer = new PrinterOnItsLine(SimulatedEscPosPrinter.Model.standard()
                    .with(SimulatedEscPosPrinter.Ability.RECOVER_FROM_ERRORS), "model: default-80\nanswerPatience: 20s")) {
                printer.start();
                CompletableFuture<PrintOutcome> printing = printer.heldIn(SampleSlips.ticket("A007"), printer::begun);
                CompletableFuture<Integer> fallen = printing.thenApply(outcome -> printer.far.slipCount());
                int waiting = printer.far.waitingBytes();
                printer.far.stray(0x00);
                printer.far.stray(0x02);
                printer.until(() -> printing.isDone() || printer.far.waitingBytes() > waiting);
                if (!paper) {
                    printer.far.paperOut();
                }
                printer.motor.goOn();
                assertEquals(paper ? new Printed() : new Unknown(ReceiptFault.PAPER_OUT), PrinterOnItsLine.outcome(printing));
                assertEquals(paper ? 1 : 0, fallen.get());
            }
        }
    }

    @Test
    void withNumbersOnlyTheAnswerToThisSlipProvesIt() throws IOException {
        settings = PrinterOnItsLine.profile("model: TM-T70II-CH");
        String first = "3722" + number(0) + "00";
        String second = "3722" + number(1) + "00";
        script.reads(WELL, "00" + "00", "37224040404000", first + "10000000", WELL, second, WELL);
        assertEquals(new Printed(), delivered());
    }

    /** What its owner waits at most, whatever the printer does; with the largest picture on the slowest line. */
    @Test
    void noSlipTakesLongerThanItsBytesItsPaperAndSomeAnswers() {
        EscPosEncoder.Encoded ticket = new EscPosEncoder(settings.model()).encode(SampleSlips.ticket("A007"));
        Duration longest = EscPosDelivery.longest(ticket, settings);
        assertTrue(longest.compareTo(Duration.ofSeconds(30)) > 0 && longest.compareTo(Duration.ofSeconds(60)) < 0, longest.toString());
    }

    private String number(int further) {
        int number = (int) (clock.instant().toEpochMilli() + further) & 0xFFFF;
        return "4%x4%x4%x4%x".formatted(number >> 12, number >> 8 & 15, number >> 4 & 15, number & 15);
    }

    private PrintOutcome delivered() throws IOException {
        Slip brief = new Slip(List.of(new Slip.Text("A007", Slip.Size.NORMAL, Slip.Align.LEFT)));
        EscPosEncoder.Encoded encoded = new EscPosEncoder(settings.model()).encode(brief);
        return new EscPosDelivery(new EscPosLine(script, clock, settings, again -> {}), encoded, false, settings).run();
    }

    private ReceiptPrinter.Draft draft(String model, String number) {
        Conditions conditions = new Conditions(clock);
        Supplies supplies = KeptNowhere.supplies(clock, conditions);
        return new EscPosPrinter(new DevicePlace("receipt", Section.empty(), clock, new DeviceStatus("receipt", clock, () -> { }), conditions),
                PrinterOnItsLine.profile(model), supplies.of("receipt", "paper", 50, "m", 5), supplies.leftover("receipt"))
                .draft(SampleSlips.ticket(number));
    }

    @Test
    void aDraftIsWhatGoesDownTheLine() throws IOException {
        EscPosEncoder.Encoded encoded = new EscPosEncoder(settings.model()).encode(SampleSlips.ticket("A007"));
        encoded.chunks().forEach(chunk -> script.reads(WELL));
        script.reads(QUEUED + QUEUED, WELL);
        script.reads(ANEW);
        new EscPosDelivery(new EscPosLine(script, clock, settings, repeated -> { }), encoded, false, settings).run();
        String sent = new String(script.written(), StandardCharsets.ISO_8859_1).replaceAll("\u0010\u0004[\u0001-\u0004]", "");
        assertTrue(sent.contains(new String(draft("model: default-80", "A007").bytes(), StandardCharsets.ISO_8859_1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PPU-700", "TM-T70II-CH", "TP80K", "default-58", "default-80"})
    void aDraftForEveryModelHasItsNumberAndACut(String model) {
        assertTrue(draft("model: " + model, "ZZ999").says("ZZ999"));
        assertFalse(draft("model: " + model, "ZZ999").says("ZZ998"));
    }

    @Test
    void aDraftForAProfileThatTearsTheNumberApartHasNone() {
        assertFalse(draft("model: {like: default-58, fonts: {'0': {columns: 16}}}", "ZZ999").says("ZZ999"));
    }
}
