package cn.ting.device.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.receipt.PrintOutcome.NotPrinted;
import cn.ting.device.receipt.PrintOutcome.Printed;
import cn.ting.device.receipt.SimulatedEscPosPrinter.Model;
import cn.ting.roll.SampleSlips;
import cn.ting.store.Ledger;
import cn.ting.supply.Supplies;
import cn.ting.time.HeldClock;
import cn.ting.time.KioskClock;
import cn.ting.time.SystemClock;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a printer that forgets by its power alone holds of a slip is known to a kiosk that starts anew. */
@Timeout(240)
class PrinterOfTwoLivesTest {

    private static final Optional<ReceiptFault> UNPURGED = Optional.of(ReceiptFault.UNPURGED);
    /** What a printer is found to be; its conditions are set by then. */
    private static final Optional<ReceiptFault> PAPER_OUT = Optional.of(ReceiptFault.PAPER_OUT);

    @TempDir
    Path directory;

    private final KioskClock machine = new SystemClock();
    private final HeldClock motor = new HeldClock(machine);
    private final SimulatedEscPosPrinter far = new SimulatedEscPosPrinter(0, Model.standard().with(), motor);
    private final List<Supplies> disks = new ArrayList<>();
    private final List<PrinterOnItsLine> lives = new ArrayList<>();
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = new Ledger(directory.resolve("ledger.db"), new Conditions(machine), machine);
        far.start();
    }

    @AfterEach
    void close() throws Exception {
        for (PrinterOnItsLine life : lives) {
            life.close();
        }
        disks.forEach(Supplies::stop);
        ledger.close();
    }

    /** Ends the life before and begins another one, however the printer is. */
    private PrinterOnItsLine nextLife() throws Exception {
        if (!lives.isEmpty()) {
            lives.get(lives.size() - 1).endLife();
        }
        Supplies disk = new Supplies(ledger, machine, new Conditions(machine));
        disk.start();
        disks.add(disk);
        PrinterOnItsLine life = new PrinterOnItsLine(far, "model: default-80\nstatusEvery: 50ms\nanswerPatience: 20s", disk);
        lives.add(life);
        life.serve();
        return life;
    }

    private PrinterOnItsLine ready() throws Exception {
        PrinterOnItsLine life = nextLife();
        life.until(life::ready);
        return life;
    }

    private String kept() {
        return ledger.read(tx -> {
            try (ResultSet row = tx.prepare("SELECT device || ' ' || kept FROM leftover").executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        });
    }

    private void paperEndsInASlip() throws Exception {
        PrinterOnItsLine life = ready();
        far.paperIn(25);
        assertEquals(new NotPrinted(ReceiptFault.PAPER_OUT), life.print(SampleSlips.ticket("A007")));
        life.until(() -> kept().equals("receipt STUCK"));
    }

    /** Switches the printer off and on. */
    private void technician() {
        far.power(false);
        far.line().hangUp();
        far.power(true);
    }

    private void nextSlipIsAlone(PrinterOnItsLine life) throws Exception {
        life.until(life::ready);
        assertFalse(life.conditions.has(ReceiptFault.UNPURGED));
        assertEquals(new Printed(), life.print(SampleSlips.ticket("A008")));
        PaperPiece last = far.slips().get(far.slips().size() - 1);
        assertTrue(last.text().contains("A008") && !last.text().contains("A007"), last.text().toString());
        life.until(() -> kept().isEmpty());
    }

    @Test
    void aSlipThePaperEndedInIsToldByTheNextLifeAndTheNextUntilThePowerWasGone() throws Exception {
        paperEndsInASlip();
        for (int restart = 0; restart < 2; restart++) {
            PrinterOnItsLine life = nextLife();
            life.until(() -> life.driver.trouble().equals(PAPER_OUT));
            assertTrue(life.conditions.has(ReceiptFault.UNPURGED), "a roll would bring the rest");
        }
        PrinterOnItsLine last = lives.get(lives.size() - 1);
        technician();
        far.paperIn(30_000);
        nextSlipIsAlone(last);
        assertEquals(1, far.slipCount());
    }

    @Test
    void aRollThatBringsTheRestToTheNextLifeDoesNotMakeItReady() throws Exception {
        paperEndsInASlip();
        PrinterOnItsLine second = nextLife();
        second.until(() -> second.conditions.has(ReceiptFault.UNPURGED));
        far.paperIn(30_000);
        second.until(() -> second.driver.trouble().equals(UNPURGED));
        assertEquals(new NotPrinted(ReceiptFault.UNPURGED), second.print(SampleSlips.ticket("A009")));
        technician();
        nextSlipIsAlone(second);
    }

    /** Killed in the midst of it, and the paper ended only then. */
    @Test
    void aSlipThatWasOnItsWayAsTheKioskEndedIsToldOnceThePrinterStopsInIt() throws Exception {
        PrinterOnItsLine first = ready();
        far.paperIn(25);
        motor.holdWhen(() -> !far.hanging().text().isEmpty());
        first.driver.print(SampleSlips.ticket("A007"));
        first.until(motor::isHeld);
        first.until(() -> kept().equals("receipt SENT"));
        PrinterOnItsLine second = nextLife();
        motor.goOn();
        second.until(() -> second.conditions.has(ReceiptFault.PAPER_OUT));
        second.until(() -> kept().equals("receipt STUCK"));
        second.until(() -> second.conditions.has(ReceiptFault.UNPURGED));
        technician();
        far.paperIn(30_000);
        nextSlipIsAlone(second);
    }

    /** It came to its end by itself. */
    @Test
    void aSlipThatWasOnItsWayAsTheKioskEndedAndThatNothingStoppedLetsNoKioskStand() throws Exception {
        PrinterOnItsLine first = ready();
        motor.holdWhen(() -> !far.hanging().text().isEmpty());
        first.driver.print(SampleSlips.ticket("A007"));
        first.until(motor::isHeld);
        first.until(() -> kept().equals("receipt SENT"));
        PrinterOnItsLine second = nextLife();
        motor.goOn();
        nextSlipIsAlone(second);
    }

    @Test
    void aPrinterThatHasPrintedAllIsNotSuspectedThoughItHasNoPaperAtTheNextStart() throws Exception {
        PrinterOnItsLine first = ready();
        assertEquals(new Printed(), first.print(SampleSlips.ticket("A007")));
        first.until(() -> kept().isEmpty() && ledger.commits() > 0);
        first.endLife();
        lives.clear();
        far.paperIn(0);
        PrinterOnItsLine second = nextLife();
        second.until(() -> second.driver.trouble().equals(PAPER_OUT));
        assertFalse(second.conditions.has(ReceiptFault.UNPURGED));
        far.paperIn(30_000);
        nextSlipIsAlone(second);
    }
}
