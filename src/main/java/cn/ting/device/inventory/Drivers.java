package cn.ting.device.inventory;

import cn.ting.settings.SettingsException;
import cn.ting.wire.LineAddress;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every driver there is, by the name {@code device-config} calls it; tells which devices they can serve. Never changes. */
@Singleton
public final class Drivers {

    private final Map<String, Driver> byName = new TreeMap<>();

    public Drivers(@All List<Driver> drivers) {
        for (Driver driver : drivers) {
            if (byName.put(driver.name(), driver) != null) {
                throw new IllegalStateException("two drivers are called " + driver.name());
            }
        }
    }

    /**
     * Refuses devices that cannot be attached, whole list by whole list, before any of them is.
     *
     * @throws SettingsException when a name stands twice, a driver is unknown, a line is malformed or not allowed, or a
     *     profile is wrong
     */
    public void check(InventorySettings settings, List<DeviceSettings> devices) {
        Set<String> names = new HashSet<>();
        Set<String> all = devices.stream().map(DeviceSettings::name).collect(Collectors.toSet());
        for (int i = 0; i < devices.size(); i++) {
            DeviceSettings device = devices.get(i);
            String key = "devices[" + i + "]";
            if (!names.add(device.name())) {
                throw new SettingsException(key + ".name", device.name() + " is taken by a device above: give it another");
            }
            Driver driver = byName.get(device.driver());
            if (driver == null) {
                throw new SettingsException(key + ".driver", device.driver() + " is not a driver here; there are "
                        + String.join(", ", byName.keySet()));
            }
            checkLine(key + ".line", driver, device.line(), settings);
            if (!device.relay().isEmpty() && !all.contains(device.relay())) {
                throw new SettingsException(key + ".power", "names no device here: " + device.relay());
            }
            device.profile().as(driver.profile());
        }
    }

    /** The driver of a device that has been checked. */
    Driver of(DeviceSettings device) {
        return byName.get(device.driver());
    }

    private static void checkLine(String key, Driver driver, String line, InventorySettings settings) {
        try {
            driver.checkAddress(line);
        } catch (IllegalArgumentException wrong) {
            throw new SettingsException(key, "leads nowhere: " + wrong.getMessage());
        }
        if (!settings.loopbackLines() && !driver.servedHere() && !driver.connectsItself() && LineAddress.parse(line).isLoopback()) {
            throw new SettingsException(key, line + " leads to this machine itself, where only a bench stands: give"
                    + " the device's own address, or set inventory.loopbackLines to true");
        }
    }
}
