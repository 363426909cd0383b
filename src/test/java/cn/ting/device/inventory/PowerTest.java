package cn.ting.device.inventory;

import static cn.ting.time.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.ting.condition.Conditions;
import cn.ting.settings.Section;
import cn.ting.settings.SettingsException;
import cn.ting.store.Ledger;
import cn.ting.supply.Supplies;
import cn.ting.time.SteppedClock;
import cn.ting.wire.Line;
import cn.ting.wire.Lines;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A device that stays away is switched off and on by its relay, seldom and not for ever. */
@Timeout(300)
class PowerTest {

    private final PausingClock clock = new PausingClock();
    private final List<String> cycles = new CopyOnWriteArrayList<>();
    private Inventory inventory;

    @AfterEach
    void stop() {
        if (inventory != null) {
            inventory.stop();
        }
    }

    @Test
    void aDeviceThatStaysAwayIsSwitchedOffAndOnAsOftenAsTheBoundAllows() throws Exception {
        inventory = inventory("relay/3");
        inventory.start();
        eventually(() -> inventory.statuses().get(1).now().state() == DeviceState.READY);
        clock.stepped.step(Duration.ofMinutes(2).minusMillis(1));
        assertEquals(List.of(), cycles);
        clock.stepped.step(Duration.ofMillis(1));
        assertEquals(List.of("3 for PT5S"), cycles);
        clock.stepped.step(Duration.ofHours(23));
        assertEquals(4, cycles.size());
        clock.stepped.step(Duration.ofHours(2));
        assertEquals(8, cycles.size(), "a new day has its own four");
        assertTrue(inventory.statuses().get(0).events().stream().anyMatch(event -> event.what().equals("switched off and on by its relay")));
    }

    @Test
    void aDeviceWhoseLineOpensAndThatNeverAnswersIsSwitchedToo() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            inventory = inventory("relay/3", "tcp:127.0.0.1:" + mute.getLocalPort());
            inventory.start();
            eventually(() -> inventory.statuses().get(1).now().state() == DeviceState.READY);
            for (int i = 0; i < 12; i++) {
                mute.accept().close();
                clock.nextPause();
                clock.stepped.step(Duration.ofSeconds(10));
                clock.letGo();
            }
            assertEquals(List.of("3 for PT5S"), cycles);
        }
    }

    @Test
    void aDriverThatAsksTwiceInARowGetsItOnce() throws Exception {
        inventory = inventory("relay/1");
        DevicePower power = inventory.find(ScriptedDriver.Bell.class).orElseThrow().power();
        assertTrue(power.available());
        assertTrue(power.cycle().get());
        assertFalse(power.cycle().get());
        clock.stepped.step(Duration.ofMinutes(2));
        assertTrue(power.cycle().get());
        assertEquals(List.of("1 for PT5S", "1 for PT5S"), cycles);
    }

    @Test
    void aCycleThatMayHaveBeenIsCountedAndOneThatWasNotBegunIsNot() throws Exception {
        inventory = inventory("relay/1");
        DevicePower power = inventory.find(ScriptedDriver.Bell.class).orElseThrow().power();
        cycled = PowerSwitch.Cycled.NOT_BEGUN;
        assertFalse(power.cycle().get());
        cycled = PowerSwitch.Cycled.UNCONFIRMED;
        assertFalse(power.cycle().get());
        assertFalse(power.cycle().get());
        assertEquals(2, cycles.size(), "the third came too soon after what may have been one");
    }

    /** Taking power may take the kiosk's own. */
    @Test
    void aKioskThatIsStartedOverAndOverCountsOn(@TempDir Path folder) throws Exception {
        try (Ledger ledger = new Ledger(folder.resolve("ledger.db"), new Conditions(clock), clock)) {
            assertTrue(nextLife(ledger).cycle().get(60, TimeUnit.SECONDS));
            assertFalse(nextLife(ledger).cycle().get(60, TimeUnit.SECONDS), "the last was a moment ago");
            cycled = PowerSwitch.Cycled.NOT_BEGUN;
            clock.stepped.step(Duration.ofMinutes(2));
            assertFalse(nextLife(ledger).cycle().get(60, TimeUnit.SECONDS));
            cycled = PowerSwitch.Cycled.DONE;
            for (int life = 0; life < 6; life++) {
                clock.stepped.step(Duration.ofMinutes(3));
                nextLife(ledger).cycle().get(60, TimeUnit.SECONDS);
            }
            assertEquals(4 + 1, cycles.size(), "and one that was not begun");
            clock.stepped.step(Duration.ofDays(1));
            assertTrue(nextLife(ledger).cycle().get(60, TimeUnit.SECONDS));
        }
    }

    /** To such a clock all of them have just been, and none may become another's double. */
    @Test
    void aClockThatIsBehindAtEachStartCountsThemAllTheSame(@TempDir Path folder) throws Exception {
        PowerSwitch relay = (channel, off) -> {
            cycles.add(channel + " for " + off);
            return CompletableFuture.completedFuture(PowerSwitch.Cycled.DONE);
        };
        try (Ledger ledger = new Ledger(folder.resolve("ledger.db"), new Conditions(clock), clock)) {
            Instant now = clock.instant();
            for (int life = 0; life < 8; life++) {
                SteppedClock booted = new SteppedClock(life < 3 ? now.plus(Duration.ofMinutes(10L * life)) : Instant.EPOCH);
                DevicePower power = new DevicePower(() -> Optional.of(relay), "relay/1", 1, Duration.ofSeconds(5), 4, booted);
                power.keepTo(new Supplies(ledger, booted, new Conditions(booted)).powerCycles());
                booted.step(Duration.ofMinutes(3));
                power.cycle().get(60, TimeUnit.SECONDS);
            }
            assertEquals(4, cycles.size());
        }
    }

    private DevicePower nextLife(Ledger ledger) {
        inventory = inventory("relay/1");
        inventory.keepPowerCycles(new Supplies(ledger, clock, new Conditions(clock)).powerCycles());
        return inventory.find(ScriptedDriver.Bell.class).orElseThrow().power();
    }

    @Test
    void withoutARelayNothingIsSwitched() throws Exception {
        inventory = inventory("none");
        inventory.start();
        eventually(() -> inventory.statuses().get(1).now().state() == DeviceState.READY);
        clock.stepped.step(Duration.ofHours(1));
        assertEquals(List.of(), cycles);
        assertFalse(inventory.find(ScriptedDriver.Bell.class).orElseThrow().power().cycle().get());
    }

    @Test
    void powerFromARelayThatIsNotThereIsRefused() {
        var refused = assertThrows(SettingsException.class, () -> inventory("fuse/1"));
        assertEquals("devices[0].power names no device here: fuse", refused.getMessage());
        var channel = assertThrows(SettingsException.class, () -> inventory("relay/9"));
        assertEquals("devices[0].power names channel 9 of relay; there are 1, 3", channel.getMessage());
        var itself = assertThrows(SettingsException.class, () -> inventory("bell/1"));
        assertEquals("devices[0].power is to come from bell, which has none for it", itself.getMessage());
        var written = assertThrows(IllegalArgumentException.class,
                () -> new DeviceSettings("bell", "scripted", "tcp:192.0.2.1:1", "relay", Section.empty()));
        assertEquals("has its power as RELAY/CHANNEL, such as relay/3, or none, not relay", written.getMessage());
    }

    @Test
    void aDeviceIsSwitchedNoMoreOnceItAnswers() throws Exception {
        try (ServerSocket far = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            inventory = inventory("relay/3", "tcp:127.0.0.1:" + far.getLocalPort(), Duration.ofSeconds(10));
            inventory.start();
            try (Socket line = far.accept()) {
                eventually(() -> inventory.statuses().get(0).now().state() == DeviceState.PRESENT);
                clock.stepped.step(Duration.ofSeconds(5));
                line.getOutputStream().write('r');
                eventually(() -> inventory.statuses().get(0).now().state() == DeviceState.READY);
                clock.stepped.step(Duration.ofSeconds(6));
                assertEquals(List.of(), cycles);
            }
        }
    }

    @Test
    void aModemIsSwitchedWhenNothingOutsideIsReachedForLongAndNoOftenerThanADevice() {
        inventory = inventory("none", "tcp:127.0.0.1:1", Duration.ofMinutes(2), "relay/3");
        AtomicBoolean reached = new AtomicBoolean(true);
        inventory.outside(reached::get);
        clock.stepped.step(Duration.ofHours(5));
        assertEquals(List.of(), cycles);
        reached.set(false);
        inventory.outside(reached::get);
        clock.stepped.step(Duration.ofMinutes(29));
        assertEquals(List.of(), cycles, "the platform may be starting anew");
        inventory.outside(reached::get);
        // Up to half as long again, or all kiosks of a city would do it in the same second.
        clock.stepped.step(Duration.ofMinutes(16));
        assertEquals(List.of("3 for PT5S"), cycles);
        clock.stepped.step(Duration.ofHours(20));
        assertEquals(4, cycles.size());
        reached.set(true);
        inventory.outside(reached::get);
        clock.stepped.step(Duration.ofDays(3));
        assertEquals(4, cycles.size());
    }

    @Test
    void aModemOnWhatIsNoRelayIsRefused() {
        var refused = assertThrows(SettingsException.class, () -> inventory("none", "tcp:127.0.0.1:1", Duration.ofMinutes(2), "bell/1"));
        assertEquals("inventory.modem is to come from bell, which has none for it", refused.getMessage());
        var written = assertThrows(IllegalArgumentException.class, () -> inventory("none", "tcp:127.0.0.1:1", Duration.ofMinutes(2), "4"));
        assertEquals("has its modem on RELAY/CHANNEL, such as board/4, or on none, not on 4", written.getMessage());
    }

    /** Each would count by itself how often the one relay was switched, and the kiosk's next life would know of the last one's count only. */
    @Test
    void aChannelFeedsOneDeviceOrTheModem() {
        DeviceSettings relay = new DeviceSettings("relay", "board", "anywhere", Section.empty());
        var devices = assertThrows(SettingsException.class,
                () -> inventory("none", fed("bell", 1, "relay/3"), fed("gong", 2, "relay/3"), relay));
        assertEquals("devices[1].power relay/3 feeds bell already: give gong another channel, or none", devices.getMessage());
        var modem = assertThrows(SettingsException.class,
                () -> inventory("relay/3", relay, fed("bell", 1, "none"), fed("gong", 2, "relay/3")));
        assertEquals("inventory.modem relay/3 feeds gong already: give modem another channel, or none", modem.getMessage());
        inventory = inventory("none", fed("bell", 1, "none"), fed("gong", 2, "none"), fed("horn", 3, "relay/1"), fed("drum", 4, "relay/3"), relay);
        assertEquals(5, inventory.statuses().size(), "none is no channel");
    }

    private static DeviceSettings fed(String name, int port, String power) {
        return new DeviceSettings(name, "scripted", "tcp:127.0.0.1:" + port, power, Section.empty());
    }

    /** Port 1 of this machine: nobody is there. */
    private Inventory inventory(String power) {
        return inventory(power, "tcp:127.0.0.1:1");
    }

    private Inventory inventory(String power, String line) {
        return inventory(power, line, Duration.ofMinutes(2));
    }

    private Inventory inventory(String power, String line, Duration powerAfter) {
        return inventory(power, line, powerAfter, "none");
    }

    private Inventory inventory(String power, String line, Duration powerAfter, String modem) {
        return inventory(powerAfter, modem, new DeviceSettings("bell", "scripted", line, power, Section.empty()),
                new DeviceSettings("relay", "board", "anywhere", Section.empty()));
    }

    private Inventory inventory(String modem, DeviceSettings... devices) {
        return inventory(Duration.ofMinutes(2), modem, devices);
    }

    private Inventory inventory(Duration powerAfter, String modem, DeviceSettings... devices) {
        return new Inventory(
                new Drivers(List.of(new ScriptedDriver(), new Board())),
                new InventorySettings(true, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(3), powerAfter,
                        Duration.ofSeconds(5), 4, modem, Duration.ofMinutes(30)),
                List.of(devices), new Lines(), clock, new Conditions(clock));
    }

    /** A relay board that is reached without a line and obeys. */
    private final class Board extends PretendDriver.WithoutLine {

        Board() {
            super("board", BoardDevice::new);
        }

        @Override
        public List<Integer> feeds(Section profile) {
            return List.of(1, 3);
        }
    }

    /** What a board says of its cycles. */
    private PowerSwitch.Cycled cycled = PowerSwitch.Cycled.DONE;

    private final class BoardDevice implements Device, PowerSwitch {

        private final DevicePlace place;

        BoardDevice(DevicePlace place) {
            this.place = place;
        }

        @Override
        public void serve(Line line) throws InterruptedException {
            assertEquals(Line.NONE, line);
            assertEquals("anywhere", place.address());
            place.status().is(DeviceState.READY);
            new CountDownLatch(1).await();
        }

        @Override
        public CompletableFuture<Cycled> cycle(int channel, Duration off) {
            cycles.add(channel + " for " + off);
            return CompletableFuture.completedFuture(cycled);
        }
    }
}
