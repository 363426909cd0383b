package cn.ting.device.receipt;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The simulated printer by itself, spoken to in bytes from the manuals' tables. */
class SimulatedEscPosPrinterTest {

    private static final String HAO = "bac5";
    private static final String FEED_AND_CUT = "1d564200";

    private final KioskClock clock = new SystemClock();
    private final SimulatedEscPosPrinter printer = new SimulatedEscPosPrinter(0, Model.instant(), clock);
    private Line line;

    @BeforeEach
    void switchOn() throws IOException {
        printer.start();
        line = new Lines().open(printer.line().address());
    }

    @AfterEach
    void switchOff() throws IOException {
        line.close();
        printer.close();
    }

    @Test
    void aLineAndACutMakeASlip() throws Exception {
        send("1b40" + "1d2111" + HAO + "37" + "0a" + FEED_AND_CUT);
        until(() -> printer.slipCount() == 1);
        assertEquals(List.of(new PaperPiece.Line("号7", 2, 2, false, false)), printer.slips().get(0).lines());
        assertEquals(List.of(), printer.complaints());
    }

    @Test
    void realTimeStatusIsAnsweredOfflineAndQueuedStatusIsNot() throws Exception {
        printer.paperOut();
        send("1d7201" + "100401" + "100402" + "100403" + "100404");
        assertEquals("1a" + "32" + "12" + "7e", answers(4));
        printer.paperIn(30_000);
        assertEquals("00", answers(1));
    }

    @Test
    void aPowerCutForgetsTheBufferAndLeavesWhatHangs() throws Exception {
        send("1b40" + HAO + "37" + "0a" + "1d7201");
        assertEquals("00", answers(1));
        printer.cover(true);
        // The last is answered when all before it has been taken in.
        send(HAO + "38" + "0a" + "100401");
        assertEquals("1a", answers(1));
        printer.power(false);
        assertEquals(0, printer.waitingBytes());
        assertEquals(List.of("号7"), printer.hanging().text());

        printer.power(true);
        printer.cover(false);
        send("100401" + FEED_AND_CUT);
        assertEquals("12", answers(1));
        until(() -> printer.slipCount() == 1);
        assertEquals(List.of("号7"), printer.slips().get(0).text());
    }

    @Test
    void paperThatSomebodyHoldsStaysHalfOutAndNoSensorSeesIt() throws Exception {
        printer.hold(15);
        send("1b40" + HAO + "37" + "0a" + FEED_AND_CUT);
        until(() -> printer.hangingMm() == 15);
        send("100401");
        assertEquals("12", answers(1));
        assertEquals(0, printer.slipCount());
        printer.hold(0);
        until(() -> printer.slipCount() == 1);
        assertEquals(List.of("号7"), printer.slips().get(0).text());
    }

    @Test
    void paperAndCoverHaveTheirBits() throws Exception {
        printer.paperIn(1_000);
        send("100404" + "1d7201");
        assertEquals("1e" + "03", answers(2));
        printer.cover(true);
        send("100402");
        assertEquals("16", answers(1));
        printer.trouble("jam", true);
        send("100403");
        assertEquals("16", answers(1));
        printer.trouble("jam", false);
        printer.trouble("head-hot", true);
        printer.trouble("broken", true);
        send("100403");
        assertEquals("72", answers(1));
    }

    @Test
    void changesAreToldOnceTheyShallBe() throws Exception {
        printer.cover(true);
        printer.cover(false);
        send("1d61ff");
        assertEquals("1000000f", answers(4));
        printer.paperOut();
        assertEquals("18000f0f", answers(4));
        printer.cover(true);
        assertEquals("38000f0f", answers(4));
        printer.paperIn(30_000);
        assertEquals("3800000f", answers(4));
        printer.cover(false);
        assertEquals("1000000f", answers(4));
        printer.trouble("offline", true);
        assertEquals("1800000f", answers(4));
        printer.trouble("offline", false);
        assertEquals("1000000f", answers(4));
        send("1d6100" + "1d7201");
        assertEquals("00", answers(1));
        printer.paperOut();
        send("100401");
        assertEquals("1a", answers(1));
    }

    @Test
    void aNumberComesBackWhenAllBeforeItIsPrinted() throws Exception {
        printer.cover(true);
        send(HAO + "0a" + "1d284806003030" + "41424344" + "100402");
        assertEquals("16", answers(1));
        printer.cover(false);
        assertEquals("37224142434400", answers(7));
        assertEquals(List.of("号"), printer.hanging().text());
    }

    @Test
    void clearingIsAnsweredAlsoWithoutPaperAndFindsItsOrderInsideAPicture() throws Exception {
        printer.paperOut();
        send(HAO + "0a" + "1d763000" + "0400" + "0100" + "10140801031401060208");
        assertEquals("372500", answers(3));
        until(() -> printer.waitingBytes() == 0);
        printer.paperIn(30_000);
        send("1010" + "0401" + "1d7201");
        assertEquals("12" + "00", answers(2));
        assertTrue(printer.hanging().blank());
    }

    @Test
    void aModelThatRecoversFromErrorsOnlyKeepsItsBufferWithoutPaper() throws Exception {
        try (SimulatedEscPosPrinter old = new SimulatedEscPosPrinter(
                        0, Model.instant().with(SimulatedEscPosPrinter.Ability.RECOVER_FROM_ERRORS), clock)) {
            old.start();
            old.paperOut();
            try (Line to = new Lines().open(old.line().address())) {
                to.write(HexFormat.of().parseHex(HAO + "0a" + "100502" + "100402"));
                assertEquals(1, to.read(new byte[1], Duration.ofSeconds(60)));
                assertEquals(0, old.clearCount());
                old.cover(true);
                to.write(HexFormat.of().parseHex("100502" + "100402"));
                assertEquals(1, to.read(new byte[1], Duration.ofSeconds(60)));
                assertEquals(1, old.clearCount());
            }
        }
    }

    @Test
    void aPresenterTellsWhatLiesInIt() throws Exception {
        try (SimulatedEscPosPrinter kiosk = new SimulatedEscPosPrinter(
                        0, Model.instant().with(SimulatedEscPosPrinter.Ability.PRESENT), clock)) {
            kiosk.start();
            line.close();
            line = new Lines().open(kiosk.line().address());
            send(HAO + "0a" + FEED_AND_CUT + "1d7201");
            assertEquals("00", answers(1));
            send("100404");
            assertEquals("52", answers(1));
            kiosk.take();
            kiosk.trouble("presenter-jam", true);
            send("100404" + "100403");
            assertEquals("12" + "16", answers(2));
        }
    }

    @Test
    void aSquareCodeIsDrawn() throws Exception {
        send("1d286b0400" + "31413200" + "1d286b0300" + "314306" + "1d286b0300" + "314531" + "1d286b0700" + "315030" + "74696e67"
                + "1b4a20" + "1d286b0300" + "315130" + "1b4a20" + "1d7201");
        answers(1);
        assertEquals("ting", printer.hanging().code().orElse("none"));
        assertEquals(List.of(), printer.complaints());
    }

    /** The trap a driver has to know: paper comes back, and so does the last person's slip. */
    @Test
    void aRefillPrintsWhatTheBufferHoldsUnlessItWasCleared() throws Exception {
        printer.paperOut();
        send(HAO + "0a" + FEED_AND_CUT);
        until(() -> printer.waitingBytes() > 0);
        printer.paperIn(30_000);
        until(() -> printer.slipCount() == 1);

        printer.paperOut();
        send(HAO + "0a" + FEED_AND_CUT + "100502");
        until(() -> printer.clearCount() == 1);
        printer.paperIn(30_000);
        send("1d7201");
        assertEquals("00", answers(1));
        assertEquals(1, printer.slipCount());
        assertTrue(printer.hanging().blank());
    }

    @Test
    void whatItDoesNotKnowIsAComplaint() throws Exception {
        send("1b99" + "1d2a" + "1c2e" + "bac5" + "1d7201");
        answers(1);
        assertEquals(4, printer.complaints().size(), printer.complaints().toString());
    }

    @Test
    void aLineWiderThanThePaperIsAComplaint() throws Exception {
        send("41".repeat(49) + "0a" + "1d7201");
        answers(1);
        assertFalse(printer.complaints().isEmpty());
    }

    private void send(String hex) throws IOException {
        line.write(HexFormat.of().parseHex(hex));
    }

    private String answers(int count) throws IOException {
        StringBuilder answers = new StringBuilder();
        byte[] received = new byte[1];
        for (int i = 0; i < count && line.read(received, Duration.ofSeconds(60)) == 1; i++) {
            answers.append(HexFormat.of().formatHex(received));
        }
        return answers.toString();
    }

    private void until(BooleanSupplier condition) throws InterruptedException {
        eventually(() -> "it; complaints: " + printer.complaints(), condition::getAsBoolean);
    }
}
