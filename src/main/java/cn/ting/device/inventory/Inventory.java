package cn.ting.device.inventory;

import cn.ting.condition.Conditions;
import cn.ting.settings.SettingsException;
import cn.ting.time.KioskClock;
import cn.ting.wire.Lines;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The devices of this cabinet. Made with every device attached to its driver and no line open; {@link #start()} gives each
 * a thread of its own, which opens its line, serves it, and opens it again whenever it broke.
 *
 * <p>Safe for use by any thread.
 */
@Singleton
public final class Inventory {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final List<DeviceKeeper> keepers = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final KioskClock clock;

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
        for (DeviceSettings device : devices) {
            keepers.add(new DeviceKeeper(drivers.of(device), device, settings, lines, clock, conditions, this::changed));
        }
    }

    /** Starts to open and serve every line. Called once. */
    public void start() {
        keepers.forEach(DeviceKeeper::start);
    }

    /** Closes every line and waits for the devices' threads, no longer than two seconds in all. */
    public void stop() {
        keepers.forEach(DeviceKeeper::stop);
        Duration deadline = clock.uptime().plus(STOP_PATIENCE);
        for (DeviceKeeper keeper : keepers) {
            keeper.awaitEnd(deadline.minus(clock.uptime()));
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

    /** Registers for changes of any device's state. Listeners run on the device's thread, so they may only enqueue. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }
}
