package cn.ting.device.inventory;

import cn.ting.condition.Conditions;
import cn.ting.condition.Fault;
import cn.ting.settings.SettingsException;
import cn.ting.supply.PowerCycles;
import cn.ting.time.KioskClock;
import cn.ting.wire.HotPlug;
import cn.ting.wire.Lines;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The devices of this cabinet. Made with every device attached to its driver and no line open; {@link #start()} gives each
 * a thread of its own, which opens its line, serves it, and opens it again whenever it broke.
 *
 * <p>Safe for use by any thread.
 */
@Singleton
public final class Inventory {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int VERDICT_SECONDS = 30;
    private static final Logger LOG = Logger.getLogger(Inventory.class);

    private final List<DeviceKeeper> keepers = new ArrayList<>();
    private final List<DevicePower> powers = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final KioskClock clock;
    private final DevicePower modem;
    private final Duration modemAfter;
    private final HotPlug hotPlug;
    private KioskClock.Alarm rounds = () -> {};

    /**
     * Attaches every device to its driver.
     *
     * @throws SettingsException when {@link Drivers#check} refuses them
     */
    public Inventory(
            Drivers drivers,
            InventorySettings settings,
            List<DeviceSettings> devices,
            Lines lines,
            KioskClock clock,
            Conditions conditions) {
        this.clock = clock;
        drivers.check(settings, devices);
        // An outage of the platform meets every kiosk at once; their modems shall not all leave the carrier's network in one second.
        modemAfter = settings.modemAfter().plusMillis(ThreadLocalRandom.current().nextLong(settings.modemAfter().toMillis() / 2 + 1));
        modem = power(settings.fedModem(), settings);
        for (DeviceSettings device : devices) {
            keepers.add(new DeviceKeeper(
                    drivers.of(device), device, settings, lines, clock, conditions, power(device, settings), this::changed));
        }
        Map<Path, Consumer<Boolean>> paths = new HashMap<>();
        keepers.forEach(keeper -> keeper.path().ifPresent(path -> paths.put(path, keeper::plugged)));
        hotPlug = new HotPlug(paths);
    }

    private DevicePower power(DeviceSettings fed, InventorySettings settings) {
        DevicePower power = new DevicePower(() -> relay(fed), fed.power(), fed.channel(), settings.powerOff(), settings.powerMost(), clock);
        powers.add(power);
        return power;
    }

    /** Has the bounds of every device's power outlive this process; called before {@link #start()}, if at all. Waits for the disk. */
    public void keepPowerCycles(PowerCycles cycles) {
        powers.forEach(power -> power.keepTo(cycles));
    }

    /** Starts to open and serve every line. Called once. */
    public void start() {
        hotPlug.start();
        keepers.forEach(DeviceKeeper::start);
        rounds = clock.every(ROUND, () -> keepers.forEach(DeviceKeeper::checkRound));
    }

    /** Closes every line, all at the same time, and waits for that and for the devices' threads, no longer than two seconds in all. */
    public void stop() {
        rounds.cancel();
        modem.callOff();
        hotPlug.stop();
        keepers.forEach(DeviceKeeper::stop);
        Duration deadline = clock.uptime().plus(STOP_PATIENCE);
        for (DeviceKeeper keeper : keepers) {
            keeper.awaitEnd(deadline);
        }
    }

    /**
     * What lies beyond the modem is reached, or is not; to be told at the start and whenever that changes. A modem that hangs on a relay
     * is switched off and on after {@code inventory.modemAfter} without, or up to half as long again, each kiosk at a moment of its own;
     * and again after as long, within the bounds of every device's power. Returns at once.
     *
     * @param reached whether it is; asked on the clock's thread too
     */
    public void outside(BooleanSupplier reached) {
        if (reached.getAsBoolean()) {
            modem.callOff();
        } else {
            modem.resortUnless(reached, modemAfter,
                    () -> LOG.warnf("nothing outside was reached for %s: the modem was switched off and on", modemAfter));
        }
    }

    /** The first device listed in {@code device-config} that offers this port. */
    public <T> Optional<T> find(Class<T> port) {
        return all(port).stream().findFirst();
    }

    /** Every device that offers this port, in the order of {@code device-config}. */
    public <T> List<T> all(Class<T> port) {
        return keepers.stream().map(DeviceKeeper::device).filter(port::isInstance).<T>map(port::cast).toList();
    }

    /** How every device is, in the order of {@code device-config}. */
    public List<DeviceStatus> statuses() {
        return keepers.stream().map(DeviceKeeper::status).toList();
    }

    /** The names of the devices whose threads are stuck beyond what closing their lines could free. */
    public List<String> hung() {
        return keepers.stream().filter(DeviceKeeper::hung).map(keeper -> keeper.status().name()).toList();
    }

    /**
     * Has a device prove what it is for, at a technician's word. Returns at once.
     *
     * @param name the device's name in {@code device-config}
     * @return the verdict within {@value #VERDICT_SECONDS} seconds, never exceptionally; empty when there is no such device
     */
    public Optional<CompletableFuture<Verdict>> selfTest(String name) {
        return keepers.stream().filter(keeper -> keeper.status().name().equals(name)).findFirst().map(this::tested);
    }

    private CompletableFuture<Verdict> tested(DeviceKeeper keeper) {
        DeviceStatus.Now now = keeper.status().now();
        String state = "it is " + now.state().name().toLowerCase(Locale.ROOT);
        if (!now.state().answers() || !(keeper.device() instanceof SelfTesting testing)) {
            Optional<Fault> why = now.cause().or(() -> now.state().answers() ? Optional.empty() : Optional.of(InventoryFault.ABSENT));
            return CompletableFuture.completedFuture(
                    now.state().inService() ? Verdict.passed(state) : new Verdict(false, why, state));
        }
        CompletableFuture<Verdict> verdict = testing.selfTest()
                .exceptionally(Inventory::brokenOff);
        KioskClock.Alarm end = clock.after(Duration.ofSeconds(VERDICT_SECONDS),
                () -> verdict.complete(Verdict.failed("no verdict within " + VERDICT_SECONDS + " s")));
        return verdict.whenComplete((given, never) -> {
            end.cancel();
            keeper.status().note((given.passed() ? "passed its test: " : "failed its test: ") + given.seen());
        });
    }

    private static Verdict brokenOff(Throwable failed) {
        Throwable why = failed instanceof CompletionException wrapped ? wrapped.getCause() : failed;
        return Verdict.failed(why instanceof RejectedExecutionException
                ? "it is busy: ask again" : "the test broke off: " + why.getClass().getSimpleName());
    }

    private Optional<PowerSwitch> relay(DeviceSettings device) {
        return keepers.stream()
                .filter(keeper -> keeper.status().name().equals(device.relay()))
                .map(DeviceKeeper::device)
                .filter(PowerSwitch.class::isInstance)
                .map(PowerSwitch.class::cast)
                .findFirst();
    }

    /** Registers for changes of any device's state. Listeners run on the device's thread or the clock's, so they may only enqueue. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }
}
