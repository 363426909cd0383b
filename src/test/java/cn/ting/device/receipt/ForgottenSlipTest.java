package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DevicePlace;
import cn.ting.device.inventory.DeviceStatus;
import cn.ting.settings.Section;
import cn.ting.supply.KeptNowhere;
import cn.ting.time.SteppedClock;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a printer that is to forget a slip says, byte by byte, and when it is believed. */
class ForgottenSlipTest {

    private static final EscPosSettings NUMBERED = PrinterOnItsLine.profile("model: {like: default-80, ting: {processId: true}}");
    private static final EscPosSettings PLAIN = PrinterOnItsLine.profile("model: default-80");
    private static final EscPosSettings IN_ERRORS = PrinterOnItsLine.profile("model: {like: default-80, ting: {purge: dle-enq-2}}");
    private static final String SILENCE = "";
    private static final String WELL = "12121212";

    private final SteppedClock clock = new SteppedClock();
    private final ScriptedLine script = new ScriptedLine(clock);

    private EscPosLine line(EscPosSettings settings) {
        return new EscPosLine(script, clock, settings, again -> {});
    }

    /** Of a printer that is to forget a slip. */
    private Purging holding(EscPosSettings settings, ReceiptFault why) {
        Conditions conditions = new Conditions(clock);
        DevicePlace place = new DevicePlace("printer", Section.empty(), clock, new DeviceStatus("printer", clock, () -> {}), conditions);
        Purging purging = new Purging(settings, place.power(), clock, KeptNowhere.supplies(clock, conditions).leftover("printer"));
        purging.soiled(line(settings), why);
        return purging;
    }

    /** Of one that was away, too, and is back: it may have kept it. */
    private Purging back(EscPosSettings settings) {
        Purging purging = holding(settings, ReceiptFault.PAPER_OUT);
        purging.lineWent();
        purging.lineOpened();
        return purging;
    }

    /** The answer to the first question on a line opened now. */
    private String first() {
        return "3722" + HexFormat.of().formatHex(line(NUMBERED).question()).substring(14) + "00";
    }

    @Test
    void whereAnswersHaveNumbersTheFirstOfOursSaysThatNothingIsOwedAndNoSilenceIsWaitedFor() throws IOException {
        Purging purging = back(NUMBERED);
        script.reads(first(), WELL);
        purging.prove(line(NUMBERED));
        assertTrue(purging.clean());
        assertEquals(Duration.ofMillis(20), clock.uptime(), "for what is on its way before the next slip, and no more");
    }

    @Test
    void andWhatIsOwedHasComeBefore() throws IOException {
        Purging purging = back(NUMBERED);
        script.reads("37224f4f4f4f00" + first(), WELL);
        purging.prove(line(NUMBERED));
        assertTrue(purging.waitsForPower());
    }

    @Test
    void whereTheyHaveNoneOnlySilenceSaysIt() throws IOException {
        for (EscPosSettings settings : List.of(PLAIN, IN_ERRORS)) {
            Purging kept = back(settings);
            script.reads("000000", WELL, "0000");
            kept.prove(line(settings));
            assertTrue(kept.waitsForPower(), "five answers to three questions");
            Purging lost = back(settings);
            script.reads("000000", WELL, SILENCE, SILENCE, "000000", WELL);
            lost.prove(line(settings));
            assertTrue(lost.clean());
        }
    }

    @Test
    void andThreeThatComeAtOnceMayBeNoise() {
        for (EscPosSettings settings : List.of(PLAIN, IN_ERRORS)) {
            Purging purging = back(settings);
            script.reads("000000", WELL);
            assertThrows(IOException.class, () -> purging.prove(line(settings)));
            assertFalse(purging.clean());
        }
    }

    /** It is ordered, asked, and asked once more where it says what stops it; in an error it heeds the order in, all that again. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            the cover is open                    | 1a161212 1a161212 1a161212 | true
            the knife is stuck                   | 1a521a12 1a521a12 1a521a12 | true
            and both                             | 1a561a12 1a561a12 1a161212 | true
            the cover is closed before the order | 1a161212 1a161212 12121212 | false
            the cover is open by noise           | 1a161212 12121212          | false
            the feed button is held              | 1a1a1212 1a1a1212          | false
            the paper is out                     | 1a321272 1a321272          | false
            the head is hot                      | 1a525212 1a525212          | false
            it is broken                         | 1a523212 1a523212          | false
            all is well                          | 12121212                   | false
            """)
    void anOrderIsHeededInAnErrorThatIsSeenBeforeItAndAfter(String what, String answers, boolean heeded) throws IOException {
        Purging purging = holding(IN_ERRORS, ReceiptFault.PAPER_OUT);
        EscPosLine line = line(IN_ERRORS);
        script.reads(answers.split(" "));
        purging.order(line);
        purging.seen(line, line.status());
        assertEquals(!heeded, purging.waitsForPower(), what);
        script.reads("000000", WELL, SILENCE, "000000", WELL);
        purging.prove(line);
        assertEquals(heeded, purging.clean(), what);
    }

    /** What let it stop was no error: it goes on with the slip, and answers when it has printed it. */
    @ParameterizedTest
    @CsvSource({"OFFLINE, 1a1a1212 1a1a1212", "SILENT, 12121212", "HEAD_HOT, 1a525212 1a525212"})
    void oneThatIsWellAgainWithoutAnErrorHasForgottenNothing(ReceiptFault why, String answers) throws IOException {
        Purging purging = holding(IN_ERRORS, why);
        EscPosLine line = line(IN_ERRORS);
        for (String round : List.of(answers, WELL)) {
            script.reads(round.split(" "));
            purging.order(line);
            purging.seen(line, line.status());
        }
        script.reads("0000000000", WELL);
        purging.prove(line);
        assertTrue(purging.waitsForPower() && !purging.clean());
        assertFalse(HexFormat.of().formatHex(script.written()).contains("1d7201"), "it is not even asked");
    }
}
