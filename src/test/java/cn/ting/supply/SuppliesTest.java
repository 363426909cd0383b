package cn.ting.supply;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.store.Ledger;
import cn.ting.store.LedgerFault;
import cn.ting.time.SteppedClock;
import cn.ting.time.SystemClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class SuppliesTest {

    @TempDir
    Path directory;

    private final SteppedClock clock = new SteppedClock();
    private final Conditions conditions = new Conditions(clock);
    private Ledger ledger;
    private Supplies supplies;

    @BeforeEach
    void open() {
        ledger = new Ledger(directory.resolve("ledger.db"), conditions, clock);
        supplies = new Supplies(ledger, clock, conditions);
    }

    @AfterEach
    void close() {
        supplies.stop();
        ledger.close();
    }

    @Test
    void whatIsUsedIsLessAndLittleIsToldUntilSomebodyBringsMore() {
        Supply paper = paper();
        paper.used(44.5);
        assertEquals(5.5, paper.left(), 0.001);
        assertFalse(conditions.has(SupplyFault.LOW));
        paper.used(0.5);
        assertTrue(paper.low());
        assertEquals("printer paper", conditions.present().get(0).subject());
        assertEquals("paper of printer: 5.0 of 50 m", conditions.present().get(0).detail());
        assertFalse(supplies.replenished("printer", "toner-black"));
        assertTrue(supplies.replenished("printer", ""));
        assertEquals(50, paper.left());
        assertFalse(conditions.has(SupplyFault.LOW));
    }

    @Test
    void nothingIsLeftWhenMoreWasUsedThanThereWasAndNothingIsUsedBackwards() {
        Supply paper = paper();
        paper.used(-3);
        assertEquals(50, paper.left());
        paper.used(80);
        assertEquals(0, paper.left());
    }

    @Test
    void whatADeviceMeasuresIsBelieved() {
        Supply toner = supplies.measured("a4", "toner-black", 100, "%", 10);
        assertEquals(List.of(), supplies.all(), "a printer that has not told is not full");
        toner.measured(9);
        assertEquals(List.of(toner), supplies.all());
        assertTrue(conditions.has(SupplyFault.LOW));
        toner.measured(180);
        assertEquals(100, toner.left());
        assertFalse(conditions.has(SupplyFault.LOW));
    }

    @Test
    void theNextLifeKnowsWhatThisOneUsedAndWhatItUsedBeforeItKnew() throws Exception {
        paper().used(10);
        supplies.stop();
        supplies = new Supplies(ledger, clock, conditions);
        Supply paper = paper();
        paper.used(2);
        supplies.start();
        while (paper.left() != 38) {
            Thread.onSpinWait();
        }
    }

    @Test
    void thatARollHasEndedIsOnDiskAtOnceAndKnownToTheNextLife() {
        supplies.start();
        Supply paper = paper();
        paper.used(30);
        paper.ended();
        untilKept(new SupplyTable.Kept(20, true));

        supplies = new Supplies(ledger, clock, conditions);
        Supply after = paper();
        supplies.start();
        while (!after.hasEnded()) {
            Thread.onSpinWait();
        }
        assertEquals(20, after.left(), "nothing is corrected at the end itself");
        after.goesOn(true);
        untilKept(new SupplyTable.Kept(50, false));
    }

    @Test
    void anEndThatTheDiskRefusesIsKeptAtTheNextTimeOfSavingThoughNothingChangesAnyMore() {
        run("CREATE TRIGGER full BEFORE INSERT ON supply BEGIN SELECT RAISE(FAIL, 'full'); END");
        supplies.start();
        paper().ended();
        until(() -> conditions.has(LedgerFault.UNAVAILABLE));
        run("DROP TRIGGER full");
        clock.step(Duration.ofMinutes(5));
        untilKept(new SupplyTable.Kept(50, true));
    }

    /** No clock is stepped: it does not wait for the time of saving. */
    private void untilKept(SupplyTable.Kept kept) {
        until(() -> ledger.read(new SupplyTable()::all).containsValue(kept));
    }

    private static void until(BooleanSupplier holds) {
        SystemClock wall = new SystemClock();
        for (int i = 0; i < 12_000 && !holds.getAsBoolean(); i++) {
            assertDoesNotThrow(() -> wall.pause(Duration.ofMillis(5)));
        }
        assertTrue(holds.getAsBoolean());
    }

    private void run(String statement) {
        ledger.write(tx -> tx.prepare(statement).execute());
    }

    @Test
    void whatADeviceHasMeasuredIsNewerThanWhatTheLastLifeKnew() {
        Supply toner = supplies.measured("a4", "toner", 100, "%", 10);
        toner.remember(42, false);
        assertEquals(42, toner.left());
        toner.measured(80);
        toner.remember(42, false);
        assertEquals(80, toner.left());
        Supply waste = supplies.measured("a4", "drum", 100, "%", 10);
        assertTrue(supplies.replenished("a4", "drum"));
        assertEquals(List.of(waste, toner), supplies.all(), "a hand has told");
    }

    @Test
    void whatIsLeftIsKeptEveryFiveMinutesAndNotWithoutNews() {
        supplies.start();
        Supply paper = paper();
        paper.used(10);
        clock.step(Duration.ofMinutes(5));
        while (ledger.commits() == 0) {
            Thread.onSpinWait();
        }
        clock.step(Duration.ofMinutes(20));
        supplies.stop();
        assertEquals(1, ledger.commits());
    }

    /** The ledger is closed after that. */
    @Test
    void whatIsOnItsWayToTheDiskIsThereWhenAStopReturns() throws Exception {
        Semaphore held = new Semaphore(0);
        Semaphore free = new Semaphore(0);
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> ledger.write(tx -> {
            held.release();
            free.acquireUninterruptibly();
            return null;
        }));
        held.acquire();
        supplies.start();
        paper().used(10);
        clock.step(Duration.ofMinutes(5));
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(supplies::stop);
        try {
            assertThrows(TimeoutException.class, () -> stopping.get(200, TimeUnit.MILLISECONDS));
        } finally {
            free.release();
        }
        holder.get(60, TimeUnit.SECONDS);
        stopping.get(60, TimeUnit.SECONDS);
        assertEquals(2, ledger.commits());
    }

    @Test
    void aLedgerThatCannotBeReadCostsOnlyTheMemoryOfEarlierLives() throws Exception {
        ledger.close();
        ledger = new Ledger(Files.createDirectory(directory.resolve("broken.db")), conditions, clock);
        supplies = new Supplies(ledger, clock, conditions);
        Supply paper = paper();
        supplies.start();
        paper.used(1);
        supplies.stop();
        assertEquals(49, paper.left());
    }

    private Supply paper() {
        return supplies.of("printer", "paper", 50, "m", 5);
    }
}
