package cn.ting.power;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.device.inventory.DeviceSettings;
import cn.ting.device.inventory.Drivers;
import cn.ting.device.inventory.Inventory;
import cn.ting.device.inventory.InventorySettings;
import cn.ting.device.ups.NutDriver;
import cn.ting.device.ups.SimulatedUps;
import cn.ting.device.ups.Supply;
import cn.ting.device.ups.Ups;
import cn.ting.outbox.Outbox;
import cn.ting.settings.PlaceSettings;
import cn.ting.settings.Setting;
import cn.ting.settings.SettingsFile;
import cn.ting.store.Ledger;
import cn.ting.time.SteppedClock;
import cn.ting.time.SystemClock;
import cn.ting.visit.Acts;
import cn.ting.visit.EndReason;
import cn.ting.visit.Milestone;
import cn.ting.visit.Visit;
import cn.ting.visit.VisitBook;
import cn.ting.visit.VisitListener;
import cn.ting.visit.VisitSettings;
import cn.ting.visit.Visits;
import cn.ting.wire.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The policy at a simulated UPS, with real visits: the UPS is asked in real time, all that the kiosk waits for is stepped. */
@Timeout(120)
class PowerWatchTest {

    /** A file of settings with devices alone. */
    record Cabinet(@Setting(why = "the devices") List<DeviceSettings> devices) {}

    private static final Milestone.Began TOUCH = new Milestone.Began("touch");

    @TempDir
    Path folder;

    private final SteppedClock clock = new SteppedClock();
    private final SystemClock real = new SystemClock();
    private final Conditions conditions = new Conditions(clock);
    private final SimulatedUps far = new SimulatedUps(0, "kiosk", real);
    private final BlockingQueue<Supply> told = new LinkedBlockingQueue<>();
    private final List<EndReason> ended = new ArrayList<>();
    private final List<String> parked = new ArrayList<>();
    private Ledger ledger;
    private Inventory inventory;
    private Visits visits;
    private Acts acts;
    private PowerWatch power;

    private void kiosk(boolean shutdown, boolean withUps) throws Exception {
        // Longer than any thread here stands still, or the kiosk would rightly take the UPS for silent.
        kiosk(shutdown, withUps, Duration.ofSeconds(10));
    }

    private void kiosk(boolean shutdown, boolean withUps, Duration patience) throws Exception {
        ledger = new Ledger(folder.resolve("ledger.db"), conditions, clock);
        VisitBook book = new VisitBook(new Outbox(ledger, clock, new PlaceSettings("area", "k1", "亭", "Kiosk")), clock);
        visits = new Visits(new VisitSettings(Duration.ofMinutes(10), Duration.ofMinutes(2), 10, Duration.ofSeconds(8)), clock, ledger, book);
        visits.listen(new VisitListener() {
            @Override
            public void ended(Visit visit, EndReason reason) {
                ended.add(reason);
            }
        });
        acts = new Acts(ledger, book);
        far.start();
        String device = "{name: ups, driver: nut, line: \"%s\", profile: {pollEvery: 100ms, patience: %dms, holds: 1min}}"
                .formatted(far.line().address(), patience.toMillis());
        Path file = Files.writeString(folder.resolve("cabinet.yaml"), "devices: [" + (withUps ? device : "") + "]\n");
        Duration reopen = Duration.ofMillis(100);
        inventory = new Inventory(new Drivers(List.of(new NutDriver())), new InventorySettings(false, reopen, reopen, Duration.ofSeconds(60)),
                SettingsFile.read(file, Cabinet.class).devices(), new Lines(), real, conditions);
        power = new PowerWatch(inventory, new PowerSettings(Duration.ofSeconds(60), Duration.ofSeconds(10), shutdown),
                visits, acts, conditions, clock);
        power.start(() -> parked.add("parked"));
        // Told after the kiosk was.
        inventory.find(Ups.class).ifPresent(ups -> ups.onChange(() -> told.add(ups.now().supply())));
        inventory.start();
        if (withUps) {
            heard(Supply.MAINS);
        }
    }

    @AfterEach
    void stop() {
        inventory.stop();
        far.close();
        ledger.close();
    }

    /** Waits until the UPS has told this, and the kiosk takes note of it. No time passes for the kiosk. */
    private void heard(Supply supply) throws InterruptedException {
        Supply next = told.poll(60, TimeUnit.SECONDS);
        while (next != supply && next != null) {
            next = told.poll(60, TimeUnit.SECONDS);
        }
        assertEquals(supply, next);
        clock.step(Duration.ZERO);
    }

    /** To be called when the kiosk has seen that they are lost: what the UPS told before that counts no more. */
    private void mainsComeBack() throws InterruptedException {
        told.clear();
        far.restoreMains();
        heard(Supply.MAINS);
    }

    /** Waits until what the UPS has told brings this about. */
    private void until(BooleanSupplier holds) throws InterruptedException {
        eventually(() -> {
            clock.step(Duration.ZERO);
            return holds.getAsBoolean();
        });
    }

    private boolean outOfService() {
        return conditions.has(PowerFault.OUT_OF_SERVICE);
    }

    @Test
    void aVisitHasItsLastMinuteThenNobodyIsTakenInUntilMainsAreSteady() throws Exception {
        kiosk(false, true);
        visits.begin(TOUCH).orElseThrow();
        far.loseMains();
        until(this::outOfService);
        assertEquals(Optional.of(Duration.ofSeconds(60)), power.left());
        assertTrue(acts.held());
        clock.step(Duration.ofSeconds(59));
        assertEquals(List.of(), ended);
        clock.step(Duration.ofSeconds(1));
        assertEquals(List.of(EndReason.POWER), ended);
        assertEquals(Optional.empty(), power.left());
        assertTrue(visits.begin(TOUCH).isEmpty());

        mainsComeBack();
        clock.step(Duration.ofSeconds(9));
        assertTrue(visits.begin(TOUCH).isEmpty());
        clock.step(Duration.ofSeconds(1));
        assertTrue(visits.begin(TOUCH).isPresent());
        assertFalse(acts.held() || outOfService());
        assertEquals(List.of(), parked);
    }

    @Test
    void mainsThatComeBackInTimeSpareTheVisitAndThoseThatFailAgainDoNot() throws Exception {
        kiosk(false, true);
        visits.begin(TOUCH).orElseThrow();
        far.loseMains();
        until(this::outOfService);
        clock.step(Duration.ofSeconds(55));
        mainsComeBack();
        clock.step(Duration.ofSeconds(6));
        assertEquals(List.of(), ended, "mains that are back may be there to stay");
        clock.step(Duration.ofSeconds(4));
        assertFalse(outOfService());
        assertTrue(visits.current().isPresent());

        far.loseMains();
        until(this::outOfService);
        clock.step(Duration.ofSeconds(58));
        mainsComeBack();
        clock.step(Duration.ofSeconds(5));
        assertEquals(List.of(), ended);
        far.loseMains();
        until(() -> ended.equals(List.of(EndReason.POWER)));
        clock.step(Duration.ofSeconds(30));
        assertTrue(outOfService(), "they were never steady");
    }

    @Test
    void aNearlyEmptyBatteryEndsTheVisitAtOnceAndTheKioskWhereTheMachineIsShutDown() throws Exception {
        kiosk(true, true);
        visits.begin(TOUCH).orElseThrow();
        far.loseMains();
        until(this::outOfService);
        far.drain();
        until(() -> ended.equals(List.of(EndReason.POWER)));
        clock.step(Duration.ofSeconds(9));
        assertEquals(List.of(), parked, "a slip underway comes out first");
        clock.step(Duration.ofSeconds(1));
        assertEquals(List.of("parked"), parked);
    }

    @Test
    void aBatteryThatIsNowLowNowNotPutsNothingOff() throws Exception {
        kiosk(true, true);
        far.loseMains();
        heard(Supply.BATTERY);
        far.drain();
        heard(Supply.BATTERY_LOW);
        clock.step(Duration.ofSeconds(6));
        far.loseMains();
        heard(Supply.BATTERY);
        far.drain();
        heard(Supply.BATTERY_LOW);
        clock.step(Duration.ofSeconds(3));
        assertEquals(List.of(), parked);
        clock.step(Duration.ofSeconds(1));
        assertEquals(List.of("parked"), parked, "ten seconds after it was low first");
        far.loseMains();
        heard(Supply.BATTERY);
        far.drain();
        heard(Supply.BATTERY_LOW);
        clock.step(Duration.ofMinutes(1));
        assertEquals(List.of("parked"), parked, "once");
    }

    @Test
    void aUpsThatFallsSilentWhenItIsNearlyEmptyPutsNothingOff() throws Exception {
        kiosk(true, true);
        far.loseMains();
        far.drain();
        heard(Supply.BATTERY_LOW);
        clock.step(Duration.ofSeconds(6));
        far.stale(true);
        heard(Supply.UNKNOWN);
        clock.step(Duration.ofSeconds(4));
        assertEquals(List.of("parked"), parked);
    }

    @Test
    void mainsThatComeBackCallParkingOffAndThoseThatFailAgainHaveTheirOwnTenSeconds() throws Exception {
        kiosk(true, true);
        far.loseMains();
        far.drain();
        heard(Supply.BATTERY_LOW);
        clock.step(Duration.ofSeconds(9));
        mainsComeBack();
        clock.step(Duration.ofSeconds(9));
        assertEquals(List.of(), parked);
        far.loseMains();
        far.drain();
        heard(Supply.BATTERY_LOW);
        clock.step(Duration.ofSeconds(9));
        assertEquals(List.of(), parked);
        clock.step(Duration.ofSeconds(1));
        assertEquals(List.of("parked"), parked);
    }

    @Test
    void aNearlyEmptyBatteryIsWaitedOutWhereNobodyShutsTheMachineDown() throws Exception {
        kiosk(false, true);
        visits.begin(TOUCH).orElseThrow();
        far.loseMains();
        far.drain();
        until(() -> ended.equals(List.of(EndReason.POWER)));
        clock.step(Duration.ofMinutes(5));
        assertEquals(List.of(), parked);
        mainsComeBack();
        clock.step(Duration.ofSeconds(10));
        assertTrue(visits.begin(TOUCH).isPresent());
    }

    @Test
    void silenceChangesNothing() throws Exception {
        kiosk(true, true, Duration.ofMillis(200));
        visits.begin(TOUCH).orElseThrow();
        far.mute(true);
        heard(Supply.UNKNOWN);
        clock.step(Duration.ofMinutes(5));
        assertTrue(visits.current().isPresent() && !outOfService());
        far.mute(false);
        far.loseMains();
        until(this::outOfService);
        far.mute(true);
        heard(Supply.UNKNOWN);
        clock.step(Duration.ofMinutes(5));
        assertEquals(List.of(EndReason.POWER), ended);
        assertTrue(outOfService() && visits.begin(TOUCH).isEmpty(), "nobody has said that the mains are back");
        assertEquals(List.of(), parked);
    }

    @Test
    void aKioskWithoutAUpsKnowsNothingOfIt() throws Exception {
        kiosk(false, false);
        clock.step(Duration.ofMinutes(1));
        assertTrue(visits.begin(TOUCH).isPresent() && power.left().isEmpty() && !acts.held());
    }
}
