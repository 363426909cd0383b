package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EscPosLineTest {

    private final SteppedClock clock = new SteppedClock();
    private final ScriptedLine script = new ScriptedLine(clock);
    private final EscPosLine printer = new EscPosLine(script, clock, PrinterOnItsLine.profile("model: TP80K"), again -> {});
    private final EscPosLine numbering = new EscPosLine(script, clock, PrinterOnItsLine.profile("model: TM-T70II-CH"), again -> {});

    @Test
    void theQuestionsAreThoseOfTheManual() throws IOException {
        script.reads("12121212");
        printer.status();
        printer.purge();
        numbering.purge();
        printer.begin();
        numbering.begin();
        printer.tellChanges();
        printer.tellChanges();
        numbering.tellChanges();
        printer.send(printer.question());
        assertEquals("100401" + "100402" + "100403" + "100404" + "100502" + "10140801031401060208"
                        + "1b401c26" + "1d6100" + "1b401c26" + "1d61ff" + "1d61ff" + "1d7201",
                HexFormat.of().formatHex(script.written()));
    }

    @Test
    void eachQuestionOfAModelThatNumbersThemHasItsOwnNumber() {
        String first = HexFormat.of().formatHex(numbering.question());
        String second = HexFormat.of().formatHex(numbering.question());
        assertTrue(first.matches("1d284806003030(4[0-9a-f]){4}"), first);
        assertTrue(second.matches("1d284806003030(4[0-9a-f]){4}") && !second.equals(first), second);
    }

    @Test
    void onlyAnAnswerThatIsOwedCounts() throws IOException {
        String number = HexFormat.of().formatHex(numbering.question()).substring(14);
        numbering.forgetQueuedAnswers();
        String owed = HexFormat.of().formatHex(numbering.question()).substring(14);
        script.reads("3722" + number + "00" + "0000" + "3722" + owed + "00" + "3722" + owed + "00");
        numbering.listen(Duration.ofMillis(100));
        assertEquals(1, numbering.queuedAnswers());
    }

    @Test
    void anAnswerThatIsTakenBackAtOnceCountsAsRepeatedAndOneThatStaysDoesNot() throws IOException {
        List<Boolean> exchanged = new ArrayList<>();
        EscPosLine counted = new EscPosLine(script, clock, PrinterOnItsLine.profile("model: TP80K"), exchanged::add);
        script.reads("12121212", "12161212", "12121212", "1a161212", "1a161212");
        counted.status();
        counted.status();
        counted.status();
        assertEquals(List.of(false, true, false), exchanged);
        assertThrows(IOException.class, counted::status);
        assertEquals(List.of(false, true, false, true), exchanged, "no answer is none either");
    }

    @Test
    void whatStopsItIsBelievedWhenItIsToldTwice() throws IOException {
        script.reads("1a121212", "12121212");
        assertEquals(Set.of(), printer.status().faults());
        script.reads("127e1212", "1212" + "12121212");
        assertEquals(Set.of(), printer.status().faults(), "a byte of noise had shifted the answers");
        script.reads("1a121212", "1a121212");
        assertEquals(Set.of(ReceiptFault.OFFLINE), printer.status().faults());
        script.reads("1a121212");
        assertEquals(Set.of(ReceiptFault.OFFLINE), printer.status().faults(), "it was known before");
    }

    @Test
    void whatWasOnItsWayBeforeTheFirstQuestionIsDropped() throws IOException {
        script.reads("1a361272", "0000", "18280c0f");
        printer.dropStale();
        script.reads("12121212");
        assertEquals(Set.of(), printer.status().faults());
        assertEquals(0, printer.queuedAnswers());
        assertTrue(printer.told().isEmpty());
    }

    @Test
    void halfAnAutomaticStatusBeforeASilenceSwallowsNothingAfterIt() throws IOException {
        script.reads("1000");
        printer.listen(Duration.ofMillis(100));
        printer.listen(Duration.ofMillis(100));
        script.reads("0000");
        printer.listen(Duration.ofMillis(100));
        assertEquals(2, printer.queuedAnswers());
    }

    @Test
    void itTellsChangesByItself() throws IOException {
        script.reads("18000c00");
        printer.listen(Duration.ofMillis(100));
        assertEquals(Set.of(ReceiptFault.PAPER_OUT), printer.told().orElseThrow().faults());
        assertTrue(printer.told().isEmpty(), "it is told once");
    }

    @Test
    void aModelThatAnswersAClearingIsNotClearBeforeThat() throws IOException {
        numbering.purge();
        assertEquals(false, numbering.cleared());
        script.reads("3725", "00");
        numbering.listen(Duration.ofMillis(100));
        numbering.listen(Duration.ofMillis(100));
        assertEquals(true, numbering.cleared());
    }

    @Test
    void answersMayComeOneByOneOrTogether() throws IOException {
        script.reads("12", "12", "12", "1e");
        assertEquals(Set.of(ReceiptFault.PAPER_LOW), printer.status().faults());
        script.reads("12121272", "12121272");
        assertEquals(Set.of(ReceiptFault.PAPER_OUT), printer.status().faults());
    }

    @Test
    void aQueuedAnswerAmongRealTimeOnesIsCountedApart() throws IOException {
        script.reads("1200", "121212");
        printer.status();
        assertEquals(1, printer.queuedAnswers());
    }

    @Test
    void anAutomaticStatusProvesNothing() throws IOException {
        script.reads("1212", "18000c", "0f", "1212");
        assertEquals(Set.of(), printer.status().faults());
        assertEquals(0, printer.queuedAnswers());
    }

    @Test
    void flowControlIsPassedOver() throws IOException {
        script.reads("13", "1212", "1112", "12");
        assertEquals(Set.of(), printer.status().faults());
    }

    /** One of four that was lost costs no slip its outcome, and tells that a cable wears. */
    @Test
    void whatWasAnsweredInPartIsAskedAgainOnce() throws IOException {
        List<Boolean> exchanged = new ArrayList<>();
        EscPosLine counted = new EscPosLine(script, clock, PrinterOnItsLine.profile("model: TP80K"), exchanged::add);
        script.reads("121212", "", "1212121e", "", "", "12121212");
        assertEquals(Set.of(ReceiptFault.PAPER_LOW), counted.status().faults());
        assertEquals(Set.of(), counted.status().faults());
        assertEquals(List.of(true, false), exchanged);
        script.reads("1212", "", "121212");
        assertThrows(IOException.class, counted::status);
    }

    /** A printer that stands still for a moment, or a hub on its way: without paper it would be told to have its cover open, for good. */
    @Test
    void whatOnlyCameLateOfAnAnswerShiftsNoOther() throws IOException {
        script.reads("1a32", "", "12", "7e", "1a", "32", "12", "7e", "", "", "1a", "32", "12", "7e");
        assertEquals(Set.of(ReceiptFault.PAPER_OUT), printer.status().faults());
        script.reads("", "1a32127e");
        assertEquals(Set.of(ReceiptFault.PAPER_OUT), printer.status().faults());
    }

    /** One that stands still twice. */
    @Test
    void whatCameLaterStillShiftsNoOther() throws IOException {
        script.reads("1a32", "", "1a", "32", "12", "7e", "", "!12", "!7e", "1a32127e");
        assertEquals(Set.of(ReceiptFault.PAPER_OUT), printer.status().faults());
        script.reads("!7e", "1a32127e");
        assertEquals(Set.of(ReceiptFault.PAPER_OUT), printer.status().faults());
        clock.step(Duration.ofMinutes(1));
        script.reads("1a32127e");
        assertEquals(Set.of(ReceiptFault.PAPER_OUT), printer.status().faults());
    }

    /** Left on the line it would stand for the first answer of the next round, the last of that for the first of the one after, and so for ever. */
    @Test
    void whatLiesOnTheLineBeforeAQuestionIsNoAnswerToItAndHeardAllTheSame() throws IOException {
        script.reads("!12", "12", "12", "12", "1e", "12", "12", "12", "1e");
        assertEquals(Set.of(ReceiptFault.PAPER_LOW), printer.status().faults());
        assertEquals(Set.of(ReceiptFault.PAPER_LOW), printer.status().faults());
        script.reads("!12", "!18000c", "!0f", "!00", "12", "12", "12", "12");
        assertEquals(Set.of(), printer.status().faults());
        assertEquals(Set.of(ReceiptFault.PAPER_OUT), printer.told().orElseThrow().faults());
        assertEquals(1, printer.queuedAnswers());
    }

    @Test
    void silenceEndsTheWait() {
        assertThrows(IOException.class, printer::status);
        assertEquals(Duration.ofSeconds(5), clock.uptime());
    }

    @Property
    void anyNoiseIsSurvivedAndTheNextAnswerUnderstood(@ForAll @Size(max = 64) byte[] noise) throws IOException {
        ScriptedLine noisy = new ScriptedLine(clock);
        EscPosLine printer = new EscPosLine(noisy, clock, PrinterOnItsLine.profile("model: TP80K"), again -> {});
        noisy.reads(HexFormat.of().formatHex(noise), "12121a72", "12121a72");
        printer.listen(Duration.ofMillis(100));
        assertTrue(printer.queuedAnswers() <= noise.length);
        assertEquals(Set.of(ReceiptFault.CUTTER, ReceiptFault.PAPER_OUT), printer.status().faults());
    }
}
